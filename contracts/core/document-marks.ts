import { z } from 'zod';
import { withMark } from './evidence.js';

/** What a schema is called in a document. */
const NAME = 'x-name';
/** The schema of what a document asks for, where more is taken. */
const SENT = 'x-sent-as';

/**
 * Names schemas for documents, by the names that they have there: `nameSchemas({ Server: server })`. A schema that has a name
 * stands once in an OpenAPI document, and is referred to; so do its copies with a mark. The names are a part of the contract:
 * types of clients are made from them, and no name depends on what else the contract has. Throws an error for a schema that
 * has another name.
 */
export function nameSchemas(schemas: Readonly<Record<string, z.core.$ZodType>>): void {
  for (const [name, schema] of Object.entries(schemas)) {
    const before = nameOf(schema);
    if (before !== undefined && before !== name) throw new Error(`the schema ${name} is called ${before} already`);
    const marks = { ...z.globalRegistry.get(schema) };
    const naming = { name, marks };
    names.set(naming, naming);
    z.globalRegistry.add(schema, { ...marks, [NAME]: naming });
  }
}

/** The name of a schema, with what was said of it before it got the name: all else is said of copies. */
interface Naming {
  readonly name: string;
  readonly marks: Readonly<Record<string, unknown>>;
}

const names = new WeakMap<object, Naming>();

/** The name of a schema in documents, and the marks that every thing of that name has. */
export function namingOf(schema: z.core.$ZodType): Naming | undefined {
  const naming = z.globalRegistry.get(schema)?.[NAME];
  return names.get(Object(naming));
}

const nameOf = (schema: z.core.$ZodType): string | undefined => namingOf(schema)?.name;

/**
 * Says what documents ask for in place of a schema of an input, which takes more: digits as text where a number is meant, an
 * empty text for nothing. All that the second takes the first must take; a test makes calls of it.
 */
export const sentAs = <S extends z.core.$ZodType>(schema: S, asked: z.core.$ZodType): S =>
  withMark(schema, { [SENT]: asked });

/** What documents ask for in place of a schema. */
export function askedFor(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  const asked = z.globalRegistry.get(schema)?.[SENT];
  return asked instanceof z.core.$ZodType ? asked : undefined;
}

/** Marks that say something to this program and nothing to a reader of a document. */
export const OURS: ReadonlySet<string> = new Set([NAME, SENT, 'x-media-type', 'x-exact', 'x-names', 'x-other-form']);
