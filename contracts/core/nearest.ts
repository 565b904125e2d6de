import { z } from 'zod';
import { fewOfEach } from './few-of-each.js';
import type { Schema } from './operation.js';
import { bare, placeBelow, type SchemaPlace } from './schema.js';

/** An issue of zod's whose path begins at the root of the body, with the place in the schema that it is about. */
export interface Located {
  readonly issue: z.core.$ZodIssue;
  readonly place: SchemaPlace;
}

/**
 * Says where an issue is. If no option of a union takes the value, these are the issues of the nearest option, however
 * deep unions stand in one another; or the union as a whole if no option is of the value's type. `place` and `value` are
 * what the issue's path begins at.
 */
export function located(issue: z.core.$ZodIssue, place: SchemaPlace, value: unknown): Located[] {
  const own = placeIn(place, issue.path, value);
  if (issue.code !== 'invalid_union') return [{ issue, place: own }];
  const held = valueUnder(value, issue.path);
  const options = optionsOf(own.schema);
  const ways = issue.errors.map((issues, at): Way => {
    const schema = options[at];
    const option = schema === undefined ? own : placeBelow({ ...own, schema }, []);
    return {
      schema,
      issues: fewOfEach(issues, path => valueUnder(held, path)).flatMap(inner => located(inner, option, held)),
    };
  });
  const [nearest] = ways.filter(way => isOfType(way, held)).toSorted((one, other) => distance(one, other, held));
  if (nearest === undefined) return [{ issue, place: own }];
  return nearest.issues.map(inner => ({
    issue: { ...inner.issue, path: [...issue.path, ...inner.issue.path] },
    place: inner.place,
  }));
}

/**
 * Follows keys into a schema and a value alike. Where the schema is a union it goes on in the option that looks most like
 * the value: zod tells the issues of an option that it took but for a form, as if there were no union.
 */
function placeIn(from: SchemaPlace, keys: readonly PropertyKey[], value: unknown): SchemaPlace {
  let place = placeBelow(from, []);
  let held = value;
  for (const key of keys) {
    const schema = place.schema && likestOf(place.schema, held);
    place = placeBelow({ ...place, schema }, [key]);
    held = valueUnder(held, [key]);
  }
  return place;
}

/** The option of a union that looks most like a value and has members; any other schema itself. */
function likestOf(schema: Schema, value: unknown): Schema {
  const [likest] = optionsOf(schema).toSorted((one, other) => byLikeness(one, other, value));
  return likest === undefined || likenessOf(likest, value).keys === 0 ? schema : likestOf(likest, value);
}

/** One option of a union, and what it says of the value. */
interface Way {
  readonly schema: Schema | undefined;
  readonly issues: readonly Located[];
}

const optionsOf = (schema: Schema | undefined): readonly Schema[] => {
  const core = schema && bare(schema).core;
  return core instanceof z.ZodUnion ? core.options : [];
};

/** Whether an option is for values of this type: none of its issues is that the whole value is of another. */
const isOfType = ({ issues }: Way, value: unknown): boolean =>
  issues.length > 0 && !issues.some(({ issue }) => issue.path.length === 0 && isOtherType(issue, value));

function isOtherType(issue: z.core.$ZodIssue, value: unknown): boolean {
  if (issue.code === 'invalid_type') return issue.expected !== 'int' || typeof value !== 'number';
  if (issue.code === 'invalid_value') return !issue.values.some(allowed => typeof allowed === typeof value);
  return issue.code === 'invalid_union';
}

/**
 * Which of two options is nearer to a value, for sorting: the one more of whose literals stand there, as in
 * `_source: "dom0"`; then the one more of whose keys are there; then the one with fewer issues.
 */
function distance(one: Way, other: Way, value: unknown): number {
  return byLikeness(one.schema, other.schema, value) || one.issues.length - other.issues.length;
}

function byLikeness(one: Schema | undefined, other: Schema | undefined, value: unknown): number {
  const [mine, its] = [likenessOf(one, value), likenessOf(other, value)];
  return its.literals - mine.literals || its.keys - mine.keys;
}

/** How much an object looks like a schema: how many of its literals, and how many of its keys, stand there. */
function likenessOf(schema: Schema | undefined, value: unknown): { literals: number; keys: number } {
  const core = schema && bare(schema).core;
  if (core instanceof z.ZodUnion)
    return core.options
      .map(option => likenessOf(option, value))
      .reduce((one, other) => ((one.literals - other.literals || one.keys - other.keys) < 0 ? other : one));
  if (!(core instanceof z.ZodObject) || value === null || typeof value !== 'object') return { literals: 0, keys: 0 };
  const keys = Object.keys(core.shape).filter(key => Object.hasOwn(value, key));
  const literals = keys.filter(key => {
    const member = bare(core.shape[key]).core;
    return member instanceof z.ZodLiteral && z.safeParse(member, Reflect.get(value, key)).success;
  });
  return { literals: literals.length, keys: keys.length };
}

/** The value at some keys of a body; undefined if there is none. */
export const valueUnder = (all: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (value === null || value === undefined ? undefined : Reflect.get(Object(value), key)),
    all,
  );
