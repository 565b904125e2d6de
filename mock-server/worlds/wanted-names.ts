import { jsonInside } from '../../contracts/core/json-inside.js';
import { didYouMean } from '../../contracts/core/names.js';
import type { Operation, Schema } from '../../contracts/core/operation.js';
import { bare, keysOf, memberOf } from '../../contracts/core/schema.js';
import type { WantedCall } from './verify.js';

/** A name in a `where` that no contract knows at its place. */
export interface UnknownName {
  readonly keys: readonly string[];
  /** `; did you mean name?`, or where the part is one that the operation does not have. */
  readonly near: string;
}

const PARTS = ['params', 'query', 'body'] as const;

/**
 * Names that none of these operations takes. `carriers` are the names under which a credential may travel in the query.
 * Nothing can be said below what the contract leaves open.
 */
export function* unknownNames(
  operations: readonly Operation[],
  where: WantedCall['where'],
  carriers: ReadonlySet<string>,
): Generator<UnknownName> {
  for (const part of PARTS) {
    const wanted = where?.[part];
    if (wanted === undefined || operations.length === 0) continue;
    const schemas = operations.flatMap(operation => operation[part] ?? []);
    if (schemas.length > 0 || part === 'query') {
      for (const name of unknownIn(schemas, wanted, [part]))
        if (part !== 'query' || !carriers.has(`${name.keys[1]}`.toLowerCase())) yield name;
      continue;
    }
    const others = PARTS.filter(other => operations.some(operation => operation[other] !== undefined));
    const near = others.length === 0 ? '; it takes no input' : `; its input is in ${others.join(' and ')}`;
    yield { keys: [part], near };
  }
}

function* unknownIn(schemas: readonly Schema[], wanted: unknown, keys: readonly string[]): Generator<UnknownName> {
  if (wanted === null || typeof wanted !== 'object' || 'asymmetricMatch' in wanted || wanted instanceof RegExp) return;
  const within = schemas.map(schema => jsonInside(schema) ?? schema);
  if (keys.length > 1 && !within.some(hasMembers)) return;
  const names = within.flatMap(schema => keysOf(bare(schema).core));
  for (const [key, member] of Object.entries(wanted)) {
    const name = names.find(one => one.toLowerCase() === key.toLowerCase()) ?? key;
    const known = within.flatMap(schema => memberOf(schema, /^\d+$/.test(name) ? Number(name) : name)?.schema ?? []);
    const taken = known.filter(schema => bare(schema).type !== 'never');
    if (taken.length > 0) yield* unknownIn(taken, member, [...keys, key]);
    else if (!within.some(isOpen)) yield { keys: [...keys, key], near: didYouMean(key, names) };
  }
}

const OPEN = ['unknown', 'any', 'custom', 'string'];

const isOpen = (schema: Schema): boolean => OPEN.includes(bare(schema).type);
const hasMembers = (schema: Schema): boolean =>
  keysOf(bare(schema).core).length > 0 || memberOf(schema, 0) !== undefined;
