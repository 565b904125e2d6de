import { STATUS_CODES } from 'node:http';
import { millisecondsOf } from '../../contracts/core/duration.js';
import { DONE_BUT_FAILED, Failure, TASK_FAILS } from '../../contracts/core/failure.js';
import { utcTime } from '../../contracts/core/time.js';
import { needsAnswer } from '../../contracts/core/transports.js';
import { lowerCased } from '../calls/fields.js';
import type { Instant } from '../domain/clock.js';
import type { Drawn, Fault, Strike } from '../worlds/faults.js';
import type { Waiting } from '../worlds/waits.js';
import type { Outcome } from './outcome.js';
import { INJECTED } from './overridden.js';
import { type Answer, answer } from './respond.js';

/** How a call may be kept waiting; without it none is. */
export interface Pausing {
  /** Without a number of milliseconds, until the client goes or its world does; resolves to whether they have passed. */
  wait?(client: Waiting | undefined, milliseconds: number | undefined, isVirtual: boolean): Promise<boolean>;
  /** What the clock of the world shows. */
  now?(): Instant;
}

/** A call that a fault struck. */
export interface StruckCall {
  readonly context: Pausing;
  readonly client: Waiting | undefined;
  /** What is answered to a failure. */
  failed(error: unknown): Outcome;
  /** Does what the call asks for; it is cut off where its client hears nothing of the work while that goes on. */
  carryOut(isCutOff: boolean): Outcome | Promise<Outcome>;
}

/** Nothing is sent. */
const NOTHING: Answer = { status: 0, headers: {}, text: undefined };

/**
 * The path of a call that a fault struck: it waits, is carried out or not, waits again, and is then answered as it would be,
 * with the failure, or over a connection that breaks. A client that goes away while it waits is answered nothing, and a call
 * of it that is not carried out by then never is.
 */
export async function struck({ breaking, delays, fault }: Strike, struckCall: StruckCall): Promise<Outcome> {
  const { client, context, failed, carryOut } = struckCall;
  const isCarriedOut = breaking === undefined || breaking.phase === 'after';
  const isCutOff = breaking?.failure === DONE_BUT_FAILED || breaking?.transport === 'hang';
  if (!(await pass(delays.filter(({ isAfter }) => !isAfter)))) return gone();
  const done = isCarriedOut ? await carryOut(isCutOff) : undefined;
  if (!(await pass(delays.filter(({ isAfter }) => isAfter)))) return gone(done);
  const outcome = breaking === undefined ? done : broken(breaking, done);
  return { ...(outcome ?? gone()), fault: fault.id };

  async function pass(open: readonly Drawn[]): Promise<boolean> {
    for (const { milliseconds, isVirtual } of open)
      if (!((await context.wait?.(client, milliseconds, isVirtual)) ?? true)) return false;
    return true;
  }

  /** The client went away, or its world did. */
  function gone(done: Outcome = unheard()): Outcome {
    return {
      ...done,
      answer: NOTHING,
      fault: fault.id,
      broken: { how: { transport: 'close' }, wait: async () => false },
    };
  }

  /** Of a call that was not carried out. */
  function unheard(): Outcome {
    return { ...failed(INJECTED), answer: NOTHING, failure: undefined };
  }

  function broken(rule: Fault, done: Outcome | undefined): Outcome {
    const { transport, failure } = rule;
    const answered = done === undefined || isDone(done) ? { ...done, ...(failure && failing(rule, failure)) } : done;
    const outcome: Outcome = { ...unheard(), ...answered };
    if (transport === undefined) return outcome;
    const wait = (milliseconds?: number) => context.wait?.(client, milliseconds, false) ?? Promise.resolve(true);
    const how = { how: rule, wait };
    return needsAnswer(rule) ? { ...outcome, broken: how } : { ...outcome, answer: NOTHING, broken: how };
  }

  /** The answer of a failure, as its vendor says it or a gateway would. */
  function failing(rule: Fault, kind: NonNullable<Fault['failure']>): Partial<Outcome> {
    const isGateway = (rule.body ?? (kind === DONE_BUT_FAILED ? 'gateway' : 'vendor')) === 'gateway';
    const status = rule.status ?? (kind === DONE_BUT_FAILED ? 504 : undefined);
    const { text, as } = rule;
    const detail = { injected: true, ...(text !== null && { text }), ...(as !== undefined && { as }) };
    const failure = new Failure(kind === DONE_BUT_FAILED || kind === TASK_FAILS ? 'internal' : kind, detail);
    const said = isGateway && status !== undefined ? { answer: gatewayPage(status), failure } : failed(failure);
    const headers = {
      ...said.answer.headers,
      ...lowerCased(rule.headers ?? {}),
      ...retryHeaders(rule, context.now?.()),
    };
    return { ...said, answer: { ...said.answer, status: status ?? said.answer.status, headers } };
  }
}

/** Whether a call did its work: one that was refused hears that. */
const isDone = ({ failure }: Outcome): boolean => failure === undefined || failure.detail.injected === true;

/** What a gateway is heard to say, where that is not what everybody says. */
const titles: Readonly<Record<number, string>> = {
  408: 'Request Time-out',
  413: 'Request Entity Too Large',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

/** A page of the gateway in front of an API, as nginx writes it, whatever the vendor. */
function gatewayPage(status: number): Answer {
  const title = `${status} ${titles[status] ?? STATUS_CODES[status] ?? 'Error'}`;
  const page = ['<html>', `<head><title>${title}</title></head>`, '<body>', `<center><h1>${title}</h1></center>`];
  return answer(status, { 'content-type': 'text/html' }, [...page, '</body>', '</html>', ''].join('\r\n'));
}

/** When the client may try again: seconds, or a date of the world's clock, by which the answer is dated then too. */
function retryHeaders({ retryAfter }: Fault, now: Instant = 0): Record<string, string> {
  if (retryAfter === undefined) return {};
  if (typeof retryAfter === 'number') return { 'retry-after': `${retryAfter}` };
  const at = retryAfter.startsWith('P') ? now + millisecondsOf(retryAfter) : (utcTime.parse(retryAfter) ?? now);
  return { 'retry-after': new Date(at).toUTCString(), date: new Date(now).toUTCString() };
}
