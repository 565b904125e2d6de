import { z } from 'zod';
import type { Schema } from '../../core/operation.js';
import { bare, memberOf } from '../../core/schema.js';

export const HIDDEN = '[redacted]';
const UNDESCRIBED = '[undescribed]';
/** A second line of defence behind the contract's marks, for what a client sends: names that speak for themselves. */
export const SPEAKING =
  /pass(word|wd|phrase)?$|^pass|secret|token|api[-_]?key|private[-_]?key|session|credential|cookie|^auth|signature/i;

/** A copy of a value in which secrets are masked, and what no schema describes, for nothing says whether that is one. */
export function masked(schema: Schema | undefined, value: unknown): unknown {
  return schema === undefined ? hidden(value, UNDESCRIBED) : maskedBy(optionsOf(schema), value);
}

/** A value may be of any option of a union: what one of them marks is hidden. */
function maskedBy(schemas: readonly Schema[], value: unknown): unknown {
  if (schemas.some(schema => bare(schema).secret)) return hidden(value, HIDDEN);
  if (value === null || typeof value !== 'object') return value;
  const isOpen = schemas.some(schema => ['unknown', 'any'].includes(bare(schema).type));
  const member = (key: string | number, one: unknown): unknown => {
    const inner = schemas.flatMap(schema => {
      const found = memberOf(schema, key)?.schema;
      return found === undefined ? [] : optionsOf(found);
    });
    const known = inner.filter(schema => bare(schema).type !== 'never');
    if (typeof key === 'string' && SPEAKING.test(key) && typeof one === 'string') return HIDDEN;
    if (known.length > 0) return maskedBy(known, one);
    return isOpen ? maskedBy([z.unknown()], one) : hidden(one, UNDESCRIBED);
  };
  if (Array.isArray(value)) return value.map((one, at) => member(at, one));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, member(key, one)]));
}

/** Keeps the form of a value and hides what stands in it. */
function hidden(value: unknown, as: string): unknown {
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(one => hidden(one, as));
  if (typeof value !== 'object') return as;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, hidden(one, as)]));
}

/** The schema itself, or all options of a union, each with the mark that the whole bears. */
function optionsOf(schema: Schema): Schema[] {
  const { core, secret } = bare(schema);
  if (secret) return [schema];
  if (core instanceof z.ZodUnion) return core.options.flatMap(option => optionsOf(option));
  if (core instanceof z.ZodIntersection) return [...optionsOf(core.def.left), ...optionsOf(core.def.right)];
  return [schema];
}
