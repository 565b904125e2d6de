import type { Received } from './caller.js';
import type { Wire } from './kinds.js';

/** One call of a client, with what it heard of it. Instants are of one clock of this process. */
export interface Noted {
  /** Of this call alone; the journal keeps it as the user agent. */
  readonly tag: string;
  readonly world: string;
  readonly client: number;
  readonly kind: string;
  readonly effect: 'read' | 'write';
  readonly wire: Wire;
  readonly sent: number;
  /** Infinity as long as nothing was heard: it may still be done. */
  heard: number;
  received: Received | undefined;
  /** What became of it, as far as its client knows. */
  fate: Fate;
  /** The id that the world gave to what was made. */
  id?: unknown;
}

/**
 * `done`: acknowledged. `refused`: the vendor's no. `unsent`: nobody took it. `unknown`: no answer came, or the double said that
 * its store was in trouble, so it may have been done.
 */
export type Fate = 'done' | 'refused' | 'unsent' | 'unknown';

/** All calls of a trial, in the order in which they were sent. */
export class Ledger {
  readonly calls: Noted[] = [];
  /** How many writes were acknowledged. */
  done = 0;
  readonly #byTag = new Map<string, Noted>();

  begin(call: Omit<Noted, 'sent' | 'heard' | 'received' | 'fate'>): Noted {
    const heard = Number.POSITIVE_INFINITY;
    const noted: Noted = { ...call, sent: performance.now(), heard, received: undefined, fate: 'unknown' };
    this.calls.push(noted);
    this.#byTag.set(noted.tag, noted);
    return noted;
  }

  /** Notes what was heard of a call; `isDone` says whether an answer acknowledges it. */
  end(noted: Noted, received: Received, isDone: (status: number, text: string) => boolean): void {
    noted.received = received;
    if (received.state === 'unsent') noted.fate = 'unsent';
    if (received.state !== 'answered' || storeTrouble(received) !== undefined || received.status >= 500) return;
    noted.heard = performance.now();
    noted.fate = isDone(received.status, received.text) ? 'done' : 'refused';
    if (noted.fate === 'done' && noted.effect === 'write') this.done += 1;
  }

  find(tag: string): Noted | undefined {
    return this.#byTag.get(tag);
  }

  of(world: string): Noted[] {
    return this.calls.filter(call => call.world === world);
  }

  /** How many calls there are of each fate, for people. */
  counts(): string {
    const sum = (of: (call: Noted) => boolean): number => this.calls.filter(of).length;
    const fates = (['done', 'refused', 'unsent', 'unknown'] as const).map(
      fate => `${sum(call => call.effect === 'write' && call.fate === fate)} ${fate}`,
    );
    return `writes: ${fates.join(', ')}; reads: ${sum(call => call.effect === 'read')}`;
  }
}

/** Why the double says that it could not ask its store; undefined where it does not say so. */
export const storeTrouble = (received: Received | undefined): string | undefined =>
  received?.state === 'answered' ? [received.headers['x-hostdouble-store']].flat()[0] : undefined;
