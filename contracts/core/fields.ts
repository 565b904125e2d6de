import { type Forms, formsOf } from './disputed.js';
import type { Evidence } from './evidence.js';
import type { Operation, Schema } from './operation.js';
import { bare, placesOf } from './schema.js';
import { described } from './schema-words.js';

/** A field of an operation's input or of one of its successes. */
export interface OperationField {
  /** `params`, `query`, `body`, or the status of the success. */
  readonly in: string;
  /** JSON path, with `[*]` for all items of a list. */
  readonly path: string;
  readonly schema: Schema;
  readonly evidence: Evidence;
}

/** All fields that an operation describes. A body that is no object or list is a field itself: its path is `$`. */
export const fieldsOf = (operation: Operation): readonly OperationField[] => [...fieldsIn(operation)];

function* fieldsIn(operation: Operation): Generator<OperationField> {
  const { params, query, body, responses, evidence: usual = 'documented' } = operation;
  for (const [part, schema] of [...Object.entries({ params, query, body }), ...Object.entries(responses)]) {
    if (schema === undefined) continue;
    let hasMembers = false;
    for (const place of placesOf(schema)) {
      if (place.path === '$') continue;
      hasMembers = true;
      yield { in: part, path: place.path, schema: place.schema, evidence: place.evidence ?? usual };
    }
    if (!hasMembers && !EMPTY.has(bare(schema).type))
      yield { in: part, path: '$', schema, evidence: bare(schema).evidence ?? usual };
  }
}

/** What says that there is nothing, or only that something may be there. */
const EMPTY: ReadonlySet<string> = new Set(['undefined', 'void', 'object', 'record']);

/** What a field is, in words. */
export const fieldInWords = ({ schema }: OperationField): { type: string; required: boolean; forms: Forms | null } => ({
  type: described(schema).replace(/ or nothing$/, ''),
  required: !bare(schema).optional,
  forms: formsOf(schema) ?? null,
});
