import { z } from 'zod';
import type { Contract } from './contract.js';
import { schemasAt } from './json-path.js';
import type { Operation, Operations } from './operation.js';
import { wordsIn } from './overlay.js';
import { overlayProblems } from './overlay-problems.js';
import { takenBy } from './problems.js';
import type { Resource } from './resource.js';
import { keysOf } from './schema.js';
import { unknownKeys } from './unknown-keys.js';
import { nameOf } from './value-names.js';

/** The keys of a resource. */
const RESOURCE_KEYS: Readonly<Record<keyof Resource, true>> = {
  ...{ create: true, ids: true, sent: true, after: true, ready: true, destroy: true, destroyWith: true, gone: true },
};

/** All that is wrong with a resource that is defined with these operations. */
export function* resourceProblems(
  { dialect }: Contract,
  operations: Operations,
  resource: Resource,
): Generator<string> {
  const { create, ids, sent = {}, after = [], ready, destroy, gone } = resource;
  yield* unknownKeys(resource, RESOURCE_KEYS);
  const named = { create, destroy, 'gone.read': gone.read, ...(ready && { 'ready.read': ready.read }) };
  for (const [where, name] of [...Object.entries(named), ...after.map(name => ['after', name] as const)])
    if (!Object.hasOwn(operations, name)) yield `${where}: there is no operation "${name}"`;
  const own = (name: string): Operation | undefined => (Object.hasOwn(operations, name) ? operations[name] : undefined);
  for (const name of [gone.read, ...(ready === undefined ? [] : [ready.read])])
    if ((own(name)?.effect ?? 'read') !== 'read') yield `"${name}" is to be read, and changes something`;
  if (own(create)?.effect === 'read') yield `create: "${create}" makes nothing`;
  if (own(destroy)?.effect === 'read') yield `destroy: "${destroy}" takes nothing away`;
  if (Object.keys(ids).length === 0) yield 'has no ids by which it could be taken away';
  for (const [id, at] of Object.entries(ids))
    if (!schemasAt(own(create), at).length) yield `ids.${id}: ${create} answers nothing at ${at}`;
  for (const [word, member] of Object.entries(sent))
    if (!sends(own(create), member)) yield `sent.${word}: ${create} does not take "${member}"`;
  yield* destroyProblems(own(destroy), resource);
  yield* goneProblems(own(gone.read), resource, dialect.common);
  if (ready !== undefined) yield* readyProblems(own(ready.read), resource, ready);
}

const sends = (operation: Operation | undefined, member: string): boolean =>
  operation === undefined || [...keysOf(operation.query), ...keysOf(operation.body)].includes(member);

/** A call that takes none of the ids would be about another thing, which may be somebody else's. */
function* meansAnother(where: string, operation: Operation | undefined, { ids }: Resource): Generator<string> {
  if (operation === undefined) return;
  const taken = takenBy({ operation });
  const names = Object.keys(ids);
  if (names.length > 0 && !names.some(id => taken.includes(nameOf(id))))
    yield `${where} takes none of the ids (${names.join(', ')}), so that it would be about another thing`;
}

function* destroyProblems(operation: Operation | undefined, resource: Resource): Generator<string> {
  const { destroy, destroyWith = {}, ids } = resource;
  if (operation === undefined) return;
  const said = [...overlayProblems('destroyWith: sends', operation, destroyWith, new Set(Object.keys(ids)))];
  yield* said;
  const sent = Object.values(destroyWith).flatMap(wordsIn);
  if (said.length === 0 && sent.length === 0) yield* meansAnother(`destroy: "${destroy}"`, operation, resource);
}

function* goneProblems(
  operation: Operation | undefined,
  resource: Resource,
  common: readonly string[],
): Generator<string> {
  const { read, at } = resource.gone;
  if (operation === undefined) return;
  if (at === undefined) {
    yield* meansAnother(`gone: "${read}"`, operation, resource);
    if (![...common, ...(operation.failures ?? [])].includes('notFound')) yield `gone: ${read} never answers notFound`;
    return;
  }
  if (schemasAt(operation, at).length === 0) yield `gone: ${read} answers nothing at ${at}`;
  if (!at.includes('[*]')) yield `gone: ${at} is no place in a list, which has [*]`;
}

function* readyProblems(
  operation: Operation | undefined,
  resource: Resource,
  { read, at, is }: NonNullable<Resource['ready']>,
): Generator<string> {
  if (operation === undefined) return;
  yield* meansAnother(`ready: "${read}"`, operation, resource);
  const schemas = schemasAt(operation, at);
  if (schemas.length === 0) yield `ready: ${read} answers nothing at ${at}`;
  for (const value of is)
    if (schemas.length > 0 && !schemas.some(schema => z.safeParse(schema, value).success))
      yield `ready: ${JSON.stringify(value)} is nothing that can stand at ${at}`;
}
