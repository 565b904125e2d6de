import { writeExact } from '../../contracts/core/exact-json.js';
import { Failure } from '../../contracts/core/failure.js';
import { asWritten } from '../../contracts/core/whole-number.js';
import type { AnyReply } from '../calls/handler.js';
import { type Override, patched } from '../worlds/overrides.js';
import type { Outcome } from './outcome.js';
import { answer, JSON_TYPE } from './respond.js';
import type { Place, Served } from './route-table.js';

/** It is as the operator wants it, so the self-check passes it over. */
export const INJECTED = new Failure('internal', { injected: true });

/** An answer as the operator wants it. */
export function overridden(
  place: Place,
  override: Override,
  { status, headers = {}, body }: Pick<AnyReply, 'status' | 'headers' | 'body'>,
): Outcome {
  const isText = typeof body === 'string' && headers['content-type'] !== undefined;
  const text = isText ? body : body === undefined ? undefined : writeExact(body);
  const type = isText || text === undefined ? {} : { 'content-type': JSON_TYPE };
  const failure = override.drift ? INJECTED : undefined;
  return { answer: answer(status, { ...type, ...headers }, text), place, failure, error: undefined, override };
}

/** The answer of a handler with what the operator wants to be other in it. */
export const patchedAnswer = (place: Place, served: Served, override: Override, reply: AnyReply): Outcome =>
  overridden(place, override, { ...reply, body: patched(written(served, reply), override.patch) });

/** The body of an answer as it goes over the wire, its long numbers not in the form in which they are kept. */
const written = ({ operation }: Served, { status, body }: AnyReply): unknown => {
  const schema = operation.responses[status];
  return schema === undefined ? body : asWritten(schema, body);
};
