import { z } from 'zod';
import type { Schema } from './operation.js';
import { bare, layersOf } from './schema.js';

const insides = new WeakMap<Schema, { readonly schema: Schema | undefined }>();
const SCALARS = ['string', 'number', 'boolean', 'enum', 'literal', 'bigint'];

/** The schema of what stands as JSON in a text; undefined where a schema is of no such texts. */
export function jsonInside(schema: Schema): Schema | undefined {
  const before = insides.get(schema);
  if (before !== undefined) return before.schema;
  const layers = [...layersOf(schema)];
  const pipe = layers.find(layer => layer instanceof z.ZodPipe && !(layer.out instanceof z.ZodTransform));
  const isOfText = pipe instanceof z.ZodPipe && layers.at(-1) instanceof z.ZodString;
  const found = isOfText && !SCALARS.includes(bare(pipe.out).type) ? pipe.out : undefined;
  insides.set(schema, { schema: found });
  return found;
}
