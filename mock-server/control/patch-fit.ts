import { z } from 'zod';
import { jsonPath, sampleOf } from '../../contracts/core/differences.js';
import { namesOfPointer, POINTER_INDEX } from '../../contracts/core/json-pointer.js';
import { didYouMean } from '../../contracts/core/names.js';
import type { Schema } from '../../contracts/core/operation.js';
import { bare, keysOf, memberOf, placeOf } from '../../contracts/core/schema.js';
import { described } from '../../contracts/core/schema-words.js';
import type { PatchOperation } from '../worlds/json-patch.js';

/** What no answer could hold, and where. */
export interface Departure {
  readonly at: string;
  readonly expected: string;
  readonly found: string;
}

type Keys = readonly PropertyKey[];
const UNKNOWN = new Set(['unknown', 'any', 'custom']);

/** The schemas that a value may have: those of all options of a union. */
const alternatives = (schema: Schema): readonly Schema[] => {
  const { core } = bare(schema);
  return core instanceof z.ZodUnion ? core.options.flatMap(option => alternatives(option)) : [schema];
};

/** The schemas that a member or an item may have, by those of what holds it; none if nothing has such a member. */
function below(schemas: readonly Schema[], name: string): readonly Schema[] {
  return schemas.flatMap(alternatives).flatMap(schema => {
    const { core, type } = bare(schema);
    if (UNKNOWN.has(type)) return [schema];
    if (type === 'array' && name !== '-' && !POINTER_INDEX.test(name)) return [];
    const member = memberOf(core, type === 'array' || type === 'tuple' ? Number(name) || 0 : name);
    return member === undefined || bare(member.schema).type === 'never' ? [] : [member.schema];
  });
}

/** Whether a member must be there, whatever it is held by. */
const isNeeded = (holders: readonly Schema[], name: string): boolean =>
  holders.flatMap(alternatives).every(holder => {
    const { core } = bare(holder);
    const member = core instanceof z.ZodObject && Object.hasOwn(core.shape, name) ? memberOf(core, name) : undefined;
    return member !== undefined && !bare(member.schema).optional;
  });

const noSuchField = (holders: readonly Schema[], keys: Keys, value: unknown): Departure => {
  const known = holders.flatMap(alternatives).flatMap(holder => keysOf(bare(holder).core));
  const expected = `no such field${didYouMean(String(keys.at(-1)), known)}`;
  return { at: jsonPath(keys), expected, found: value === undefined ? 'a change of it' : sampleOf(value, 'type') };
};

/** What is wrong with a value that stands whole at a place, if none of the place's schemas takes it. */
function departureOfValue(schemas: readonly Schema[], value: unknown, keys: Keys): Departure | undefined {
  if (schemas.some(schema => z.safeParse(schema, value).success)) return undefined;
  const [schema] = schemas;
  const issue = schema && z.safeParse(schema, value).error?.issues[0];
  if (schema === undefined || issue === undefined) return noSuchField([], keys, value);
  if (issue.code === 'unrecognized_keys') {
    const [name = ''] = issue.keys;
    return noSuchField([placeOf(schema, issue.path).schema ?? schema], [...keys, ...issue.path, name], undefined);
  }
  const inner = issue.path.reduce<unknown>(
    (held, key) => (held === null ? held : Reflect.get(Object(held), key)),
    value,
  );
  const expected = described(placeOf(schema, issue.path).schema ?? schema);
  return { at: jsonPath([...keys, ...issue.path]), expected, found: sampleOf(inner, 'type') };
}

/** What a merge patch makes of any answer of a schema that the schema cannot hold. */
export const departureOfPatch = (schema: Schema, patch: unknown): Departure | undefined => merged([schema], patch, []);

function merged(schemas: readonly Schema[], patch: unknown, keys: Keys): Departure | undefined {
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch))
    return departureOfValue(schemas, patch, keys);
  for (const [name, member] of Object.entries(patch)) {
    const at = [...keys, name];
    const inner = below(schemas, name);
    if (inner.length === 0) return noSuchField(schemas, at, member);
    if (member === null && isNeeded(schemas, name))
      return {
        at: jsonPath(at),
        expected: `${described(inner[0] ?? z.unknown())}, for null takes a member out of an answer (RFC 7396) and \`operations\` put null in its place`,
        found: 'nothing',
      };
    const departure = member === null ? undefined : merged(inner, member, at);
    if (departure !== undefined) return departure;
  }
  return undefined;
}

/** What operations make of any answer of a schema that the schema cannot hold, and which of them. */
export function departureOfOperations(
  schema: Schema,
  operations: readonly PatchOperation[],
): (Departure & { readonly index: number }) | undefined {
  for (const [index, operation] of operations.entries()) {
    const later = operations.slice(index + 1);
    const departure = departureOfOne(schema, operation, later);
    if (departure !== undefined) return { ...departure, index };
  }
  return undefined;
}

function departureOfOne(
  schema: Schema,
  { op, path, from, value }: PatchOperation,
  later: readonly PatchOperation[],
): Departure | undefined {
  for (const pointer of from === undefined ? [path] : [from, path]) {
    const missing = departureOfPlace(schema, pointer);
    if (missing !== undefined) return missing;
  }
  const keys = keysOfPointer(path);
  if (op === 'add' || op === 'replace' || op === 'test') return departureOfValue(at(schema, path), value, keys);
  const removed = op === 'remove' ? path : op === 'move' ? (from ?? '') : '';
  if (removed === '' || removed === (op === 'move' ? path : '')) return undefined;
  const holder = at(schema, removed.slice(0, removed.lastIndexOf('/')));
  const name = namesOfPointer(removed).at(-1) ?? '';
  if (!isNeeded(holder, name) || later.some(one => `${removed}/`.startsWith(`${one.path}/`))) return undefined;
  const expected = described(below(holder, name)[0] ?? z.unknown());
  return { at: jsonPath(keysOfPointer(removed)), expected, found: 'nothing' };
}

const at = (schema: Schema, pointer: string): readonly Schema[] =>
  namesOfPointer(pointer).reduce<readonly Schema[]>((schemas, name) => below(schemas, name), [schema]);

const keysOfPointer = (pointer: string): PropertyKey[] =>
  namesOfPointer(pointer).map(name => (POINTER_INDEX.test(name) ? Number(name) : name));

function departureOfPlace(schema: Schema, pointer: string): Departure | undefined {
  let schemas: readonly Schema[] = [schema];
  const names = namesOfPointer(pointer);
  for (const [index, name] of names.entries()) {
    const inner = below(schemas, name);
    if (inner.length === 0) return noSuchField(schemas, keysOfPointer(pointer).slice(0, index + 1), undefined);
    schemas = inner;
  }
  return undefined;
}
