import type { WireReply, Wording } from '../../contracts/core/dialect.js';
import { Failure, refuse } from '../../contracts/core/failure.js';
import type { Operation } from '../../contracts/core/operation.js';
import { noCredential } from '../calls/authenticate.js';
import { Missing } from '../domain/collection.js';
import { type Answer, answer, jsonAnswer } from './respond.js';

/** A failure that the operator wants, as this operation says its kind if the operator has no words for it. */
export function inWordsOf(operation: Operation | undefined, failure: Failure): Failure {
  const { injected, text, as } = failure.detail;
  const said = injected ? operation?.saidAs?.[failure.kind] : undefined;
  if (said === undefined || as !== undefined) return failure;
  const detail = refuse(said).detail;
  return new Failure(failure.kind, { ...detail, injected: true, ...(text !== undefined && { text }) });
}

/** What a call failed with, whatever was thrown. */
export function failureFrom(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof Missing) return new Failure('notFound', { resource: error.resource, id: error.id });
  return new Failure('internal');
}

/** Answers to those who carry no credential, by wording: the same each time, and so written and checked once. */
const refusals = new WeakMap<Wording, Answer>();

/** A failure as its vendor says it there. */
export function worded(wording: Wording, failure: Failure): Answer {
  if (failure !== noCredential) return answerOf(wording.encode(failure));
  const refusal = refusals.get(wording) ?? answerOf(wording.encode(noCredential));
  refusals.set(wording, refusal);
  return refusal;
}

/** A worded failure as bytes: text stays text, anything else is JSON. */
function answerOf({ status, headers = {}, body }: WireReply): Answer {
  if (body === undefined) return answer(status, headers, undefined);
  if (typeof body === 'string' && headers['content-type'] !== undefined) return answer(status, headers, body);
  return jsonAnswer(status, body, headers);
}
