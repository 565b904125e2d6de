import { checkExchange, type Finding } from '../../core/checks.js';
import { wordingAt } from '../../core/dialect.js';
import { type Exchange, expectedOf } from '../../core/exchange.js';
import type { FailureKind } from '../../core/failure.js';
import type { Schema } from '../../core/operation.js';
import type { Reason } from '../report/report.js';
import type { TransportResult } from '../transport/transport.js';
import { absenceOf } from './gone.js';
import { longList } from './long-lists.js';

/** What the answer to a good call says: it was compared with the contract, or why it could not be. */
export type Verdict =
  | { readonly compared: true; readonly schema: Schema | undefined; readonly findings: readonly Finding[] }
  | {
      readonly compared: false;
      readonly reason: Reason;
      readonly detail: string;
      readonly findings: readonly Finding[];
    };

const BY_KIND: Readonly<Record<FailureKind, Reason>> = {
  unauthenticated: 'credential',
  forbidden: 'permission',
  noRoute: 'absent',
  methodNotAllowed: 'absent',
  malformed: 'input',
  tooLarge: 'input',
  timeout: 'timeout',
  invalid: 'input',
  notFound: 'absent',
  exists: 'state',
  conflict: 'state',
  locked: 'state',
  notEmpty: 'state',
  funds: 'account',
  stock: 'account',
  quota: 'account',
  rateLimited: 'rate-limit',
  internal: 'server',
};

/** Any call may fail for these reasons, also if its contract does not list the kind. Only failures for a state must be listed. */
const ANYWHERE: ReadonlySet<Reason> = new Set([
  'permission',
  'absent',
  'account',
  'input',
  'timeout',
  'rate-limit',
  'server',
]);

const BY_TROUBLE = {
  unreachable: 'server',
  tls: 'server',
  size: 'server',
  timeout: 'timeout',
  'rate-limit': 'rate-limit',
  server: 'server',
  ended: 'stopped',
} as const;

/**
 * Tells drift from an answer with which nothing can be compared: a refusal because a right, data or money is missing, or
 * trouble of the endpoint. The form of a refusal is compared in any case, unless the endpoint is in trouble or no operation
 * answered, for then something before it may have.
 */
export function verdictOf(exchange: Omit<Exchange, 'reply'>, { reply, trouble, items }: TransportResult): Verdict {
  if (reply === undefined || trouble !== undefined)
    return notCompared(BY_TROUBLE[trouble?.kind ?? 'unreachable'], trouble?.sentence ?? 'no answer');
  if (reply.headers?.['x-hostdouble-unserved'] !== undefined) return notCompared('unserved', 'answered 501');
  const absence = absenceOf(exchange, { reply });
  if (absence !== undefined) return notCompared('absent', `answered ${absence.status} (${absence.said})`);
  const whole = { ...exchange, reply };
  const findings = [...checkExchange(whole), ...(items === undefined ? [] : [longList(items)])];
  const expected = expectedOf(whole);
  if (expected?.failure === undefined) return { compared: true, schema: expected?.schema, findings };
  const isKnown = Object.values(wordingAt(exchange.contract.dialect, exchange.entry.operation.path).failures).some(
    ({ status, others }) => status === reply.status || others?.includes(reply.status),
  );
  if (!isKnown) return { compared: true, schema: undefined, findings };
  // If a good credential is refused, that is not drift; the form of that refusal is compared where it is provoked.
  if (expected.failure === 'unauthenticated') return notCompared('credential', `answered ${reply.status}`);
  const shape = ANYWHERE.has(BY_KIND[expected.failure]) ? findings.filter(({ check }) => check !== 'status') : findings;
  return notCompared(BY_KIND[expected.failure], `answered ${reply.status} (${expected.failure})`, shape);
}

const notCompared = (reason: Reason, detail: string, findings: readonly Finding[] = []): Verdict => ({
  compared: false,
  reason,
  detail,
  findings,
});
