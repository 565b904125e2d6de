import { z } from 'zod';
import { isDeeper } from './depth.js';
import type { Dialect } from './dialect.js';
import { readExact, writeExact } from './exact-json.js';
import { jsonInside } from './json-inside.js';
import type { Schema } from './operation.js';
import { bare, memberOf } from './schema.js';

export const HIDDEN = '[redacted]';
const UNDESCRIBED = '[undescribed]';
/** A second line of defence behind the contract's marks, for what a client sends: names that speak for themselves. */
export const SPEAKING =
  /pass(word|wd|phrase)?$|^pass|secret|token|api[-_]?key|private[-_]?key|session|credential|cookie|^auth|signature/i;

/** Told of each text that is a secret. */
type Seen = (text: string) => void;

const ignoring: Seen = () => {};

/** A copy of a value in which secrets are masked, and what no schema describes, for nothing says whether that is one. */
export function masked(schema: Schema | undefined, value: unknown, seen: Seen = ignoring): unknown {
  return schema === undefined ? hidden(value, UNDESCRIBED, ignoring) : maskedBy(optionsOf(schema), value, seen);
}

/** A header as it may be shown: one that carries a credential is hidden, and addresses in one lose their query. */
export function maskedHeader({ schemes }: Dialect, name: string, value: string): string {
  const isCarrying = Object.values(schemes).some(one => one.in === 'header' && one.name === name.toLowerCase());
  if (isCarrying || SPEAKING.test(name) || /authenticat|authoriz/i.test(name)) return HIDDEN;
  const hasAddress = /^(location|referer|content-location|link|refresh)$/i.test(name);
  return hasAddress ? value.replaceAll(/[?#][^\s>;,]*/g, '') : value;
}

/** A value may be of any option of a union: what one of them marks is hidden. */
function maskedBy(schemas: readonly Schema[], value: unknown, seen: Seen): unknown {
  if (schemas.some(schema => bare(schema).secret)) return hidden(value, HIDDEN, seen);
  if (typeof value === 'string') return maskedInside(schemas, value, seen);
  if (value === null || typeof value !== 'object') return value;
  const within = schemas.flatMap(schema => optionsOf(jsonInside(schema) ?? schema));
  const isOpen = within.some(schema => ['unknown', 'any'].includes(bare(schema).type));
  const member = (key: string | number, one: unknown): unknown => {
    const inner = within.flatMap(schema => {
      const found = memberOf(schema, key)?.schema;
      return found === undefined ? [] : optionsOf(found);
    });
    const known = inner.filter(schema => bare(schema).type !== 'never');
    if (typeof key === 'string' && SPEAKING.test(key) && typeof one === 'string') return hidden(one, HIDDEN, seen);
    if (known.length > 0) return maskedBy(known, one, seen);
    return isOpen ? maskedBy([z.unknown()], one, seen) : hidden(one, UNDESCRIBED, ignoring);
  };
  if (Array.isArray(value)) return value.map((one, at) => member(at, one));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, member(key, one)]));
}

/** Keeps the form of a value and hides what stands in it. */
function hidden(value: unknown, as: string, seen: Seen): unknown {
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(one => hidden(one, as, seen));
  if (typeof value === 'string') seen(value);
  if (typeof value !== 'object') return as;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, hidden(one, as, seen)]));
}

/** A text that is read as JSON, with what stands in it masked; any other text itself. */
function maskedInside(schemas: readonly Schema[], text: string, seen: Seen): string {
  const inside = schemas.flatMap(schema => jsonInside(schema) ?? []);
  if (inside.length === 0) return text;
  try {
    return isDeeper(text) ? UNDESCRIBED : writeExact(maskedBy(inside.flatMap(optionsOf), readExact(text), seen));
  } catch {
    return text;
  }
}

/** The schema itself, or all options of a union, each with the mark that the whole bears. */
function optionsOf(schema: Schema): Schema[] {
  const { core, secret } = bare(schema);
  if (secret) return [schema];
  if (core instanceof z.ZodUnion) return core.options.flatMap(option => optionsOf(option));
  if (core instanceof z.ZodIntersection) return [...optionsOf(core.def.left), ...optionsOf(core.def.right)];
  return [schema];
}
