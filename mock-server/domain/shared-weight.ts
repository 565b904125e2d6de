/** What keeps something that it can do without. */
export interface Holder {
  /** Lets go of some of what it was weighed with, at least of something; answers what is left, in bytes. */
  lighten(): number;
}

/**
 * How much many holders keep together, in bytes. When that is too much, those let go of some of theirs that were weighed longest
 * ago, one after the other: a server has thousands of worlds, and what each may keep is more than a process has for all.
 */
export class SharedWeight {
  readonly #most: number;
  /** In the order in which they were weighed last. */
  readonly #weights = new Map<Holder, number>();
  #sum = 0;
  /** The last of them: to say its weight anew moves nothing. */
  #latest: Holder | undefined;

  constructor(most: number) {
    this.#most = most;
  }

  /** Says how much a holder keeps now. */
  weigh(holder: Holder, weight: number): void {
    if (holder === this.#latest && weight > 0) this.#change(holder, weight);
    else {
      this.forget(holder);
      if (weight === 0) return;
      this.#put(holder, weight);
    }
    if (this.#sum > this.#most) this.#lighten(holder);
  }

  /** Has others let go of theirs until it is not too much any more. */
  #lighten(holder: Holder): void {
    // Those that have something left come again at the end.
    for (const [oldest, before] of this.#weights) {
      if (this.#sum <= this.#most) return;
      if (oldest === holder) continue;
      this.forget(oldest);
      const left = oldest.lighten();
      if (left > 0 && left < before) this.#put(oldest, left);
    }
  }

  /** Says another weight of what stays where it is in the order. */
  #change(holder: Holder, weight: number): void {
    this.#sum += weight - (this.#weights.get(holder) ?? 0);
    this.#weights.set(holder, weight);
  }

  #put(holder: Holder, weight: number): void {
    this.#weights.set(holder, weight);
    this.#sum += weight;
    this.#latest = holder;
  }

  forget(holder: Holder): void {
    if (holder === this.#latest) this.#latest = undefined;
    this.#sum -= this.#weights.get(holder) ?? 0;
    this.#weights.delete(holder);
  }
}
