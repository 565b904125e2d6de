import { z } from 'zod';
import type { Finding } from '../../contracts/core/checks.js';
import type { Contract, Entry } from '../../contracts/core/contract.js';
import type { WireReply } from '../../contracts/core/dialect.js';
import { Failure, type FailureKind, failureKinds } from '../../contracts/core/failure.js';
import { heldBy } from '../../contracts/core/held.js';
import type { Schema } from '../../contracts/core/operation.js';
import { bare, memberOf } from '../../contracts/core/schema.js';
import { absenceOf, operationGone } from '../../contracts/kit/verdict/gone.js';
import { findingsOfRefusal, type RefusedCall } from '../../contracts/kit/verdict/refusals.js';
import { verdictOf } from '../../contracts/kit/verdict/verdict.js';

/** One thing changed in an answer. */
export interface Mutation {
  readonly kind: 'drop' | 'rename' | 'retype' | 'null' | 'add' | 'status' | 'refusal';
  /** Where: a JSON path, or the status it was changed to. */
  readonly at: string;
  readonly reply: WireReply;
  /** Why a client could not be hurt by it, and no check can see it; undefined when it must be seen. */
  readonly harmless: string | undefined;
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Values of other types, those first that are taken for it most easily; of null, something that no scalar is. */
function retyped(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return [12_345, true];
  if (typeof value === 'number') return [`${value}`, true];
  if (typeof value === 'boolean') return [value ? 'true' : 'false', value ? 1 : 0, value ? 'yes' : 'no'];
  if (Array.isArray(value)) return [{ 0: value[0] ?? null }];
  if (value === null) return [{ changed: true }];
  return [[value]];
}

/** A copy of a body in which the object or list that holds a place is changed. */
function changed(
  body: unknown,
  keys: readonly PropertyKey[],
  change: (holder: object, key: PropertyKey) => void,
): unknown {
  const copy = structuredClone(body);
  const holder = keys.slice(0, -1).reduce<unknown>((value, key) => Reflect.get(Object(value), key), copy);
  const last = keys.at(-1);
  if (typeof holder === 'object' && holder !== null && last !== undefined) change(holder, last);
  return copy;
}

const ANY = new Set(['unknown', 'any']);

/** Every field of an answer dropped, renamed, retyped and made null, once for each place; a field added to every object. */
export function* ofFields(reply: WireReply, schema: Schema): Generator<Mutation> {
  const { text: _text, ...head } = reply;
  const withBody = (body: unknown): WireReply => ({ ...head, body });
  const done = new Set<string>();
  for (const { path, keys, schema: own, value } of heldBy(schema, reply.body)) {
    if (done.has(path)) continue;
    done.add(path);
    const { optional, nullable, type } = bare(own);
    if (isObject(value)) {
      const isOpen = ANY.has(type) || memberOf(own, 'hostdouble_added') !== undefined;
      const body =
        keys.length === 0
          ? { ...value, hostdouble_added: 1 }
          : changed(reply.body, keys, (holder, key) => Reflect.set(holder, key, { ...value, hostdouble_added: 1 }));
      yield {
        kind: 'add',
        at: path,
        reply: withBody(body),
        harmless: isOpen ? 'any field is documented there' : undefined,
      };
    }
    const last = keys.at(-1);
    if (last === undefined) continue;
    const any = ANY.has(type) ? 'any value is documented there' : undefined;
    if (typeof last === 'string' && !path.endsWith('[*]')) {
      const leftOut = optional ? 'the field may be left out' : undefined;
      yield {
        ...{ kind: 'drop', at: path, harmless: leftOut ?? any },
        reply: withBody(changed(reply.body, keys, (holder, key) => Reflect.deleteProperty(holder, key))),
      };
      const rename = changed(reply.body, keys, (holder, key) => {
        Reflect.set(holder, `${String(key)}_changed`, value);
        Reflect.deleteProperty(holder, key);
      });
      yield { kind: 'rename', at: path, reply: withBody(rename), harmless: any };
    }
    const put = (next: unknown): WireReply =>
      withBody(changed(reply.body, keys, (holder, key) => Reflect.set(holder, key, next)));
    for (const other of retyped(value)) {
      const taken = z.safeParse(own, other).success ? 'that type is documented there too' : undefined;
      yield { kind: 'retype', at: path, reply: put(other), harmless: any ?? taken };
    }
    if (value !== null)
      yield { kind: 'null', at: path, reply: put(null), harmless: nullable ? 'the field may be null' : any };
  }
}

/** A success with statuses that it never has. */
export function* ofStatus(reply: WireReply, { operation }: Entry): Generator<Mutation> {
  for (const status of [200, 201, 202, 204, 302, 418])
    if (operation.responses[status] === undefined)
      yield { kind: 'status', at: `${reply.status} -> ${status}`, reply: { ...reply, status }, harmless: undefined };
}

/** A refusal answered as a success, with a status that no refusal has, and as each refusal that would be another. */
export function* ofRefusal(
  reply: WireReply,
  success: WireReply | undefined,
  { dialect }: Contract,
  refusal: RefusedCall,
): Generator<Mutation> {
  const how = { kind: 'refusal', harmless: undefined } as const;
  if (success !== undefined) yield { ...how, at: `${reply.status} -> success ${success.status}`, reply: success };
  yield { ...how, at: `${reply.status} -> 418`, reply: { ...reply, status: 418 } };
  const seenAs = (kind: FailureKind): FailureKind => dialect.failures[kind].like ?? kind;
  const right = new Set(refusal.kinds.map(seenAs));
  for (const kind of failureKinds)
    if (!right.has(seenAs(kind)))
      yield { ...how, at: `${reply.status} -> ${kind}`, reply: dialect.encode(new Failure(kind)) };
}

/** What a run reports when each answer to an operation is such a one: it asks for what may pass again at its end. */
function goneBy(contract: Contract, entry: Entry, reply: WireReply): Finding[] {
  const absence = absenceOf({ contract, entry }, { reply });
  return absence === undefined ? [] : [operationGone(entry, 'an answer of its own', absence.said)];
}

/** Whether the checks of a run find anything in an answer. */
export function isCaught(
  contract: Contract,
  entry: Entry,
  refusal: RefusedCall | undefined,
  reply: WireReply,
): boolean {
  const findings =
    refusal === undefined
      ? [...verdictOf({ contract, entry }, { reply }).findings, ...goneBy(contract, entry, reply)]
      : findingsOfRefusal(contract, entry, refusal, reply);
  return findings.length > 0;
}
