import type { FileWatch } from '../files/watch.js';
import type { Log } from '../log.js';
import type { Seed } from '../seeds/seed.js';
import type { WantedOverride } from '../worlds/overrides.js';
import type { Worlds } from '../worlds/worlds.js';
import type { RunningServer } from './running-server.js';

/** Those of the one set, and of the other what has no name that the first has. */
const together = (first: readonly WantedOverride[], other: readonly WantedOverride[]): readonly WantedOverride[] => [
  ...first,
  ...other.filter(({ name }) => name === null || first.every(one => one.name !== name)),
];

/** The overrides that stand in the worlds of a server from their opening: those of its file, then those of a world's seed. */
export class StandingOverrides {
  readonly #server: () => RunningServer;
  #ofFile: readonly WantedOverride[] = [];

  constructor(server: () => RunningServer) {
    this.#server = server;
  }

  /** Reads the server's file. What it said before stays as long as it is wrong. */
  async read(path: string): Promise<void> {
    const { readOverridesFile } = await import('./override-set.js');
    this.#ofFile = await readOverridesFile(this.#server(), path);
  }

  async of({ overrides }: Pick<Seed, 'overrides'>): Promise<readonly WantedOverride[]> {
    if (overrides === undefined) return this.#ofFile;
    const { readOverrides } = await import('./override-set.js');
    return together(this.#ofFile, await readOverrides(this.#server(), overrides));
  }
}

/** Reads the file anew whenever it changes, and tells so. While it is wrong, all stays as it was. */
export function watchOverrides(path: string, standing: StandingOverrides, { worlds, watch, log }: Watching): void {
  watch.on(path, async () => {
    try {
      await standing.read(path);
      await worlds.standAnew();
      log.warn('the overrides changed, and stand in each world', { file: path });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log.warn('the overrides changed and are wrong: they stay as they were', { file: path, why });
    }
  });
}

interface Watching {
  readonly worlds: Worlds;
  readonly watch: FileWatch;
  readonly log: Log;
}
