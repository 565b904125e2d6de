import type { Finding } from '../../contracts/core/checks.js';
import type { FailureKind } from '../../contracts/core/failure.js';
import type { TransportFault } from '../../contracts/core/transports.js';
import type { Instant } from '../domain/clock.js';

/** One call that a world received. Neither bodies nor credentials are kept. */
export interface Received {
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
  /** Why a credential or a body was refused, or why nothing served the call; else null. */
  readonly why: string | null;
  /** The known route that a call to an unknown one most likely meant, or null. */
  readonly near: string | null;
  /** Names that were sent and that the operation does not take, where the vendor passes such over. */
  readonly ignored: readonly string[];
  /** Id of the override that changed the answer, or null. */
  readonly override: number | null;
  /** Address of the endpoint that answered in the double's place, if one did. */
  readonly forwarded?: string | undefined;
  /** Id of the fault that struck the call, or null. */
  readonly fault: number | null;
  /** How the connection was broken; `status` is 0 where no head was sent. */
  readonly transport: TransportFault | null;
  /** What the self-check found in the answer; empty too when it was not checked. */
  readonly findings: readonly Finding[];
}

/** A call with its number, counted from 1. */
export interface JournalEntry extends Received {
  readonly number: number;
}

const MOST = 1000;

/** The last calls a world received: a ring of fixed size. */
export class Journal {
  #ring: Received[] = [];
  #count = 0;

  /** Number of calls since the world was made or its journal cleared. */
  get count(): number {
    return this.#count;
  }

  add(call: Received): void {
    this.#ring[this.#count % MOST] = call;
    this.#count += 1;
  }

  /** What is kept, oldest first. */
  all(): JournalEntry[] {
    const start = this.#count > MOST ? this.#count % MOST : 0;
    const first = this.#count - this.#ring.length + 1;
    return [...this.#ring.slice(start), ...this.#ring.slice(0, start)].map((call, index) => ({
      number: first + index,
      ...call,
    }));
  }

  clear(): void {
    this.#ring = [];
    this.#count = 0;
  }
}
