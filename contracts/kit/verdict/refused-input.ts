import { z } from 'zod';
import type { Finding, Severity } from '../../core/checks.js';
import type { Contract, Entry } from '../../core/contract.js';
import type { WireReply } from '../../core/dialect.js';
import type { FailureKind } from '../../core/failure.js';
import type { Overlays, Schema } from '../../core/operation.js';
import { bare, keysOf, memberOf, neededKeys } from '../../core/schema.js';
import { jsonOf } from '../../core/texts.js';
import { nameOf } from '../../core/value-names.js';
import type { Resolved } from '../run/input.js';
import { type NamedInput, namedInputs } from './named-inputs.js';
import { isWhole, requestPlace } from './wrong-inputs.js';

/** The check of good calls, beside the checks of every answer. */
export const inputChecks = [
  { id: 'takes-valid-input', sentence: 'Input that the contract takes is taken.', severity: 'error' },
] as const;
const [check] = inputChecks;

const PARTS = ['body', 'query', 'params'] as const;
type Part = (typeof PARTS)[number];

/** Kinds of failure that say that the input is wrong. */
const OF_INPUT: ReadonlySet<FailureKind> = new Set<FailureKind>(['invalid', 'malformed']);
/** Kinds for the account's own data or the state of things, which no contract knows. */
const OF_ACCOUNT: ReadonlySet<FailureKind> = new Set<FailureKind>(['funds', 'stock', 'quota', 'exists', 'conflict']);

/** What a refusal says of a good input. */
interface Complaint {
  readonly severity: Severity;
  readonly place: string;
  readonly expected: string;
}

/**
 * The finding that an endpoint refuses input which the contract takes. It is an `error` if the refusal names a member as
 * needed that the contract does not need, or as unknown that it needs; a `warning` if the value it names is one that any account can send, or if it
 * says that its type is another; else a `notice`, for this account may lack what the example names.
 */
export function refusedInput(
  contract: Contract,
  entry: Entry,
  resolved: Resolved,
  reply: WireReply | undefined,
): Finding | undefined {
  const { dialect } = contract;
  const kind = reply && dialect.failureOf(reply);
  if (reply === undefined || !isWhole(entry, resolved.input)) return undefined;
  if (kind === undefined || (!OF_INPUT.has(kind) && kind !== 'conflict')) return undefined;
  const credentials = new Set(Object.values(dialect.schemes).map(({ name }) => nameOf(name)));
  const named = namedInputs(reply.body).filter(({ name }) => !credentials.has(nameOf(name)));
  const complaint =
    missed(entry, resolved, named) ??
    (OF_INPUT.has(kind) ? refusedValue(contract, entry, resolved, named, kind) : undefined);
  if (complaint === undefined) return undefined;
  const { severity, place, expected } = complaint;
  return {
    ...{ check: check.id, path: place, place, expected, found: `${kind} (${reply.status})` },
    ...{ evidence: entry.operation.evidence ?? 'documented', severity },
  };
}

/** The finding that a thing of this run is not found, or refused, by another input that the contract takes too. */
export function refusedOwn({ operation }: Entry, overlays: Overlays, kind: FailureKind, status: number): Finding {
  const changed = PARTS.toReversed().flatMap(part =>
    Object.keys(overlays[part] ?? {}).map(key => requestPlace(part, key)),
  );
  const [place = '$'] = changed;
  return {
    ...{ check: check.id, path: place, place, expected: 'a success, for this run made the thing that it names' },
    ...{ found: `${kind} (${status})`, evidence: operation.evidence ?? 'documented', severity: 'warning' },
  };
}

/** The complaint that a member is missing which was not sent, and which the contract does not need. */
function missed(entry: Entry, { input }: Resolved, named: readonly NamedInput[]): Complaint | undefined {
  const sent = new Set(PARTS.flatMap(part => namesWithin(input[part])));
  const absent = named.filter(({ name }) => !sent.has(nameOf(lastStep(name))));
  // A word in brackets may be no input at all: one that nobody calls missing counts if the contract knows it.
  const one = absent.find(({ isMissing }) => isMissing) ?? absent.find(({ name }) => memberNamed(entry, name));
  if (one === undefined) return undefined;
  const member = memberNamed(entry, one.name);
  if (member !== undefined && neededKeys(entry.operation[member.part]).includes(member.key)) return undefined;
  const part: Part = entry.operation.body === undefined ? 'query' : 'body';
  const place = member?.place ?? requestPlace(part, lastStep(one.name));
  return { severity: check.severity, place, expected: 'a success without it, for it need not be sent' };
}

/** The complaint about a value that was sent. */
function refusedValue(
  { dialect }: Contract,
  entry: Entry,
  { input, from }: Resolved,
  named: readonly NamedInput[],
  kind: FailureKind,
): Complaint {
  const expected = 'a success, for the contract takes it';
  const isSure = ({ part, key }: Member): boolean =>
    from[key] === 'made' || isClosed(entry.operation[part], key) || isOwnWord(Reflect.get(Object(input[part]), key));
  for (const { name, isOfType, isUnknown } of named) {
    const member = memberNamed(entry, name);
    if (member === undefined) continue;
    const isNeeded = neededKeys(entry.operation[member.part]).includes(member.key);
    if (isUnknown && isNeeded) return { severity: check.severity, place: member.place, expected };
    const isGrave = isOfType || isUnknown || isSure(member);
    return { severity: isGrave ? 'warning' : 'notice', place: member.place, expected };
  }
  const mayBeOther = [...dialect.common, ...(entry.operation.failures ?? [])].some(
    one => OF_ACCOUNT.has(one) && (dialect.failures[one].like ?? one) === kind,
  );
  const all = PARTS.flatMap(part => Object.keys(Object(input[part])).map(key => memberOfRequest(part, key)));
  return { severity: mayBeOther || !all.every(isSure) ? 'notice' : 'warning', place: '$', expected };
}

/** A member of the request. */
interface Member {
  readonly part: Part;
  readonly key: string;
  readonly place: string;
}

const memberOfRequest = (part: Part, key: string): Member => ({ part, key, place: requestPlace(part, key) });

/** The member that the contract knows by a name, also by the first or the last step of it: `nodes[0].nodeType`. */
function memberNamed({ operation }: Entry, name: string): Member | undefined {
  const names = new Set([name, lastStep(name), name.split(/[.[]/)[0] ?? ''].map(nameOf));
  for (const part of PARTS) {
    const key = keysOf(operation[part]).find(one => names.has(nameOf(one)));
    if (key !== undefined) return memberOfRequest(part, key);
  }
  return undefined;
}

const lastStep = (name: string): string => name.split(/[.[\]]+/).findLast(step => /^[^\d]/.test(step)) ?? name;

/** Names of all members of an input, also inside JSON that is written as a text. */
function namesWithin(value: unknown): string[] {
  if (typeof value === 'string' && /^\s*[[{]/.test(value)) return namesWithin(jsonOf(value));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => [nameOf(key), ...namesWithin(inner)]);
}

const CLOSED = new Set(['boolean', 'enum', 'literal', 'null']);

/** Whether a member has one of a list of words, so that its value can be no account's own. */
function isClosed(schema: Schema | undefined, key: string): boolean {
  const member = schema && memberOf(schema, key)?.schema;
  if (member === undefined) return false;
  const { core, type } = bare(member);
  return CLOSED.has(type) || (core instanceof z.ZodUnion && core.options.some(option => CLOSED.has(bare(option).type)));
}

/** Whether a value is one that a run makes up by itself, such as a name. */
const isOwnWord = (value: unknown): boolean => typeof value === 'string' && value.startsWith('hostdouble-');
