import { mediaTypeOf } from '../../contracts/core/wire.js';
import type { AnyReply } from '../calls/handler.js';
import { furtherText } from './further-text.js';
import type { Outcome } from './outcome.js';
import { type Answer, answer, JSON_TYPE, plainAnswer } from './respond.js';
import type { Place, Served } from './route-table.js';

/** What a handler answered, as it is sent. */
export function succeeded(
  served: Served,
  place: Place,
  { status, headers, body, pieces, further, flow }: AnyReply,
): Outcome {
  const schema = served.operation.responses[status];
  if (schema === undefined) throw new Error(`${served.id} answered the undocumented status ${status}`);
  const type = mediaTypeOf(schema);
  const done = (sent: Answer): Outcome => ({ answer: sent, place, failure: undefined, error: undefined });
  if (pieces !== undefined) {
    const whole = { open: '', close: '', between: '', slices: pieces } as const;
    return done({ status, headers: { 'content-type': JSON_TYPE, ...headers }, text: '', further: whole });
  }
  const text = type === undefined ? undefined : type === JSON_TYPE ? served.writer(status)(body) : String(body);
  if (type !== undefined && text !== undefined && headers === undefined && further === undefined && flow === undefined)
    return done(plainAnswer(status, type, text));
  const described = type === undefined ? { ...headers } : { 'content-type': type, ...headers };
  if (flow !== undefined) return done({ status, headers: described, text, flow });
  if (further === undefined || typeof text !== 'string') return done(answer(status, described, text));
  return done({ status, headers: described, text, further: furtherText(body, further, served.writer(status)) });
}
