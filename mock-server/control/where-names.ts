import type { Contract } from '../../contracts/core/contract.js';
import { loadGroup } from '../../contracts/core/define-contract.js';
import { carrierNames } from '../../contracts/core/dialect.js';
import { Failure } from '../../contracts/core/failure.js';
import { didYouMean } from '../../contracts/core/names.js';
import type { Operation, Schema } from '../../contracts/core/operation.js';
import { paramNames } from '../../contracts/core/route.js';
import { bare, keysOf, memberOf, stepOf } from '../../contracts/core/schema.js';
import type { Where } from '../worlds/where.js';
import { operationsOf } from './known-names.js';
import type { RunningServer } from './running-server.js';

const PARTS = ['params', 'query', 'body'] as const;
type Part = (typeof PARTS)[number];

/** A name that a rule asks about: where it stands, from the part on. */
interface Asked {
  readonly part: Part;
  readonly keys: readonly string[];
}

/** Most names of one rule. */
const MOST = 500;
/** An item of a list in PHP's way: `period[0]` is one of `period[]`. */
const ITEM = /\[\d+\]$/;

/**
 * Refuses what a rule asks of the input if no operation that it means has such a name: it would never be met. A name is known
 * if one of the operations has it there; below what the contract does not describe, any name is.
 */
export async function needKnownWhere(server: RunningServer, pattern: string, where: Where | null): Promise<void> {
  let open = where === null ? [] : namesIn(where);
  if (open.length === 0) return;
  const near = new Map<Asked, Set<string>>();
  for (const { contract, group, name } of await operationsOf(server, pattern)) {
    if (!Object.hasOwn(contract.groups, group)) continue;
    const operations = (await loadGroup(contract, group)).operations;
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation === undefined) continue;
    open = open.filter(asked => {
      const others = missingIn(contract, operation, asked);
      if (others === undefined) return false;
      const known = near.get(asked) ?? new Set();
      near.set(asked, known);
      for (const other of others) known.add(other);
      return true;
    });
    if (open.length === 0) return;
  }
  const [first] = open;
  if (first !== undefined) throw unknownName(pattern, first, near.get(first) ?? new Set());
}

function unknownName(pattern: string, { part, keys }: Asked, known: ReadonlySet<string>): Failure {
  const name = keys.at(-1);
  const place = `where.${part}${keys.map(stepOf).join('')}`;
  if (name === undefined || (keys.length === 1 && known.size === 0))
    return new Failure('invalid', { text: `${place}: what "${pattern}" names takes nothing in its ${part}` });
  return new Failure('invalid', {
    text: `${place}: nothing that "${pattern}" names takes "${name}" there${didYouMean(name, known)}`,
  });
}

/** All names in what is asked, outer ones first; a body that is asked for as a whole is a place without a name. */
function namesIn(where: Where): Asked[] {
  const found: Asked[] = [];
  const open: (Asked & { readonly value: unknown })[] = PARTS.flatMap(part => {
    const value = where[part];
    return value === undefined ? [] : [{ part, keys: [], value }];
  });
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    const { part, keys, value } = at;
    if (keys.length > 0 || part === 'body') found.push({ part, keys });
    if (found.length > MOST)
      throw new Failure('invalid', { text: `where: more than ${MOST} names are asked for at once` });
    if (value === null || typeof value !== 'object') continue;
    for (const [name, member] of Object.entries(value)) open.push({ part, keys: [...keys, name], value: member });
  }
  return found;
}

/** Undefined if an operation has a place for what is asked; else the names that it has there. */
function missingIn(contract: Contract, operation: Operation, { part, keys }: Asked): readonly string[] | undefined {
  const [first, ...inner] = keys;
  if (first === undefined) return operation[part] === undefined ? [] : undefined;
  const names = topNames(contract, operation, part);
  if (names === undefined) return undefined;
  let name = sameName(first, names);
  if (name === undefined) return names;
  let schema: Schema | undefined = operation[part];
  for (const key of inner) {
    schema = schema && memberOf(schema, name)?.schema;
    const known = schema && listedNames(schema);
    if (known === undefined) return undefined;
    name = sameName(key, known);
    if (name === undefined) return known;
  }
  return undefined;
}

/** Names at the top of a part; undefined where any may stand. */
function topNames({ dialect }: Contract, operation: Operation, part: Part): readonly string[] | undefined {
  if (part === 'params') return paramNames(operation.path);
  if (part === 'body') return operation.body === undefined ? [] : listedNames(operation.body);
  return [...keysOf(operation.query), ...Object.values(dialect.schemes).flatMap(carrierNames)];
}

/** Names that a schema lists; undefined where it takes others too. */
function listedNames(schema: Schema): readonly string[] | undefined {
  const names = keysOf(bare(schema).core);
  if (names.length === 0) return undefined;
  // A name with a blank is no schema's own: what is found for it takes any.
  const other = memberOf(schema, 'any other');
  return other === undefined || bare(other.schema).type === 'never' ? names : undefined;
}

/** A rule is met by names in any case, and a list in PHP's way by each of its items. */
const sameName = (asked: string, names: readonly string[]): string | undefined =>
  names.find(name => name.toLowerCase() === asked.toLowerCase()) ??
  names.find(name => name.toLowerCase() === asked.replace(ITEM, '[]').toLowerCase());
