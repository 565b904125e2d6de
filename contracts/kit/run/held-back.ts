import type { Entry } from '../../core/contract.js';
import type { FailureKind } from '../../core/failure.js';

interface Held {
  readonly entry: Entry;
  readonly kind: FailureKind;
  tell(): void;
}

/**
 * Findings about bad input that was refused with another kind than it should be. They are told when good input was tried:
 * if that is refused with the same kind, for money or for the state of a thing, bad input was never looked at.
 */
export class HeldBack {
  #held: readonly Held[] = [];

  hold(entry: Entry, kind: FailureKind, tell: () => void): void {
    this.#held = [...this.#held, { entry, kind, tell }];
  }

  /** Good input of an operation was answered, with this kind of failure or well. */
  settle(entry: Entry, failure: FailureKind | undefined): void {
    for (const one of this.#held) if (one.entry === entry && one.kind !== failure) one.tell();
    this.#held = this.#held.filter(one => one.entry !== entry);
  }
}
