import type { Issued } from '../calls/vendor.js';
import type { Keep } from './courier.js';
import { issuedSecrets } from './credentials.js';
import type { Journal } from './journal.js';
import type { Keeping, KeptParts } from './keeping.js';
import type { Received } from './received.js';
import type { Marks } from './shown-call.js';
import type { Turns } from './turns.js';

/** A world as far as it may outlive the process. Until something keeps it, nothing here costs anything. */
export abstract class Keepable {
  abstract readonly journal: Journal;
  /** The credentials this world hands out, by vendor. */
  abstract readonly issued: Readonly<Record<string, readonly Issued[]>>;
  #keeping: Keeping | undefined;

  /** What is kept of it, and what it does when others changed it. */
  protected abstract keptParts(): KeptParts;

  /** Has it kept in a store from now on, in which it stands. */
  keepIn(kept: (world: KeptParts) => Keeping): void {
    this.#keeping = kept(this.keptParts());
  }

  /** How what its courier does is kept. */
  protected readonly kept: Keep = {
    turn: act => this.turn(act),
    alone: act => this.#keeping?.alone(act) ?? act(),
    ifAlone: act => this.#keeping?.ifAlone(act) ?? act(),
    rested: () => this.#keeping?.rested(),
  };

  /** What is done to it, where it outlives the process. */
  get turns(): Turns | undefined {
    return this.#keeping?.turns;
  }

  /** What keeps it, where it outlives the process. */
  get keeping(): Keeping | undefined {
    return this.#keeping;
  }

  /** Does something to it, which is kept before this answers; it may be done several times (`Turns.take`). */
  turn<T>(act: () => T | Promise<T>): T | Promise<T> {
    return this.#keeping === undefined ? act() : this.#keeping.turns.take(act);
  }

  /** Forgets the calls in its journal. */
  async clearJournal(): Promise<void> {
    if (this.#keeping === undefined) this.journal.clear();
    else await this.#keeping.clearJournal();
  }

  /** Resolves when the calls that it received are kept, where they are. */
  async flushed(): Promise<void> {
    await this.#keeping?.calls.flush();
  }

  /** Is as others left it, with the calls that they received, where others share it. */
  async fresh(): Promise<void> {
    await this.turn(() => {});
    await this.#keeping?.calls.gather();
  }

  /** Keeps a call in its journal. What its marks mask is kept nowhere but in memory. */
  received(call: Received, marks: Omit<Marks, 'issued'>): void {
    if (this.#keeping === undefined) this.journal.add(call);
    else this.#keeping.received(call, { ...marks, issued: issuedSecrets(this.issued) });
  }
}
