import { type Journalled, journalled } from './control.js';

/** Reads the journal of a world as it grows, for it keeps its last calls only. */
export class JournalFollower {
  readonly calls: Journalled[] = [];
  readonly #world: string;

  constructor(world: string) {
    this.#world = world;
  }

  get last(): number {
    return this.calls.at(-1)?.number ?? 0;
  }

  /** Reads on to the end; answers how many calls the journal counts. */
  async readOn(url: string): Promise<number> {
    for (;;) {
      const { count, calls } = await journalled(url, this.#world, this.last);
      // A call beyond those that are counted waits for its number, which may become another.
      const counted = calls.filter(({ number }) => number <= count);
      this.calls.push(...counted);
      if (counted.length === 0) return count;
    }
  }
}
