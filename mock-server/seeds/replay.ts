import { loadGroup } from '../../contracts/core/define-contract.js';
import { schemesOf } from '../../contracts/core/dialect.js';
import { writeExact } from '../../contracts/core/exact-json.js';
import { Failure } from '../../contracts/core/failure.js';
import type { Operation } from '../../contracts/core/operation.js';
import { unknownInput } from '../../contracts/core/unknown-input.js';
import { BehindCloud } from '../calls/behind-cloud.js';
import { lowerCased, namedAs, namesOf } from '../calls/fields.js';
import { loadHandlers } from '../calls/handler.js';
import { type Callable, type FindCallable, perform, Unloaded, whenLoaded } from '../calls/perform.js';
import type { Issued, Vendor } from '../calls/vendor.js';
import type { Cloud } from '../domain/cloud.js';
import type { History, SeedCall } from './history.js';
import { SeedError } from './seed.js';

/** An operation that a seed calls, with its handler. */
type Known = Map<string, Callable>;

/**
 * A cloud in which the calls of a seed were made: each through the vendor's own handlers, at its own time, as the world's
 * own caller. Rejects with `SeedError` when a call fails, for then the seed is wrong.
 */
export async function replay(
  vendor: Vendor,
  history: History,
  seed: number,
  issued: readonly Issued[],
): Promise<Cloud> {
  const cloud = created(vendor, history, seed, issued);
  const behind = new BehindCloud(vendor, cloud);
  const known: Known = new Map();
  for (const group of new Set(history.calls.map(({ call }) => call.split('.')[0] ?? '')))
    await loadCallables(vendor, group, known);
  const kept = new Map<string, unknown>();
  for (const [index, call] of history.calls.entries()) {
    cloud.settle(call.at, vendor.jobs);
    const pins = Object.entries(call.pin ?? {});
    for (const [name, values] of pins) cloud.random.pin(name, values);
    const waiting = pins.map(([name]) => cloud.random.waiting(name));
    try {
      const body = await whenLoaded(
        () => answerTo(behind, known, issued, filled(call, kept)),
        group => loadCallables(vendor, group, known),
      );
      const [idle] = pins.find(([name], index) => cloud.random.waiting(name) === waiting[index]) ?? [];
      if (idle !== undefined) throw new Error(`it makes nothing that takes the pin "${idle}"`);
      for (const [name, pointer] of Object.entries(call.keep ?? {})) {
        const value = at(body, pointer);
        if (value === undefined) throw new Error(`its answer has nothing at "${pointer}" to keep as "${name}"`);
        kept.set(name, value);
      }
    } catch (error) {
      throw new SeedError(`call ${index} of ${vendor.contract.vendor} (${call.call}) failed: ${reasonOf(error)}`);
    }
  }
  return cloud;
}

function created(vendor: Vendor, history: History, seed: number, issued: readonly Issued[]): Cloud {
  try {
    return vendor.createCloud({ seed, start: history.start, issued, settings: history.settings ?? {} });
  } catch (error) {
    throw new SeedError(`the settings of ${vendor.contract.vendor} are wrong: ${reasonOf(error)}`);
  }
}

/** Notes the operations of a group that are served, by id. Only the groups that a seed calls are loaded. */
async function loadCallables({ contract, groups }: Vendor, group: string, known: Known): Promise<void> {
  if (!Object.hasOwn(contract.groups, group)) return;
  const [{ entries }, handlers] = await Promise.all([loadGroup(contract, group), loadHandlers(groups, group)]);
  const isForm = contract.dialect.input === 'form';
  for (const { id, name, operation } of entries) {
    const handler = handlers[name];
    const named: Callable['named'] = isForm ? query => namedAs(namesOf(operation.query), lowerCased(query)) : undefined;
    if (handler !== undefined) known.set(id, { operation, handler, named });
  }
}

function answerTo(behind: BehindCloud, known: Known, issued: readonly Issued[], call: SeedCall): unknown {
  const callable = known.get(call.call);
  if (callable === undefined) throw new Error(`there is no operation "${call.call}"`);
  const { dialect } = behind.vendor.contract;
  const taken = schemesOf(dialect, callable.operation);
  const own = issued.find(({ way, scheme }) => way === 'valid' && scheme !== null && taken.includes(scheme));
  const scheme = own?.scheme ? dialect.schemes[own.scheme] : undefined;
  const carrier = scheme && own ? { [scheme.name]: `${scheme.prefix ?? ''}${own.value}` } : {};
  const query = texts(call.query);
  const raw = {
    params: texts(call.params),
    query: scheme?.in === 'query' ? { ...carrier, ...query } : query,
    body: call.body,
  };
  refuseUnknown(callable.operation, call);
  const caller = behind.authenticate(callable.operation, carrier, raw.query);
  if (caller instanceof Failure) throw caller;
  const find: FindCallable = id => {
    const found = known.get(id);
    if (found === undefined) throw new Unloaded(id.split('.')[0] ?? '');
    return found;
  };
  const { operation, handler } = callable;
  const asked = { operation, handler, caller, raw, origin: 'http://localhost', path: '', search: '', find };
  return perform(asked, behind, reply => reply.body);
}

/**
 * Puts what earlier answers held in place of `{name}`, which must be kept; a text that is nothing else takes the value's
 * own type. A shell's `${NAME}` stays as it is.
 */
const NAMED = /(?<!\$)\{(\w+)\}/g;

function filled(call: SeedCall, kept: ReadonlyMap<string, unknown>): SeedCall {
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const whole = /^\{(\w+)\}$/.exec(value)?.[1];
      if (whole !== undefined && !kept.has(whole)) throw new Error(`nothing is kept as "${whole}"`);
      if (whole !== undefined) return kept.get(whole);
      return value.replaceAll(NAMED, (_text, name: string) => {
        if (!kept.has(name)) throw new Error(`nothing is kept as "${name}"`);
        return String(kept.get(name));
      });
    }
    if (Array.isArray(value)) return value.map(fill);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fill(member)]));
  };
  return fill(call) as SeedCall;
}

/** A name that the operation does not take is a slip: what it was to say would be passed over. */
function refuseUnknown(operation: Operation, call: SeedCall): void {
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

/** The value at a JSON pointer, or undefined. */
const at = (whole: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, key) => (Object.hasOwn(Object(value), key) ? Reflect.get(Object(value), key) : undefined),
      whole,
    );

function reasonOf(error: unknown): string {
  if (!(error instanceof Failure)) return error instanceof Error ? error.message : String(error);
  const { message, detail } = error;
  const issues = detail.issues?.map(({ in: part, path, message }) => `${[part, ...path].join('.')}: ${message}`);
  return [message, ...(issues ?? [])].join('; ');
}
