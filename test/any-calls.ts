import type { Entry } from '../contracts/core/contract.js';
import { loadContract } from '../contracts/core/define-contract.js';
import type { Failure } from '../contracts/core/failure.js';
import { isInParts, writeParts } from '../contracts/core/parts.js';
import { dayTime, microTime, naiveTime, sqlTime, utcTime, zonedTime } from '../contracts/core/time.js';
import type { Issued, Vendor } from '../mock-server/calls/vendor.js';
import { createClock } from '../mock-server/domain/clock.js';
import type { Cloud } from '../mock-server/domain/cloud.js';
import { CloudContext } from '../mock-server/http/call-context.js';
import { createDispatcher, type Dispatcher, type Incoming } from '../mock-server/http/dispatch.js';
import { selfCheck } from '../mock-server/http/self-check.js';
import { loadSeed, type Seed } from '../mock-server/seeds/seed.js';
import { builtIn } from '../mock-server/vendors/index.js';
import { Faults } from '../mock-server/worlds/faults.js';
import { wholeText } from './whole-text.js';

/** Chance that is the same for the same number. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  pick<T>(among: readonly T[]): T {
    const picked = among[this.below(among.length)];
    if (picked === undefined) throw new Error('there is nothing to pick from');
    return picked;
  }
}

/** All vendors by name, as a server lists them. */
export const listedVendors = builtIn.map(listed => [listed.vendor, listed] as const);

/** A seed whose world stands still at an instant. */
export const seedAt = (name: string, now: number): Promise<Seed> =>
  loadSeed(
    name,
    { now, mode: 'frozen' },
    builtIn.map(({ vendor }) => vendor),
  );

/** What came of a call. */
export interface Answered {
  readonly status: number;
  readonly text: string;
  /** The answer itself: one that is kept and sent again is the same object. */
  readonly sent: object;
  /** What the self-check found in it. */
  readonly findings: readonly object[];
  /** Why it was refused. */
  readonly failure: Failure | undefined;
  /** An error of ours behind it. */
  readonly error: unknown;
}

/** Vendors with their operations, loaded once. */
export async function callable(vendor: Vendor, isCaching = true) {
  const { entries } = await loadContract(vendor.contract);
  const dispatcher = createDispatcher(vendor.contract, vendor.groups, { isCaching });
  await Promise.all(Object.keys(vendor.contract.groups).map(dispatcher.load));
  return { vendor, entries, dispatcher };
}
export type Callable = Awaited<ReturnType<typeof callable>>;

/** A cloud that is called without a socket; its clock is moved by hand. */
export class DirectCloud {
  readonly #dispatcher: Dispatcher;
  readonly #context: CloudContext;
  readonly #vendor: Vendor;
  now: number;

  constructor({ vendor, dispatcher }: Callable, cloud: Cloud) {
    this.now = cloud.now;
    this.#vendor = vendor;
    this.#dispatcher = dispatcher;
    const clock = { ...createClock({ mode: 'frozen', now: 0 }), now: () => this.now };
    this.#context = new CloudContext(vendor, cloud, { clock, faults: new Faults() });
  }

  /** Answers a call at once; holds the answer to the contract where that is wanted. */
  call(incoming: Incoming, isChecked = false): Answered {
    const outcome = this.#dispatcher.dispatch(incoming, this.#context);
    if (outcome instanceof Promise) throw new Error('no answer at once');
    const { answer, place, failure, error } = outcome;
    const served = isChecked ? place?.served : undefined;
    const findings = served ? selfCheck(this.#vendor.contract, served, answer) : [];
    return { status: answer.status, text: wholeText(answer), sent: answer, findings, failure, error };
  }

  advance(by: number): void {
    this.now += by;
    this.#context.settle();
  }
}

const forms = [naiveTime, sqlTime, zonedTime, microTime, utcTime, dayTime];
const DAY = 86_400_000;

/** Addresses at which clients reach the same cloud. */
const ORIGINS = ['http://localhost:4850', 'http://127.0.0.1:4850/w/other'];

/** How a credential travels with a call. */
interface Carrier {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** A body as an operation takes it. */
function writtenAs({ body: schema }: Entry['operation'], body: unknown): { mediaType: string; text: string } {
  if (schema !== undefined && isInParts(schema)) return writeParts(schema, body);
  return { mediaType: 'application/json', text: body === undefined ? '' : JSON.stringify(body) };
}

/** Most values that are kept of one name: the first ones, and the last one anew. */
const MOST = 8;

/**
 * Makes calls of a vendor's operations near their examples: with ids and names that earlier answers held, with instants
 * around the present, with members left out now and then.
 */
export class AnyCalls {
  readonly #callable: Callable;
  readonly #chance: Chance;
  readonly #carriers: readonly Carrier[];
  /** Values that answers held, by the name they went under. */
  readonly #seen = new Map<string, string[]>();

