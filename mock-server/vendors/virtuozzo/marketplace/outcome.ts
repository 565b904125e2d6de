import { Failure } from '../../../../contracts/core/failure.js';
import { asJson, isObject, type Json, type JsonObject, member, textAt, textOf } from './json.js';
import { Ended, type Local } from './local.js';
import { type Manifest, memberOf } from './manifest.js';
import { rendered } from './markdown.js';
import type { Run } from './run.js';
import { Refused } from './work.js';

/** How actions ended: well, with what was said, or as refused. */
export type Ending =
  | {
      readonly isFine: true;
      readonly type: string | undefined;
      readonly message: string | undefined;
      readonly said: Json;
    }
  | { readonly isFine: false; readonly result: number; readonly error: string; readonly failure: Failure | undefined };

/** Number of an answer that is said as a text and no number. */
const UNNUMBERED = 11_039;

/** Does actions and tells how they ended; what they did stays, however that was. */
export function outcomeOf(run: Run, act: () => void): Ending {
  try {
    act();
    return { isFine: true, type: undefined, message: undefined, said: {} };
  } catch (error) {
    if (error instanceof Ended) return said(run, error.said);
    if (error instanceof Failure) return refused(run, Refused.by(error));
    if (error instanceof Refused) return refused(run, error);
    throw error;
  }
}

const TYPES = ['success', 'info', 'warning', 'error'];

/** What `return` or a script said. A number tells whether it is a success; else the type does, which is `error` if none is named. */
function said(run: Run, returned: Json): Ending {
  const answer = typeof returned === 'string' ? (readObject(returned) ?? returned) : returned;
  const result = isObject(answer) ? textAt(answer, 'result') : textOf(answer);
  const custom = responseFor(run.manifest, result);
  const own = (name: string): string | undefined => worded(member(answer, name)) ?? worded(member(custom, name));
  const named = own('type') ?? (result !== undefined && TYPES.includes(result) ? result : undefined);
  const message =
    own('message') ?? (isObject(answer) ? own('error') : member(custom, 'message') === undefined ? result : undefined);
  const isNumber = result !== undefined && /^\s*-?\d{1,9}\s*$/.test(result);
  const number = isNumber ? Number(result) : named === 'success' ? 0 : UNNUMBERED;
  if (number === 0 || named === 'success')
    return { isFine: true, type: named, message: isNumber && !isObject(answer) ? undefined : message, said: answer };
  return { isFine: false, result: Math.abs(number), error: message || named || `error ${number}`, failure: undefined };
}

/** A refusal of the platform, in the words that the manifest has for its number. */
function refused(run: Run, { answer, failure }: Refused): Ending {
  const result = textAt(answer, 'result') ?? '99';
  const custom = responseFor(run.manifest, result);
  const message = worded(member(custom, 'message'));
  if (textAt(custom, 'type') === 'success') return { isFine: true, type: 'success', message, said: {} };
  const error = message ?? textAt(answer, 'error') ?? outputOf(answer);
  return { isFine: false, result: Number(result), error, failure: message === undefined ? failure : undefined };
}

/** What a command said, where its answer has no error of its own. */
const outputOf = (answer: JsonObject): string => {
  const responses = member(answer, 'responses');
  const [first] = Array.isArray(responses) ? responses : [];
  return textAt(first, 'errOut') || textAt(first, 'out') || textAt(first, 'error') || 'the action has failed';
};

/** A text may be the JSON of an answer. */
function readObject(text: string): JsonObject | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const read = asJson(JSON.parse(text));
    return isObject(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

const responseFor = (manifest: Manifest, result: string | undefined): Json | undefined =>
  result === undefined ? undefined : member(memberOf(manifest, 'responses'), result);

/** A text, or the English one of several languages. */
export const worded = (value: Json | undefined): string | undefined => {
  if (!isObject(value))
    return value === undefined || value === null || Array.isArray(value) ? undefined : textOf(value);
  return textAt(value, 'en') ?? Object.values(value).map(textOf)[0];
};

/** The text of a success, as the dashboard shows it: what was returned goes before what the manifest says. */
export function successText(run: Run, message: string | undefined): string {
  const success = memberOf(run.manifest, 'success');
  const text =
    message ?? worded(isObject(success) ? (member(success, 'text') ?? member(success, 'en')) : success) ?? '';
  const nothing: Local = { this: {}, items: new Map() };
  return rendered(textOf(run.fill(text, nothing)));
}
