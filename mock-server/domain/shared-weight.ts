/** What keeps something that it can do without. */
export interface Holder {
  /** Lets go of all that it was weighed with. */
  lighten(): void;
}

/**
 * How much many holders keep together, in bytes. When that is too much, those let go of theirs that were weighed longest ago:
 * a server has thousands of worlds, and what each may keep is more than a process has for all.
 */
export class SharedWeight {
  readonly #most: number;
  /** In the order in which they were weighed last. */
  readonly #weights = new Map<Holder, number>();
  #sum = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Says how much a holder keeps now. */
  weigh(holder: Holder, weight: number): void {
    this.forget(holder);
    if (weight === 0) return;
    this.#weights.set(holder, weight);
    this.#sum += weight;
    for (const oldest of this.#weights.keys()) {
      if (this.#sum <= this.#most || oldest === holder) return;
      this.forget(oldest);
      oldest.lighten();
    }
  }

  forget(holder: Holder): void {
    this.#sum -= this.#weights.get(holder) ?? 0;
    this.#weights.delete(holder);
  }
}
