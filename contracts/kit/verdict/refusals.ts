import { checkExchange, type Finding, type Severity } from '../../core/checks.js';
import type { Contract, Entry } from '../../core/contract.js';
import { schemesOf, type WireReply, type Wording, wordingAt } from '../../core/dialect.js';
import type { Exchange } from '../../core/exchange.js';
import type { FailureKind } from '../../core/failure.js';
import type { Example } from '../../core/operation.js';
import type { Resolved } from '../run/input.js';
import type { Credentials, CredentialUse } from '../transport/request.js';
import { takes, type WrongInput, wrongInputs } from './wrong-inputs.js';

/** A call that an endpoint must refuse, and the right ways to refuse it. */
export interface RefusedCall {
  readonly id: RefusalId;
  readonly input: Example;
  readonly use: CredentialUse;
  /** Any of these kinds is right. */
  readonly kinds: readonly FailureKind[];
  /** If one member of the input is wrong, its place in the request, and what is wrong with it. */
  readonly about?: Pick<WrongInput, 'place' | 'wrong'>;
}

export type RefusalId = 'refuses-no-credential' | 'refuses-wrong-credential' | 'refuses-malformed-input' | 'unknown-id';

interface RefusalCheck {
  readonly id: RefusalId;
  readonly sentence: string;
  readonly severity: Severity;
}

/** The checks of refusals, beside the checks of every answer. */
export const refusalChecks: readonly RefusalCheck[] = [
  { id: 'refuses-no-credential', sentence: 'A call without a credential is refused.', severity: 'error' },
  { id: 'refuses-wrong-credential', sentence: 'A credential that nobody was given is refused.', severity: 'error' },
  { id: 'unknown-id', sentence: 'A thing that is not there is answered as not found.', severity: 'error' },
  {
    id: 'refuses-malformed-input',
    sentence: "Input that the contract does not take is refused in the vendor's form.",
    severity: 'warning',
  },
];

/** The calls of an operation that must be refused, each made of a good input by one change. */
export function refusalsOf(
  contract: Contract,
  entry: Entry,
  { input, from }: Resolved,
  credentials: Credentials,
): RefusedCall[] {
  const { operation } = entry;
  const refusals: RefusedCall[] = [];
  const schemes = schemesOf(contract.dialect, entry.operation);
  if (schemes.length > 0)
    refusals.push({ id: 'refuses-no-credential', input, use: 'none', kinds: ['unauthenticated'] });
  if (schemes.some(scheme => credentials[scheme] !== undefined))
    refusals.push({ id: 'refuses-wrong-credential', input, use: 'wrong', kinds: ['unauthenticated'] });
  const unknown = operation.failures?.includes('notFound') ? withUnknown(entry, input, Object.keys(from)) : undefined;
  if (unknown !== undefined) refusals.push({ id: 'unknown-id', input: unknown, use: 'valid', kinds: ['notFound'] });
  for (const { input: wrong, ...about } of wrongInputs(contract, entry, { input, from }))
    refusals.push({
      ...{ id: 'refuses-malformed-input', input: wrong, use: 'valid', about },
      kinds: ['invalid', 'malformed', 'notFound', 'noRoute'],
    });
  return refusals;
}

/** What is wrong with the answer to a call that must be refused. */
export function findingsOfRefusal(contract: Contract, entry: Entry, refusal: RefusedCall, reply: WireReply): Finding[] {
  const { dialect } = contract;
  const { failures } = wordingAt(dialect, entry.operation.path);
  const exchange: Exchange = { contract, entry, reply };
  const kind = dialect.failureOf(reply);
  const right = refusal.kinds.map(one => failures[one].like ?? one);
  const shape = checkExchange(exchange).filter(({ check }) => check !== 'status');
  if (kind !== undefined && right.includes(kind) && statusesOf(failures, kind).includes(reply.status)) return shape;
  const { severity = 'error' } = refusalChecks.find(({ id }) => id === refusal.id) ?? {};
  const [first = 'invalid'] = refusal.kinds;
  const form = failures[first];
  return [
    {
      check: refusal.id,
      path: refusal.about?.place ?? '$',
      place: refusal.about?.place ?? '$',
      expected: `${[...new Set(right)].join(' or ')} (${form.status})${refusal.about === undefined ? '' : `, for it was sent with ${refusal.about.wrong}`}`,
      found: `${kind ?? (entry.operation.responses[reply.status] === undefined ? 'no known answer' : 'a success')} (${reply.status})`,
      evidence: form.evidence,
      severity,
    },
  ];
}

const statusesOf = (failures: Wording['failures'], kind: FailureKind): number[] =>
  Object.entries(failures).flatMap(([name, { status, others = [], like }]) =>
    name === kind || like === kind ? [status, ...others] : [],
  );

const UNKNOWN = ['999999937', '00000000-0000-4000-8000-000000000937', 'f'.repeat(32), 'hostdouble-nothing'];

/** Whether a text is an id that no thing has. */
export const isUnknownId = (text: string): boolean => UNKNOWN.includes(text);

/** Puts an id that no thing has in place of one of the input's, in the path first. */
function withUnknown({ operation }: Entry, input: Example, names: readonly string[]): Example | undefined {
  const inPath = names.filter(name => input.params?.[name] !== undefined);
  const inQuery = Object.keys(input.query ?? {}).filter(one => names.includes(one));
  const [name] = [...inPath, ...inQuery];
  if (name === undefined) return undefined;
  const part = inPath.includes(name) ? 'params' : 'query';
  const values = input[part] ?? {};
  const before = String(values[name]);
  for (const value of UNKNOWN.toSorted((one, other) => Number(alike(other, before)) - Number(alike(one, before)))) {
    const changed = { ...values, [name]: value };
    if (takes(operation[part], changed)) return { ...input, [part]: changed };
  }
  return undefined;
}

const alike = (one: string, other: string): boolean =>
  (/^\d+$/.test(one) === /^\d+$/.test(other) && one.length === other.length) ||
  (/^\d+$/.test(one) && /^\d+$/.test(other));
