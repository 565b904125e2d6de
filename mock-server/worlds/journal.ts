import type { Finding } from '../../contracts/core/checks.js';
import type { FailureKind } from '../../contracts/core/failure.js';
import type { TransportFault } from '../../contracts/core/transports.js';
import type { Instant } from '../domain/clock.js';
import { type Holder, SharedWeight } from '../domain/shared-weight.js';
import type { Exchanged } from './exchanged.js';

/** One call that a world received. */
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
  /** Milliseconds of real time from the request's head until it was answered: no part of what is the same each time. */
  readonly duration: number;
  /** Null of a page, and of a call whose exchange was let go since. */
  readonly exchanged: Exchanged | null;
  /** Bytes of the request's body and of the answer's, once the exchange was let go of; else null. */
  readonly cut: Cut | null;
}

/** Bytes of what is not kept of a call any more. */
export interface Cut {
  readonly body: number;
  readonly reply: number;
}

/** A call with its number, counted from 1. */
export interface JournalEntry extends Received {
  readonly number: number;
}

/** Most calls that are kept, and most bytes that what they exchanged may take; the oldest are let go first. */
const [MOST, HEAVIEST] = [1000, 32 * 2 ** 20];
/** Most letters that are kept of a path. */
const LONGEST_PATH = 2000;

/**
 * What the calls of all worlds exchanged, as far as it is kept. With thousands of worlds, those that were called longest ago
 * let go of it first.
 */
const exchangedTogether = new SharedWeight(128 * 2 ** 20);

/** The last calls a world received: a ring of fixed size. */
export class Journal implements Holder {
  #ring: Received[] = [];
  #count = 0;
  #weight = 0;
  /** How many of the first calls have let go of what they exchanged. */
  #light = 0;
  /** Calls that are no longer kept, by vendor and operation. */
  readonly #forgotten = new Map<string, Map<string | null, number>>();
  readonly #listeners = new Set<(call: JournalEntry) => void>();
  readonly #countListeners = new Set<() => void>();
  #cleared = 0;

  /** Number of calls since the world was made or its journal cleared. */
  get count(): number {
    return this.#count;
  }

  /** How often it was cleared: the numbers of calls begin anew each time. */
  get cleared(): number {
    return this.#cleared;
  }

  add(received: Received): void {
    const { path } = received;
    const call = path.length > LONGEST_PATH ? { ...received, path: `${path.slice(0, LONGEST_PATH)}…` } : received;
    const slot = this.#count % MOST;
    const oldest = this.#ring[slot];
    if (oldest !== undefined) this.#forget(oldest);
    this.#ring[slot] = call;
    this.#count += 1;
    this.#weight += weightOf(call);
    while (this.#weight > HEAVIEST && this.#light < this.#count) this.#letGo();
    exchangedTogether.weigh(this, this.#weight);
    if (this.#countListeners.size > 0) for (const listener of this.#countListeners) listener();
    if (this.#listeners.size > 0) for (const listener of this.#listeners) listener({ number: this.#count, ...call });
  }

  /** What is kept, oldest first. */
  all(): JournalEntry[] {
    return this.after(0);
  }

  /** The calls with a greater number that are kept, oldest first; of them those that are meant. */
  after(number: number, isMeant?: (call: Received) => boolean): JournalEntry[] {
    const calls: JournalEntry[] = [];
    for (let at = Math.max(number, this.#count - this.#ring.length); at < this.#count; at += 1) {
      const call = this.#ring[at % MOST];
      if (call !== undefined && (isMeant?.(call) ?? true)) calls.push({ number: at + 1, ...call });
    }
    return calls;
  }

  /** How many of the calls with a greater number are not kept any more. */
  lostAfter(number: number): number {
    return Math.max(0, this.#count - this.#ring.length - number);
  }

  /** How many calls that are no longer kept were of such operations. */
  forgotten(isMeant: (vendor: string, operation: string | null) => boolean): number {
    let sum = 0;
    for (const [vendor, counts] of this.#forgotten)
      for (const [operation, count] of counts) if (isMeant(vendor, operation)) sum += count;
    return sum;
  }

  /** Tells of each call from now on, as it is answered. Answers what ends that. A listener throws nothing. */
  onCall(listener: (call: JournalEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** The same for each call and each time that it is cleared, for a listener that looks for itself: it costs a call nearly nothing. */
  onCount(listener: () => void): () => void {
    this.#countListeners.add(listener);
    return () => {
      this.#countListeners.delete(listener);
    };
  }

  lighten(): void {
    while (this.#light < this.#count) this.#letGo();
  }

  /** It is asked for no more, as far as others are concerned that keep something. */
  close(): void {
    exchangedTogether.forget(this);
  }

  /** Forgets all calls; who listens goes on to. */
  clear(): void {
    exchangedTogether.forget(this);
    this.#ring = [];
    this.#count = 0;
    this.#cleared += 1;
    this.#weight = 0;
    this.#light = 0;
    this.#forgotten.clear();
    for (const listener of this.#countListeners) listener();
  }

  #forget(call: Received): void {
    this.#weight -= weightOf(call);
    if (this.#light <= this.#count - MOST) this.#light = this.#count - MOST + 1;
    const { vendor, operation } = call;
    const counts = this.#forgotten.get(vendor) ?? new Map<string | null, number>();
    this.#forgotten.set(vendor, counts.set(operation, (counts.get(operation) ?? 0) + 1));
  }

  /** Has the oldest call that still holds what it exchanged let go of it. */
  #letGo(): void {
    const slot = this.#light % MOST;
    const call = this.#ring[slot];
    this.#light += 1;
    if (call?.exchanged == null) return;
    this.#weight -= weightOf(call);
    const { bytes, replyBytes } = call.exchanged;
    const cut = { body: bytes, reply: replyBytes };
    this.#ring[slot] = { ...call, exchanged: null, cut };
  }
}

const weightOf = ({ exchanged }: Received): number => exchanged?.weight ?? 0;
