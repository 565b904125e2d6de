/** Chance of a trial, all of it from one number that is printed: the same number is the same choices. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to below 1 (mulberry32). */
  unit(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.unit() * limit);
  }

  pick<T>(among: readonly T[]): T {
    const chosen = among[this.below(among.length)];
    if (chosen === undefined) throw new Error('there is nothing to pick from');
    return chosen;
  }
}

/** The seed of this run: given by `TRIALS_SEED`, or of the moment. */
export function chanceOfRun(): Chance {
  const seed = Number(process.env.TRIALS_SEED ?? Date.now() % 1_000_000);
  process.stderr.write(`TRIALS_SEED=${seed}\n`);
  return new Chance(seed);
}
