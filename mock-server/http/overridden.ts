import { checkExchange, type Finding } from '../../contracts/core/checks.js';
import type { Contract } from '../../contracts/core/contract.js';
import { mayHoldLong, readExact, writeExact } from '../../contracts/core/exact-json.js';
import { Failure } from '../../contracts/core/failure.js';
import { keptFrom } from '../../contracts/core/whole-number.js';
import { mediaTypeOf } from '../../contracts/core/wire.js';
import type { AnyReply } from '../calls/handler.js';
import { operated, PatchError } from '../worlds/json-patch.js';
import { patched } from '../worlds/merge-patch.js';
import type { Override } from '../worlds/overrides.js';
import type { Outcome } from './outcome.js';
import { answer, JSON_TYPE, jsonAnswer } from './respond.js';
import type { Place, Served } from './route-table.js';

/** It is as the operator wants it, so the self-check passes it over. */
export const INJECTED = new Failure('internal', { injected: true });

/** A call that the operator has answered otherwise. */
export interface OverriddenCall {
  readonly contract: Contract;
  readonly place: Place;
  readonly served: Served;
  readonly override: Override;
}

/** The parts of an answer that the operator may want to be other. */
type ReplyParts = Pick<AnyReply, 'status' | 'headers' | 'body'>;

/** The whole answer that the operator wants: it was held to the contract when it was asked for. */
export function wholeAnswer(call: OverriddenCall, { status, headers = {}, body }: ReplyParts): Outcome {
  if (typeof body === 'string' && headers['content-type'] !== undefined) return textAnswer(call, status, headers, body);
  return jsonOutcome(call, { status, headers, body });
}

function textAnswer(call: OverriddenCall, status: number, headers: Record<string, string>, text: string): Outcome {
  const findings = findingsIn(call, { status, headers, body: text });
  return outcomeOf(call, { answer: answer(status, headers, text), findings });
}

/**
 * The answer of a handler with what the operator wants to be other in it. One that departs from the contract and is not to
 * do so is not sent; the call is carried out all the same.
 */
export function patchedAnswer(call: OverriddenCall, { status, headers = {}, body }: AnyReply): Outcome {
  const { override, served } = call;
  try {
    const sent: unknown = body === undefined ? undefined : readExact(served.writer(status)(body));
    const wanted = override.operations ? operated(sent, override.operations) : patched(sent, override.patch);
    return jsonOutcome(call, { status, headers, body: wanted });
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    return notSent(call, [], `cannot be changed as override ${override.id} says: ${error.message}`);
  }
}

function jsonOutcome(call: OverriddenCall, { status, headers = {}, body }: ReplyParts): Outcome {
  const { override, served } = call;
  const described = body === undefined ? headers : { 'content-type': JSON_TYPE, ...headers };
  const text = body === undefined ? undefined : writeExact(body);
  const parsed: unknown = text === undefined ? undefined : JSON.parse(text);
  const findings = findingsIn(call, { status, headers: described, body: parsed });
  const [first] = findings;
  if (first !== undefined && !override.drift) {
    const { path, place, expected, found } = first;
    const departs = `departs from the contract at ${path || place}: expected ${expected}, found ${found}`;
    return notSent(call, findings, `${departs}; override ${override.id} changes it, and does not say "drift": true`);
  }
  const written = text === undefined ? undefined : inForm(served, status, parsed, text, findings.length > 0);
  return outcomeOf(call, { answer: answer(status, described, written), findings });
}

/** A success's text in the form in which the vendor writes numbers, unless long ones stand where the contract knows of none. */
function inForm(served: Served, status: number, parsed: unknown, text: string, departs: boolean): string {
  const schema = served.operation.responses[status];
  if (schema === undefined || mediaTypeOf(schema) !== JSON_TYPE || (departs && mayHoldLong(text))) return text;
  return served.writer(status)(keptFrom(schema, parsed, text));
}

const findingsIn = (
  { contract, served }: OverriddenCall,
  reply: { readonly status: number; readonly headers: Record<string, string>; readonly body: unknown },
): Finding[] => checkExchange({ contract, entry: served, reply });

const outcomeOf = (
  { place, override }: OverriddenCall,
  { answer, findings }: { readonly answer: Outcome['answer']; readonly findings: readonly Finding[] },
): Outcome => ({
  ...{ answer, place, failure: override.drift ? INJECTED : undefined, error: undefined, override, findings },
});

function notSent(call: OverriddenCall, findings: readonly Finding[], why: string): Outcome {
  const { id } = call.served;
  const { override } = call;
  const body = { hostdouble: `the answer of ${id} ${why}`, override: override.id, operation: id, findings };
  const refusal = jsonAnswer(500, body, { 'x-hostdouble-drift': id, 'x-hostdouble-override': String(override.id) });
  return { answer: refusal, place: call.place, failure: INJECTED, error: undefined, override, findings };
}
