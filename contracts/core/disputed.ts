import { z } from 'zod';
import { withMark } from './evidence.js';
import type { Held } from './held.js';
import { bare, chosenFor, layersOf, stepOf } from './schema.js';

/** The two forms in words: the one that the double keeps, and the other. */
export type Forms = readonly [kept: string, other: string];

const FORMS = 'x-forms';
const marks = (forms: Forms): z.core.GlobalMeta => ({ 'x-evidence': 'disputed', [FORMS]: forms });

/** A value that two of the vendor's own sources write in two forms. */
export const disputed = <K extends z.core.$ZodType, O extends z.core.$ZodType>(kept: K, other: O, forms: Forms) =>
  withMark(z.union([kept, other]), marks(forms));

/** A field that one of the vendor's own sources lacks. The double has it. */
export const disputedField = <S extends z.core.$ZodType>(field: S) =>
  withMark(z.optional(field), marks(['there', 'not there']));

/**
 * An object whose one field the vendor's own sources name otherwise. Both fields are marked, so that all else in the object
 * stays as sure as it was.
 */
export const disputedName = <
  const K extends string,
  const O extends string,
  F extends z.core.$ZodType,
  S extends z.core.$ZodLooseShape,
>(
  kept: K,
  other: O,
  field: F,
  rest: S,
) => {
  const named = (form: string) => withMark(field, marks([form, form]));
  const either = z.union([
    z.strictObject({ [kept]: named(`named ${kept}`), ...rest } as { [Name in K]: F } & S),
    z.strictObject({ [other]: withMark(named(`named ${other}`), { [OTHER]: true }), ...rest } as {
      [Name in O]: F;
    } & S),
  ]);
  return withMark(either, { [NAMES]: [kept, other] });
};

const OTHER = 'x-other-form';
const NAMES = 'x-names';

/** The option of a disputed union that the double keeps; undefined for any other schema. */
export function keptOf(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  const mark = z.globalRegistry.get(schema);
  return schema instanceof z.ZodUnion && (mark?.[FORMS] ?? mark?.[NAMES]) !== undefined ? schema.options[0] : undefined;
}

/** The form that a disputed place has at an endpoint. */
export interface DisputedForm {
  readonly path: string;
  readonly form: string;
  /** Whether it is the one that the double keeps. */
  readonly kept: boolean;
}

/** What a value tells of disputes: of its own form, and of members of it that are not there. */
export function* disputesAt({ schema, value, path }: Held): Generator<DisputedForm> {
  for (const dispute of disputesOf(schema)) yield* formOf(dispute, value, path);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
  for (const [key, forms] of fieldsOf(bare(chosenFor(schema, value)).core))
    if (!Object.hasOwn(value, key)) yield { path: path + stepOf(key), form: forms[1], kept: false };
}

const fields = new WeakMap<z.core.$ZodType, readonly (readonly [key: string, forms: Forms])[]>();

/** The members of an object of which it is disputed whether they are there. */
function fieldsOf(schema: z.core.$ZodType): readonly (readonly [key: string, forms: Forms])[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const before = fields.get(schema);
  if (before !== undefined) return before;
  const found = Object.entries(schema.shape).flatMap(([key, member]) =>
    disputesOf(member)
      .filter(({ schema: of }) => of instanceof z.ZodOptional)
      .map(({ forms }) => [key, forms] as const),
  );
  fields.set(schema, found);
  return found;
}

/** The two forms of a disputed place in words, the one that the double keeps first; undefined where nothing is disputed. */
export const formsOf = (schema: z.core.$ZodType): Forms | undefined => disputesOf(schema)[0]?.forms;

interface Dispute {
  readonly schema: z.core.$ZodType;
  readonly forms: Forms;
  readonly isOther: boolean;
}

const known = new WeakMap<z.core.$ZodType, readonly Dispute[]>();

/** The disputes about a schema: of a field whose form is disputed it may be disputed too whether it is there. */
function disputesOf(schema: z.core.$ZodType): readonly Dispute[] {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const disputes = [...layersOf(schema)].flatMap((layer): Dispute[] => {
    const mark = z.globalRegistry.get(layer);
    const forms = mark?.[FORMS];
    if (!Array.isArray(forms)) return [];
    return [{ schema: layer, forms: [`${forms[0]}`, `${forms[1]}`], isOther: mark?.[OTHER] === true }];
  });
  known.set(schema, disputes);
  return disputes;
}

function* formOf({ schema, forms, isOther }: Dispute, value: unknown, path: string): Generator<DisputedForm> {
  if (!(schema instanceof z.ZodUnion)) {
    yield { path, form: forms[0], kept: !isOther };
    return;
  }
  // Null and what is of neither form say nothing of the dispute.
  if (value === null) return;
  const at = schema.options.findIndex(option => z.safeParse(option, value).success);
  if (at !== -1) yield { path, form: forms[at === 0 ? 0 : 1], kept: at === 0 };
}
