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

/** An answer that was looked at, and not sent yet. */
export interface Checked {
  readonly outcome: Outcome;
  /** What is to be sent. */
  readonly answer: Answer;
  readonly findings: readonly Finding[];
  /** What the answer, or what comes later of it, is to be held to; undefined where it is not. */
  readonly held: { readonly contract: Contract; readonly served: Served } | undefined;
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

  /** Looks at an answer if its turn has come; `isWhole` has it held to the contract now, and else only where it must be before it is sent. */
  function look(contract: Contract, outcome: Outcome, isWhole: boolean): Checked {
    const { answer, place, failure, broken, findings: found } = outcome;
    calls += 1;
    // What is sent in pieces would have to be put together and read at once, and others would wait for that.
    const isInPieces = answer.further?.between === '';
    const isLookedAt = found === undefined && !failure?.detail.injected && answer.status !== 0 && !isInPieces;
    const isDue = every > 0 && calls % every === 0 && isLookedAt;
    const served = isDue ? place?.served : undefined;
    const held = served ? { contract, served } : undefined;
    const isHeldNow = strict || (isWhole && broken === undefined && answer.flow === undefined);
    const before = served && isHeldNow ? findingsIn(contract, served, answer) : NONE;
    const sent = served && strict && before.length > 0 ? notSent(served.id, before) : answer;
    return { outcome, answer: sent, findings: before, held };
  }

  /** Sends an answer that was looked at; `isWhole` as it was then. */
  function deliver({ outcome, answer, findings, held }: Checked, reply: ServerResponse, isWhole: boolean): Sent {
    const { broken } = outcome;
    const { status } = answer;
    if (broken !== undefined) {
      const later = import('./transport-faults.js').then(({ sendBroken }) => sendBroken(reply, answer, broken));
      return { status, answer, findings, later: later.then(() => NONE) };
    }
    const { further, flow } = answer;
    if (flow !== undefined)
      return { status, answer, findings, later: flowOn(reply, { ...answer, flow }).then(() => NONE) };
    const later = further && { later: sendOn(reply, { ...answer, further }, held && { ...held, strict }) };
    if (further === undefined) respond(reply, answer);
    const isHeldNow = held !== undefined && !strict && !isWhole;
    return {
      ...{ status, answer, ...later },
      findings: isHeldNow ? findingsIn(held.contract, held.served, outcome.answer) : findings,
    };
  }

  return {
    look: (contract: Contract, outcome: Outcome): Checked => look(contract, outcome, true),
    deliver: (checked: Checked, reply: ServerResponse): Sent => deliver(checked, reply, true),
    /** Both at once: what need not be known before is looked at when the answer is on its way. */
    send: (contract: Contract, outcome: Outcome, reply: ServerResponse): Sent =>
      deliver(look(contract, outcome, false), reply, false),
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
