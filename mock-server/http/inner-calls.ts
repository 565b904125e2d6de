import type { Dialect } from '../../contracts/core/dialect.js';
import { namedAs } from '../calls/fields.js';
import { type AnyReply, Unserved } from '../calls/handler.js';
import type { RawInput } from '../calls/input.js';
import { type Callable, Unloaded } from '../calls/perform.js';
import { type Override, type Overriding, Taken } from '../worlds/overrides.js';
import type { RouteTable } from './route-table.js';

/** The calls that one call makes as a part of itself, with what the operator has answered in their place. */
export class InnerCalls {
  readonly #table: Pick<RouteTable, 'named'>;
  readonly #dialect: Dialect;
  readonly #overrides: Overriding | undefined;
  readonly #first: Override | undefined;
  /** Whether the call made others: then its answer depends on more than the cloud. */
  isUsed = false;
  /** Overrides that were taken: they are counted when the call has ended. */
  #taken: Taken | undefined;

  constructor(
    table: Pick<RouteTable, 'named'>,
    dialect: Dialect,
    overrides: Overriding | undefined,
    taken: Override | undefined,
  ) {
    this.#table = table;
    this.#dialect = dialect;
    this.#overrides = overrides;
    this.#first = taken;
    this.begin();
  }

  find = (id: string): Callable => {
    this.isUsed = true;
    const place = this.#table.named(id);
    if (place === undefined) throw new Error(`there is no operation "${id}"`);
    const { served, group } = place;
    if (served === undefined) throw new Unloaded(group);
    if (served === null) throw new Unserved(id);
    const { operation, handler, names } = served;
    const isForm = this.#dialect.input === 'form';
    return {
      operation,
      handler,
      named: isForm ? query => namedAs(names, query) : undefined,
      instead: this.#overrides && (raw => this.#instead(id, raw)),
    };
  };

  /** Nothing is taken yet but for the call itself: it may begin anew, when what it needs was loaded. */
  begin(): void {
    if (this.#overrides === undefined) return;
    this.#taken = new Taken();
    if (this.#first !== undefined) this.#taken.note(this.#first, true);
  }

  /** Counts what was taken. */
  ended(): void {
    if (this.#overrides !== undefined) this.#taken?.count(this.#overrides);
  }

  #instead(id: string, raw: RawInput): AnyReply | undefined {
    const override = this.#overrides?.match(id, raw, this.#taken);
    if (override === undefined || override.reply === null) return undefined;
    this.#taken?.note(override, true);
    return override.reply;
  }
}
