/** Bytes that all copies together may still hold. */
export interface CopyBudget {
  left: number;
}

/**
 * A copy of a body that passes, to be looked at afterwards: of so many bytes at most, and no more than the budget of all
 * copies has left. A body that is larger goes by and is only counted.
 */
export class BodyCopy {
  readonly #budget: CopyBudget;
  readonly #most: number;
  #chunks: Buffer[] | undefined = [];
  #held = 0;
  #size = 0;

  constructor(budget: CopyBudget, most: number) {
    this.#budget = budget;
    this.#most = most;
  }

  /** Bytes that passed. */
  get size(): number {
    return this.#size;
  }

  add(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#chunks === undefined) return;
    if (this.#size > this.#most || chunk.length > this.#budget.left) {
      this.release();
      return;
    }
    this.#budget.left -= chunk.length;
    this.#held += chunk.length;
    this.#chunks.push(chunk);
  }

  /** The whole body; undefined if it was too large. */
  bytes(): Buffer | undefined {
    return this.#chunks && Buffer.concat(this.#chunks);
  }

  /** Gives back what is held. */
  release(): void {
    this.#budget.left += this.#held;
    this.#held = 0;
    this.#chunks = undefined;
  }
}
