import { readJson } from '../parts/json-text.js';
import { typedHeaders, typedNumber, typedText, without } from './checked.js';
import { conditionsBody, noConditions } from './conditions-draft.js';

/** How an answer may be another, as the form has it. */
export const overrideWays = {
  reply: 'A whole answer in its place',
  patch: 'The real answer, with a merge patch over it',
  operations: 'The real answer, changed by JSON Patch operations',
  forward: 'The answer of a real endpoint',
} as const;
export type OverrideWay = keyof typeof overrideWays;

const typed = {
  ...noConditions,
  ...{ operation: '', name: '', status: '200', headers: '', body: '', patch: '', operations: '', forward: '' },
};

/** What is typed in the form of an override. */
export interface OverrideDraft extends Readonly<typeof typed> {
  readonly way: OverrideWay;
  readonly drift: boolean;
}

export const emptyOverride: OverrideDraft = { ...typed, way: 'reply', drift: false };

/** What an override of the form is, as it is sent: only what its way has. */
export function overrideBody(draft: OverrideDraft): Record<string, unknown> {
  const { way } = draft;
  const reply = () =>
    without({
      status: typedNumber(draft.status),
      headers: typedHeaders(draft.headers),
      body: readJson(draft.body).value,
    });
  return without({
    operation: typedText(draft.operation),
    name: typedText(draft.name),
    reply: way === 'reply' ? reply() : undefined,
    patch: way === 'patch' ? (readJson(draft.patch).value ?? {}) : undefined,
    operations: way === 'operations' ? (readJson(draft.operations).value ?? []) : undefined,
    forward: way === 'forward' ? draft.forward.trim() : undefined,
    ...conditionsBody(draft),
    drift: draft.drift || undefined,
  });
}
