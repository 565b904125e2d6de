import type { Finding } from '../../contracts/core/checks.js';
import type { FailureKind } from '../../contracts/core/failure.js';
import type { Instant } from '../domain/clock.js';

/** One call that a world received. Neither bodies nor credentials are kept. */
export interface JournalEntry {
  readonly number: number;
  /** On the world's own clock. */
  readonly at: Instant;
  readonly vendor: string;
  readonly method: string;
  /** Path without the query, for a query may hold a credential. */
  readonly path: string;
  /** Operation id, or null when none matched. */
  readonly operation: string | null;
  readonly status: number;
  readonly failure: FailureKind | null;
  /** Why a credential was refused, or null. */
  readonly why: string | null;
  /** What the self-check found in the answer; empty too when it was not checked. */
  readonly findings: readonly Finding[];
}

const MOST = 1000;

/** The last calls a world received: a ring of fixed size. */
export class Journal {
  #ring: JournalEntry[] = [];
  #count = 0;

  /** Number of calls since the world was made or its journal cleared. */
  get count(): number {
    return this.#count;
  }

  add(entry: Omit<JournalEntry, 'number'>): void {
    this.#ring[this.#count % MOST] = { number: this.#count + 1, ...entry };
    this.#count += 1;
  }

  /** What is kept, oldest first. */
  all(): JournalEntry[] {
    const start = this.#count > MOST ? this.#count % MOST : 0;
    return [...this.#ring.slice(start), ...this.#ring.slice(0, start)];
  }

  clear(): void {
    this.#ring = [];
    this.#count = 0;
  }
}
