import { z } from 'zod';
import { keptOf } from '../../contracts/core/disputed.js';
import type { Schema } from '../../contracts/core/operation.js';
import { isFloat } from '../../contracts/core/wire.js';

/** Writes a value as JSON text. */
export type Writer = (value: unknown) => string;

/** As JSON writes it; a call of `JSON.stringify` costs several times what a number or a flag does. */
const native: Writer = value => {
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return `${value}`;
  return JSON.stringify(value);
};

/** A number with its decimal point, as Python writes a float: `47.0`. */
const float: Writer = value => {
  const text = native(value);
  return Number.isInteger(value) && !text.includes('e') ? `${text}.0` : text;
};

/**
 * The writer for values of a schema: `JSON.stringify`, but for the floats that must keep their point. Only the parts of
 * the schema that hold such floats are written by our own code.
 */
export function writerOf(schema: Schema): Writer {
  return floatWriter(schema) ?? native;
}

/** A writer for a schema that holds floats, or undefined when `JSON.stringify` writes it right. */
function floatWriter(schema: Schema): Writer | undefined {
  if (isFloat(schema)) return float;
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
    const inner = floatWriter(schema.unwrap());
    return inner && (value => (value === null || value === undefined ? 'null' : inner(value)));
  }
  const kept = keptOf(schema);
  if (kept !== undefined) return floatWriter(kept);
  if (schema instanceof z.ZodArray) {
    const item = floatWriter(schema.element);
    return item && (value => (Array.isArray(value) ? `[${value.map(item).join(',')}]` : native(value)));
  }
  if (schema instanceof z.ZodObject) return objectWriter(schema);
  if (schema instanceof z.ZodRecord) {
    const item = floatWriter(schema.valueType);
    return item && membersWriter(() => item);
  }
  return undefined;
}

function objectWriter(schema: z.ZodObject): Writer | undefined {
  const members = new Map<string, Writer>();
  for (const [key, member] of Object.entries(schema.shape)) {
    const writer = floatWriter(member);
    if (writer !== undefined) members.set(key, writer);
  }
  return members.size === 0 ? undefined : membersWriter(key => members.get(key) ?? native);
}

/** Writes an object's members in the object's own order, which is the vendor's; leaves undefined ones out as JSON does. */
function membersWriter(writerFor: (key: string) => Writer): Writer {
  const heads = new Map<string, string>();
  return value => {
    if (value === null || typeof value !== 'object') return native(value);
    let text = '';
    for (const [key, member] of Object.entries(value)) {
      if (member === undefined) continue;
      const head = heads.get(key) ?? `${JSON.stringify(key)}:`;
      heads.set(key, head);
      text += `${text === '' ? '' : ','}${head}${writerFor(key)(member)}`;
    }
    return `{${text}}`;
  };
}
