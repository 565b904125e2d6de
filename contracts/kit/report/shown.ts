import type { Finding } from '../../core/checks.js';
import type { Contract } from '../../core/contract.js';
import type { WireReply } from '../../core/dialect.js';
import { expectedOf } from '../../core/exchange.js';
import { type Credentials, requestOf } from '../transport/request.js';
import { curlOf, variableMark } from './curl.js';
import { excerptOf } from './excerpt.js';
import { inputShown, type SentCall } from './input-shown.js';

/** A call as it was made, and what came back. */
export interface AnsweredCall extends SentCall {
  readonly reply: WireReply | undefined;
}

/** What a report shows of the exchange in which something was found: the request, and the part of the answer. */
export interface Shown {
  /** As a line for a shell, with credentials as variables of the environment. */
  readonly request: string | null;
  readonly excerpt: string | null;
}

/** Shows a call and what was found in its answer. */
export type Show = (sent: AnsweredCall, finding: Finding) => Shown;

const LONGEST = 200;
const MOST_MEMBERS = 20;

/** A call with as much of its answer as may be kept for each operation: of a refusal or a page, what shows its kind. */
export function slimmed({ dialect }: Contract, call: AnsweredCall): AnsweredCall {
  const { reply } = call;
  if (reply === undefined || (reply.status < 300 && dialect.failureOf(reply) === undefined))
    return { ...call, reply: undefined };
  const { status, headers, body } = reply;
  const isObject = body !== null && typeof body === 'object' && !Array.isArray(body);
  const members = Object.entries(isObject ? body : {}).filter(([name]) => name.length <= LONGEST);
  const kept = isObject
    ? Object.fromEntries(members.slice(0, MOST_MEMBERS).map(([name, value]) => [name, slim(value)]))
    : slim(body);
  return { ...call, reply: { status, ...(headers && { headers }), body: kept } };
}

/** A value of the same kind that is small. */
const slim = (value: unknown): unknown => {
  if (typeof value === 'string') return value.slice(0, LONGEST);
  if (Array.isArray(value)) return new Array(value.length);
  return value !== null && typeof value === 'object' ? {} : value;
};

export const nothingShown: Shown = { request: null, excerpt: null };

/** Shows the calls of a run at an endpoint. No credential gets into what is shown: the request is written anew without. */
export function showing(contract: Contract, base: string, credentials: Credentials): Show {
  const marks = Object.fromEntries(Object.keys(credentials).map(name => [name, variableMark(contract.vendor, name)]));
  return (sent, finding) => {
    const { entry, use, reply } = sent;
    const request = requestOf(contract, base, entry, inputShown(contract, sent, credentials), marks, use);
    const schema = reply && expectedOf({ contract, entry, reply })?.schema;
    return { request: curlOf(request), excerpt: reply === undefined ? null : excerptOf(reply, finding, schema) };
  };
}
