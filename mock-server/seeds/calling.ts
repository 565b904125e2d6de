import { loadGroup } from '../../contracts/core/define-contract.js';
import { schemesOf } from '../../contracts/core/dialect.js';
import { writeExact } from '../../contracts/core/exact-json.js';
import { Failure } from '../../contracts/core/failure.js';
import type { Operation } from '../../contracts/core/operation.js';
import { unknownInput } from '../../contracts/core/unknown-input.js';
import { BehindCloud } from '../calls/behind-cloud.js';
import { namedAs, namesOf } from '../calls/fields.js';
import { type AnyReply, loadHandlers } from '../calls/handler.js';
import { type Callable, type FindCallable, perform, Unloaded, whenLoaded } from '../calls/perform.js';
import type { Issued, Vendor } from '../calls/vendor.js';
import type { Cloud } from '../domain/cloud.js';
import type { SeedCall } from './history.js';

/** Makes the calls of a seed on a cloud, each through the vendor's own handlers, as the world's own caller. */
export class SeedCaller {
  readonly #behind: BehindCloud;
  readonly #issued: readonly Issued[];
  /** Operations that are served, by id, of the groups that were loaded. */
  readonly #known = new Map<string, Callable>();

  readonly #origin: string;

  constructor(vendor: Vendor, cloud: Cloud, issued: readonly Issued[], origin = 'http://localhost') {
    this.#behind = new BehindCloud(vendor, cloud);
    this.#issued = issued;
    this.#origin = origin;
  }

  /** Loads the groups of these operations, so that their calls are answered at once. */
  async load(operations: Iterable<string>): Promise<void> {
    for (const group of new Set([...operations].map(id => id.split('.')[0] ?? ''))) await this.#load(group);
  }

  /** Makes a call and answers its body. Throws, or rejects, when it fails. */
  answerTo(call: SeedCall): unknown {
    return whenLoaded(
      () => this.replyTo(call, ({ body }) => body),
      group => this.#load(group),
    );
  }

  async #load(group: string): Promise<void> {
    const { contract, groups } = this.#behind.vendor;
    if (!Object.hasOwn(contract.groups, group)) return;
    const [{ entries }, handlers] = await Promise.all([loadGroup(contract, group), loadHandlers(groups, group)]);
    const isForm = contract.dialect.input === 'form';
    for (const { id, name, operation } of entries) {
      const handler = handlers[name];
      const named: Callable['named'] = isForm ? query => namedAs(namesOf(operation.query), query) : undefined;
      if (handler !== undefined) this.#known.set(id, { operation, handler, named });
    }
  }

  /** Makes a call and answers what `finish` makes of the reply. Throws `Unloaded` where a part of it needs another group. */
  replyTo<Done>(
    call: Pick<SeedCall, 'call' | 'params' | 'query' | 'body'>,
    finish: (reply: AnyReply) => Done,
  ): Done | Promise<Done> {
    const callable = this.#known.get(call.call);
    if (callable === undefined) throw new Error(`there is no operation "${call.call}"`);
    const { dialect } = this.#behind.vendor.contract;
    const taken = schemesOf(dialect, callable.operation);
    const own = this.#issued.find(({ way, scheme }) => way === 'valid' && scheme !== null && taken.includes(scheme));
    const scheme = own?.scheme ? dialect.schemes[own.scheme] : undefined;
    const carrier = scheme && own ? { [scheme.name]: `${scheme.prefix ?? ''}${own.value}` } : {};
    const query = texts(call.query);
    const raw = {
      params: texts(call.params),
      query: scheme?.in === 'query' ? { ...carrier, ...query } : query,
      body: call.body,
    };
    refuseUnknown(callable.operation, call);
    const caller = this.#behind.authenticate(callable.operation, carrier, raw.query);
    if (caller instanceof Failure) throw caller;
    const find: FindCallable = id => {
      const found = this.#known.get(id);
      if (found === undefined) throw new Unloaded(id.split('.')[0] ?? '');
      return found;
    };
    const { operation, handler } = callable;
    const asked = { operation, handler, caller, raw, origin: this.#origin, path: '', search: '', find };
    return perform(asked, this.#behind, finish);
  }
}

/** A name that the operation does not take is a slip: what it was to say would be passed over. */
function refuseUnknown(operation: Operation, call: Pick<SeedCall, 'params' | 'query' | 'body'>): void {
  const [unknown] = unknownInput(operation, call);
  if (unknown !== undefined) throw new Error(`it takes no ${unknown.part} "${unknown.name}"${unknown.near}`);
}

/** Params and query travel as text. */
function texts(values: Readonly<Record<string, unknown>> = {}): Record<string, string | string[]> {
  const text = (value: unknown): string => (typeof value === 'object' ? writeExact(value) : String(value));
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.map(text) : text(value)]),
  );
}
