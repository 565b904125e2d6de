import type { ServerResponse } from 'node:http';
import type { Finding } from '../../contracts/core/checks.js';
import type { Contract } from '../../contracts/core/contract.js';
import type { Outcome } from './outcome.js';
import { type Answer, jsonAnswer, respond } from './respond.js';
import type { Served } from './route-table.js';
import { type SelfCheck, selfCheck } from './self-check.js';
import { flowOn, type LongAnswer, stream } from './stream.js';

const NONE: readonly Finding[] = [];

/** What was sent, and what the self-check found in it. */
export interface Sent {
  readonly status: number;
  /** What was sent: another answer than was meant to be, where that is not sent. */
  readonly answer: Answer;
  readonly findings: readonly Finding[];
  /** When all of it is sent, if that takes longer: what was found in what came later. */
  readonly later?: Promise<readonly Finding[]>;
}

/** Sends answers, and holds them to the contract before or after that, as often as wanted. */
export function createSend({ every, strict }: SelfCheck) {
  let calls = 0;
  /** What was found in answers that are held and sent again: the same bytes are not checked twice. */
  const known = new WeakMap<Answer, readonly Finding[]>();
  const findingsIn = (contract: Contract, served: Served, answer: Answer): readonly Finding[] => {
    const findings = known.get(answer) ?? selfCheck(contract, served, answer);
    known.set(answer, findings);
    return findings;
  };
  return (contract: Contract, outcome: Outcome, reply: ServerResponse): Sent => {
    const { answer, place, failure, broken, findings: found } = outcome;
    calls += 1;
    const isLookedAt = found === undefined && !failure?.detail.injected && answer.status !== 0;
    const isDue = every > 0 && calls % every === 0 && isLookedAt;
    const served = isDue ? place?.served : undefined;
    const before = served && strict ? findingsIn(contract, served, answer) : NONE;
    const sent = served && before.length > 0 ? notSent(served.id, before) : answer;
    if (broken !== undefined) {
      const later = import('./transport-faults.js').then(({ sendBroken }) => sendBroken(reply, sent, broken));
      return { status: sent.status, answer: sent, findings: before, later: later.then(() => NONE) };
    }
    const { further, flow } = sent;
    if (flow !== undefined)
      return {
        status: sent.status,
        answer: sent,
        findings: before,
        later: flowOn(reply, { ...sent, flow }).then(() => NONE),
      };
    const later = further && {
      later: sendOn(reply, { ...sent, further }, served ? { contract, served, strict } : undefined),
    };
    if (further === undefined) respond(reply, sent);
    const findings = served && !strict ? findingsIn(contract, served, answer) : before;
    return { status: sent.status, answer: sent, findings, ...later };
  };
}

/**
 * Sends a long answer, and holds it to the contract slice by slice, each as the list of an answer of its own. The first
 * slice in which something is found is the last that is looked at; if `strict`, it is not sent, and the answer breaks off.
 */
async function sendOn(
  reply: ServerResponse,
  answer: LongAnswer,
  held: { readonly contract: Contract; readonly served: Served; readonly strict: boolean } | undefined,
): Promise<readonly Finding[]> {
  const { open, close } = answer.further;
  let findings = NONE;
  await stream(reply, answer, slice => {
    if (held === undefined || findings.length > 0) return true;
    findings = selfCheck(held.contract, held.served, { ...answer, text: `${open}${slice}${close}` });
    return findings.length === 0 || !held.strict;
  });
  return findings;
}

const notSent = (operation: string, findings: readonly object[]): Answer =>
  jsonAnswer(
    500,
    { hostdouble: `the answer of ${operation} does not conform to its contract`, findings },
    { 'x-hostdouble-drift': operation },
  );
