import type { Finding, Severity } from '../../core/checks.js';
import type { Entry } from '../../core/contract.js';
import type { WireReply } from '../../core/dialect.js';
import { failuresBeside } from '../../core/disputed-failures.js';
import type { Evidence } from '../../core/evidence.js';
import type { Exchange } from '../../core/exchange.js';
import { mediaTypeOf } from '../../core/wire.js';
import { isByIntermediary } from '../transport/intermediary.js';
import type { TransportResult } from '../transport/transport.js';

/** The checks of operations themselves, beside the checks of every answer. */
export const absenceChecks = [
  {
    id: 'operation-gone',
    sentence: 'Every operation of the contract is there, and what was compared once still can be.',
    severity: 'error',
  },
] as const;

/** An answer that no operation gave. */
export interface Absence {
  readonly status: number;
  /** In words, such as `no such route`. */
  readonly said: string;
  /** It may pass by itself: trouble, or a page of something before the API. */
  readonly mayPass: boolean;
}

/**
 * What an answer to a good call says if no operation gave it: there is no such route, the verb is wrong, something before
 * the API shows a page, or the server is in trouble. Undefined if the operation itself answered, also with a refusal that
 * it is known for, or if nothing did. What may pass must be asked for again: of a call that changes something, which may not
 * be made twice, compare such an answer as any other.
 */
export function absenceOf(
  { contract, entry }: Omit<Exchange, 'reply'>,
  { reply, trouble }: TransportResult,
): Absence | undefined {
  if (reply === undefined || reply.headers?.['x-hostdouble-unserved'] !== undefined) return undefined;
  const { status } = reply;
  if (status === 501) return { status, said: 'not implemented', mayPass: false };
  const mayAsk = entry.operation.effect === 'read';
  if (status >= 500) return mayAsk ? { status, said: 'trouble of the server', mayPass: true } : undefined;
  const failure = contract.dialect.failureOf(reply);
  const isKnown = failure !== undefined && failuresBeside(contract, entry).includes(failure);
  if (trouble !== undefined || isKnown) return undefined;
  if (failure === 'noRoute') return { status, said: 'no such route', mayPass: false };
  if (failure === 'methodNotAllowed') return { status, said: 'wrong verb', mayPass: false };
  const isPage = isByIntermediary(reply) && (failure === undefined || !FOR_CALLER.has(failure)) && !isOwn(entry, reply);
  return isPage && mayAsk ? { status, said: 'a page of something before the API', mayPass: true } : undefined;
}

/** Refusals that are about who calls, whoever words them: with another right or less often the operation may be reached. */
export const FOR_CALLER: ReadonlySet<string> = new Set(['unauthenticated', 'forbidden', 'rateLimited']);

/** Whether the operation is described as answering with a page or a redirection of this status. */
function isOwn({ operation }: Entry, { status }: WireReply): boolean {
  const schema = operation.responses[status];
  return schema !== undefined && (status >= 300 || mediaTypeOf(schema) === 'text/html');
}

/** How grave it is that an operation is gone: as sure as the contract was that it is there. */
const BY_EVIDENCE: Readonly<Record<Evidence, Severity>> = {
  documented: 'error',
  observed: 'error',
  client: 'warning',
  disputed: 'notice',
  assumed: 'notice',
};

export const severityOfAbsence = ({ operation }: Entry): Severity => BY_EVIDENCE[operation.evidence ?? 'documented'];

/** The finding that an operation is gone. */
export const operationGone = (
  entry: Entry,
  expected: string,
  found: string,
  severity: Severity = severityOfAbsence(entry),
): Finding => ({
  ...{ check: 'operation-gone', path: '$', place: '$', expected, found, severity },
  evidence: entry.operation.evidence ?? 'documented',
});
