import { type Stats, unwatchFile, watchFile } from 'node:fs';

/** Calls back when a file is another than it was, until what it returns is called. */
export type WatchFile = (path: string, changed: () => void) => () => void;

/** Milliseconds between two looks at a file: what is written meanwhile is one change. */
const INTERVAL = 250;

/**
 * Looks at a file again and again. It sees what editors do that put a new file in the place of the old one, a file that is
 * not there yet, and folders of other machines, of all of which a system's own notices tell nothing, or each in its own way.
 */
export const byLooking: WatchFile = (path, changed) => {
  const look = (now: Stats, before: Stats): void => {
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size || now.ino !== before.ino) changed();
  };
  watchFile(path, { interval: INTERVAL, persistent: false }, look);
  return () => unwatchFile(path, look);
};

interface Watched {
  readonly end: () => void;
  /** What is done when the file changed, as long as it is done. */
  doing: Promise<void> | undefined;
  /** It changed while that was done. */
  again: boolean;
}

/** Files of which something is done when they change: of one file one thing after the other, and never twice for nothing. */
export class FileWatch {
  readonly #watch: WatchFile;
  readonly #files = new Map<string, Watched>();

  constructor(watch: WatchFile = byLooking) {
    this.#watch = watch;
  }

  /** Has something done whenever a file changed. It must not reject. A file that is watched already goes on being watched. */
  on(path: string, act: () => Promise<void>): void {
    if (this.#files.has(path)) return;
    const end = this.#watch(path, () => this.#changed(path, act));
    this.#files.set(path, { end, doing: undefined, again: false });
  }

  /** Resolves when what is being done is done. */
  async idle(): Promise<void> {
    await Promise.all([...this.#files.values()].map(({ doing }) => doing));
  }

  close(): void {
    for (const { end } of this.#files.values()) end();
    this.#files.clear();
  }

  #changed(path: string, act: () => Promise<void>): void {
    const watched = this.#files.get(path);
    if (watched === undefined) return;
    watched.again = true;
    watched.doing ??= this.#do(watched, act);
  }

  async #do(watched: Watched, act: () => Promise<void>): Promise<void> {
    while (watched.again) {
      watched.again = false;
      await act();
    }
    watched.doing = undefined;
  }
}
