import type { ServerResponse } from 'node:http';
import type { Finding } from '../../contracts/core/checks.js';
import type { Contract } from '../../contracts/core/contract.js';
import type { Outcome } from './dispatch.js';
import { type Answer, jsonAnswer, respond } from './respond.js';
import type { Served } from './route-table.js';
import { type SelfCheck, selfCheck } from './self-check.js';

const NONE: readonly Finding[] = [];

/** What was sent, and what the self-check found in it. */
export interface Sent {
  readonly status: number;
  readonly findings: readonly Finding[];
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
  return (contract: Contract, { answer, place, failure }: Outcome, reply: ServerResponse): Sent => {
    calls += 1;
    const isDue = every > 0 && calls % every === 0 && !failure?.detail.injected;
    const served = isDue ? place?.served : undefined;
    const before = served && strict ? findingsIn(contract, served, answer) : NONE;
    const sent = served && before.length > 0 ? notSent(served.id, before) : answer;
    respond(reply, sent);
    return { status: sent.status, findings: served && !strict ? findingsIn(contract, served, answer) : before };
  };
}

const notSent = (operation: string, findings: readonly object[]): Answer =>
  jsonAnswer(
    500,
    { hostdouble: `the answer of ${operation} does not conform to its contract`, findings },
    { 'x-hostdouble-drift': operation },
  );