  /** The first credential makes most calls. */
  constructor(callable: Callable, chance: Chance, issued: readonly Issued[]) {
    this.#callable = callable;
    this.#chance = chance;
    const { schemes } = callable.vendor.contract.dialect;
    this.#carriers = issued.flatMap(({ way, scheme: name, value }) => {
      const scheme = name === null || !(way === 'valid' || way === 'otherTenant') ? undefined : schemes[name];
      if (scheme === undefined) return [];
      const carried = { [scheme.name]: `${scheme.prefix ?? ''}${value}` };
      return [scheme.in === 'header' ? { headers: carried, query: {} } : { headers: {}, query: carried }];
    });
  }

  /** Operations that only read, or those that do more. */
  operations(isRead: boolean): readonly Entry[] {
    return this.#callable.entries.filter(({ operation }) => (operation.effect === 'read') === isRead);
  }

  /** A call of an operation at an instant; `isPlain` leaves nothing out. */
  of({ operation }: Entry, now: number, isPlain = false): Incoming {
    const { example = {}, method, path } = operation;
    const { dialect } = this.#callable.vendor.contract;
    const params = this.#values(example.params ?? {}, now, true);
    const query = this.#values(example.query ?? {}, now, isPlain);
    const body = example.body === undefined ? undefined : this.#values(Object(example.body), now, isPlain);
    const written = writtenAs(operation, body);
    const search = new URLSearchParams();
    const carrier = this.#chance.pick(this.#carriers.slice(0, isPlain || this.#chance.below(5) > 0 ? 1 : undefined));
    for (const [name, value] of Object.entries({ ...carrier.query, ...query }))
      for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
    return {
      method,
      path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name]))),
      search: search.toString(),
      headers: { ...carrier.headers, ...(body && { 'content-type': written.mediaType }) },
      body: Buffer.from(written.text),
      origin: this.#chance.pick(ORIGINS),
      base: dialect.basePath,
    };
  }

  /** Keeps ids and names of an answer for later calls. */
  learn({ text }: Answered): void {
    if (text.startsWith('{') || text.startsWith('[')) this.#learn(JSON.parse(text));
  }

  #learn(value: unknown): void {
    if (Array.isArray(value)) for (const one of value.slice(0, MOST)) this.#learn(one);
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
    for (const [name, member] of Object.entries(value)) {
      if (typeof member === 'object') this.#learn(member);
      else if (typeof member === 'string' || Number.isInteger(member)) this.#keep(plain(name), String(member));
    }
  }

  #keep(name: string, value: string): void {
    if (value.length > 80) return;
    const known = this.#seen.get(name) ?? [];
    if (known.includes(value)) return;
    if (known.length === MOST) known[MOST - 1] = value;
    else known.push(value);
    this.#seen.set(name, known);
  }

  /** Instants of a plain call come in their order, the last one near the present. */
  #values(example: object, now: number, isPlain: boolean): Record<string, unknown> {
    const kept = Object.entries(example).filter(() => isPlain || this.#chance.below(8) > 0);
    let before = kept.length;
    return Object.fromEntries(
      kept.map(([name, value]) => {
        before -= 1;
        const around = isPlain ? now - before * 12 * DAY : now + (this.#chance.below(4) - 2) * 9 * DAY;
        return [name, this.#near(name, value, around + this.#chance.below(DAY), isPlain)];
      }),
    );
  }

  /** A value like that of the example, of the same type. */
  #near(name: string, value: unknown, instant: number, isPlain: boolean): unknown {
    const text = String(value);
    if (typeof value !== 'string' && typeof value !== 'number') return value;
    if (!isPlain && this.#chance.below(6) === 0) return value;
    const form = forms.find(({ pattern }) => pattern.test(text));
    if (form !== undefined) return form.format(instant);
    if (/^\d{1,9}$/.test(text)) {
      const known = [...(this.#seen.get(plain(name)) ?? []), ...(this.#seen.get('id') ?? [])];
      const id = this.#chance.pick([text, '1', '2', ...known.filter(one => /^\d{1,9}$/.test(one))]);
      return typeof value === 'number' ? Number(id) : id;
    }
    const named = this.#seen.get(plain(name)) ?? [];
    return typeof value === 'number' ? value : this.#chance.pick([text, ...named]);
  }
}

/** `vm_id` and `vmId` are one name. */
const plain = (name: string): string => name.replaceAll('_', '').toLowerCase();
