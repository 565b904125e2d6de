import { z } from 'zod';
import { keptOf } from '../../contracts/core/disputed.js';
import { writeExact } from '../../contracts/core/exact-json.js';
import type { Schema } from '../../contracts/core/operation.js';
import { asWritten, hasWide } from '../../contracts/core/whole-number.js';
import { isExact, isFloat } from '../../contracts/core/wire.js';

/** Names of members that are remembered of one object: a record may have any. */
const MOST_NAMES = 1000;

/** Writes a value as JSON text. */
export type Writer = (value: unknown) => string;

/** What JSON writes with a backslash, or may: half of a pair. */
const ESCAPED = /["\\\p{Cc}\p{Cs}]/u;

/** As JSON writes it; a call of `JSON.stringify` costs several times what a number, a flag or a plain text does. */
const native: Writer = value => {
  switch (typeof value) {
    case 'string':
      return ESCAPED.test(value) ? JSON.stringify(value) : `"${value}"`;
    case 'number':
      return Number.isFinite(value) ? `${value}` : 'null';
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      return value === null ? 'null' : JSON.stringify(value);
  }
};

/** A number with its decimal point, as Python writes a float: `47.0`. */
const float: Writer = value => {
  const text = native(value);
  return Number.isInteger(value) && !text.includes('e') ? `${text}.0` : text;
};

/**
 * The writer for values of a schema: `JSON.stringify`, but for the floats that must keep their point and the numbers of 64
 * bits that are kept as text. Only the parts of the schema that hold such floats are written by our own code; for long
 * numbers a body is looked at where the schema has them, and written by our own code if one is there.
 */
export function writerOf(schema: Schema): Writer {
  if (isExact(schema)) return writeExact;
  const write = floatWriter(schema, native) ?? native;
  if (!hasWide(schema)) return write;
  const writeLong = floatWriter(schema, writeExact) ?? writeExact;
  return body => {
    const exact = asWritten(schema, body);
    return exact === body ? write(body) : writeLong(exact);
  };
}

/** A writer for a schema that holds floats, or undefined when `plain` writes it right, which writes all the rest. */
function floatWriter(schema: Schema, plain: Writer): Writer | undefined {
  if (isFloat(schema)) return float;
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
    const inner = floatWriter(schema.unwrap(), plain);
    return inner && (value => (value === null || value === undefined ? 'null' : inner(value)));
  }
  const kept = keptOf(schema);
  if (kept !== undefined) return floatWriter(kept, plain);
  if (schema instanceof z.ZodArray) {
    const item = floatWriter(schema.element, plain);
    return item && (value => (Array.isArray(value) ? listText(value, item) : plain(value)));
  }
  if (schema instanceof z.ZodObject) return objectWriter(schema, plain);
  if (schema instanceof z.ZodRecord) {
    const item = floatWriter(schema.valueType, plain);
    return item && membersWriter(() => item, plain);
  }
  return undefined;
}

function objectWriter(schema: z.ZodObject, plain: Writer): Writer | undefined {
  const members = new Map<string, Writer>();
  for (const [key, member] of Object.entries(schema.shape)) {
    const writer = floatWriter(member, plain);
    if (writer !== undefined) members.set(key, writer);
  }
  return members.size === 0 ? undefined : membersWriter(key => members.get(key) ?? plain, plain);
}

/** Items whose text is put together at a time. */
const TOGETHER = 10;

/**
 * One text that grows: of a list of texts more would have to be collected. V8 keeps a text that grows as its pieces, and
 * copies them when a letter of it is asked for: do so every some items, while the pieces are at hand, or it costs as much again.
 */
function listText(list: readonly unknown[], item: Writer): string {
  let text = '[';
  let latest = '';
  for (const [at, value] of list.entries()) {
    latest += at === 0 ? item(value) : `,${item(value)}`;
    if (at % TOGETHER !== TOGETHER - 1) continue;
    latest.charCodeAt(0);
    text += latest;
    latest = '';
  }
  return `${text}${latest}]`;
}

/** What stands before a member that is the first of its object, and before a later one. */
interface MemberWriter {
  readonly first: string;
  readonly later: string;
  readonly write: Writer;
}

/** Writes an object's members in the object's own order, which is the vendor's; leaves undefined ones out as JSON does. */
function membersWriter(writerFor: (key: string) => Writer, plain: Writer): Writer {
  const known = new Map<string, MemberWriter>();
  const made = (key: string): MemberWriter => {
    const name = `${JSON.stringify(key)}:`;
    const member = { first: `{${name}`, later: `,${name}`, write: writerFor(key) };
    if (known.size < MOST_NAMES) known.set(key, member);
    return member;
  };
  return value => {
    if (value === null || typeof value !== 'object') return plain(value);
    let text = '';
    // A body is plain data, whose members are all its own; a list of them would be made for each row.
    for (const key in value) {
      const member: unknown = Reflect.get(value, key);
      if (member === undefined) continue;
      const { first, later, write } = known.get(key) ?? made(key);
      text += text === '' ? first : later;
      text += write(member);
    }
    return text === '' ? '{}' : `${text}}`;
  };
}
