import { z } from 'zod';
import { type Dialect, verbsOf } from './dialect.js';
import type { Operation, OperationGroups, Schema } from './operation.js';

/** All operations of a vendor, with the dialect they are spoken in. */
export interface Contract<Groups extends OperationGroups = OperationGroups> {
  /** Folder name and key everywhere: `virtfusion`. */
  readonly vendor: string;
  readonly title: string;
  readonly version: string;
  readonly docs: `https://${string}`;
  readonly dialect: Dialect;
  readonly operations: Groups;
}

/** An operation with its id, `servers.show`. */
export interface Entry {
  readonly id: string;
  readonly group: string;
  readonly name: string;
  readonly operation: Operation;
}

/** All operations of a contract with their ids, in the order they are written. */
export const entries = (contract: Contract): Entry[] =>
  Object.entries(contract.operations).flatMap(([group, operations]) =>
    Object.entries(operations).map(([name, operation]) => ({ id: `${group}.${name}`, group, name, operation })),
  );

/** Operations of a contract by id. */
export const entriesById = (contract: Contract): ReadonlyMap<string, Entry> =>
  new Map(entries(contract).map(entry => [entry.id, entry]));

/** Names in braces of a path, in order. */
export const paramNames = (path: string): string[] => [...path.matchAll(/\{([^}]+)\}/g)].map(match => match[1] ?? '');

/** Keys of an object schema, also through unions, pipes and wrappers; empty for any other schema. */
export function keysOf(schema: Schema | undefined): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodPipe) return [...new Set([...keysOf(schema.in), ...keysOf(schema.out)])];
  if (schema instanceof z.ZodUnion) return [...new Set(schema.options.flatMap(option => keysOf(option)))];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return keysOf(schema.unwrap());
  return [];
}

/**
 * A contract that is known to be sound: each `{name}` has a param and each param a `{name}`, no two operations can match
 * the same call, and each failure, scheme and way to authenticate is one the dialect has. Throws an error that lists all
 * that is wrong: a wrong contract does not start.
 */
export function defineContract<const Groups extends OperationGroups>(contract: Contract<Groups>): Contract<Groups> {
  const wrong = [...problemsOf(contract)];
  if (wrong.length > 0) throw new Error(`contract ${contract.vendor} is wrong:\n  ${wrong.join('\n  ')}`);
  return contract;
}

function* problemsOf(contract: Contract): Generator<string> {
  const { dialect } = contract;
  for (const [way, schemes] of Object.entries(dialect.auth))
    for (const scheme of schemes)
      if (!(scheme in dialect.schemes)) yield `auth "${way}" names the unknown scheme "${scheme}"`;

  const all = entries(contract);
  for (const { id, operation } of all) {
    const inPath = paramNames(operation.path);
    const inSchema = keysOf(operation.params);
    for (const name of inPath) if (!inSchema.includes(name)) yield `${id}: {${name}} has no param`;
    for (const name of inSchema) if (!inPath.includes(name)) yield `${id}: param "${name}" is not in ${operation.path}`;
    const auth = operation.auth ?? 'default';
    if (auth !== 'none' && !(auth in dialect.auth)) yield `${id}: auth "${auth}" is not one of the dialect's`;
    for (const kind of operation.failures ?? [])
      if (!(kind in dialect.failures)) yield `${id}: failure "${kind}" is not one the dialect words`;
    if (Object.keys(operation.responses).length === 0) yield `${id}: has no response`;
  }
  for (const [index, one] of all.entries())
    for (const other of all.slice(index + 1))
      if (overlap(contract, one.operation, other.operation))
        yield `${one.id} and ${other.id} both match ${one.operation.method} ${one.operation.path}`;
}

/** Whether a call could match both paths equally. Where two paths differ, the radix table prefers the one that is static first. */
function overlap({ dialect }: Contract, one: Operation, other: Operation): boolean {
  if (!verbsOf(dialect, one.method).some(verb => verbsOf(dialect, other.method).includes(verb))) return false;
  const fold = (path: string) => (dialect.caseBlindPaths ? path.toLowerCase() : path).split('/');
  const left = fold(one.path);
  const right = fold(other.path);
  if (left.length !== right.length) return false;
  return left.every((a, index) => {
    const b = right[index] ?? '';
    return a === b || (a.startsWith('{') && b.startsWith('{'));
  });
}
