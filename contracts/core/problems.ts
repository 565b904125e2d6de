import { z } from 'zod';
import type { Contract, LoadedContract } from './contract.js';
import { type Dialect, verbsOf } from './dialect.js';
import { inWords } from './issues.js';
import type { Description, Operation, Operations, Overlay, Schema } from './operation.js';
import type { JsonPath, Playbook, Source } from './playbook.js';
import type { Resource } from './resource.js';
import { paramNames, placeOfRoute, routesOf } from './route.js';
import { keysOf, placeOf } from './schema.js';

/** All that is wrong with a contract, as far as it tells before its operations are loaded. */
export function* contractProblems(contract: Contract): Generator<string> {
  const { dialect, routes, groups, playbook = {} } = contract;
  for (const [way, schemes] of Object.entries(dialect.auth))
    for (const scheme of schemes)
      if (!(scheme in dialect.schemes)) yield `auth "${way}" names the unknown scheme "${scheme}"`;
  for (const group of Object.keys(groups)) if (!Object.hasOwn(routes, group)) yield `group "${group}" has no routes`;
  const seen = new Map<string, string>();
  for (const { id, method, path } of routesOf(routes))
    for (const verb of verbsOf(dialect, method)) {
      const call = `${verb} ${matched(dialect, path)}`;
      const other = seen.get(call);
      if (other !== undefined && other !== id) yield `${other} and ${id} both match ${method} ${path}`;
      seen.set(call, id);
    }
  yield* playbookProblems(contract, playbook);
}

/** A path as the route table sees it. Where two paths differ, the table prefers the one that is static first. */
const matched = ({ caseBlindPaths }: Dialect, path: string): string =>
  (caseBlindPaths ? path.toLowerCase() : path).replaceAll(/\{[^}]+\}/g, '{}');

function* playbookProblems(contract: Contract, { sources = {}, signIn, last = [] }: Playbook): Generator<string> {
  const named = [
    ...Object.entries(sources).map(([name, { read }]) => [`source of ${name}`, read] as const),
    ...last.map(id => ['last', id] as const),
    ...(signIn === undefined ? [] : [['signIn', signIn.operation] as const]),
    ...(signIn?.signOut === undefined ? [] : [['signIn', signIn.signOut] as const]),
  ];
  for (const [where, id] of named) yield* idProblems(contract, where, id);
  if (signIn !== undefined && !(signIn.scheme in contract.dialect.schemes))
    yield `signIn: there is no scheme "${signIn.scheme}"`;
}

/** Whether an id names an operation that is described; of one whose group is not loaded, whether it may be. */
function* idProblems({ routes, groups }: Contract, where: string, id: string): Generator<string> {
  const [group = '', name = ''] = id.split('.');
  const isKnown = Object.hasOwn(routes, group) && Object.hasOwn(routes[group] ?? {}, name);
  if (!isKnown || !Object.hasOwn(groups, group)) yield `${where}: there is no operation "${id}"`;
}

/** All that is wrong with the operations of one group, and with what is said to be made and taken away by them. */
export function* groupProblems(
  contract: Contract,
  group: string,
  operations: Operations,
  resources: readonly Resource[],
): Generator<string> {
  for (const [name, operation] of Object.entries(operations))
    for (const problem of operationProblems(contract, group, name, operation, resources))
      yield `${group}.${name}: ${problem}`;
  for (const resource of resources)
    for (const problem of resourceProblems(operations, resource)) yield `resource of ${group}: ${problem}`;
}

/** What an operation may say: a slip in a name would otherwise say nothing. */
const SAID: Readonly<Record<keyof Operation, true>> = {
  method: true,
  path: true,
  summary: true,
  docs: true,
  evidence: true,
  effect: true,
  auth: true,
  params: true,
  query: true,
  body: true,
  responses: true,
  failures: true,
  example: true,
  checkedWith: true,
  sources: true,
};

function* operationProblems(
  contract: Contract,
  group: string,
  name: string,
  operation: Operation,
  resources: readonly Resource[],
): Generator<string> {
  const { dialect, routes } = contract;
  const { method, path } = operation;
  const text = routes[group]?.[name];
  const route = text && placeOfRoute(text);
  if (route === undefined) yield 'has no route';
  else if (route.method !== method || route.path !== path) yield `is ${method} ${path}, and its route is ${text}`;
  for (const key of Object.keys(operation)) if (!(key in SAID)) yield `says "${key}", which nothing reads`;
  const inPath = paramNames(path);
  const inSchema = keysOf(operation.params);
  for (const param of inPath) if (!inSchema.includes(param)) yield `{${param}} has no param`;
  for (const param of inSchema) if (!inPath.includes(param)) yield `param "${param}" is not in ${path}`;
  const auth = operation.auth ?? 'default';
  if (auth !== 'none' && !(auth in dialect.auth)) yield `auth "${auth}" is not one of the dialect's`;
  for (const kind of operation.failures ?? [])
    if (!(kind in dialect.failures)) yield `failure "${kind}" is not one the dialect words`;
  if (Object.keys(operation.responses).length === 0) yield 'has no response';
  yield* exampleProblems(operation);
  yield* checkedWithProblems(contract, operation, resources);
  const inputs = [...inSchema, ...keysOf(operation.query)];
  for (const [key, { read }] of Object.entries(operation.sources ?? {})) {
    if (!inputs.includes(key)) yield `has a source of "${key}", which it does not take`;
    yield* idProblems(contract, `source of ${key}`, read);
  }
}

const parts = ['params', 'query', 'body'] as const;

/** An example must be taken, and be there where the operation needs any input. */
function* exampleProblems({ example = {}, ...operation }: Description): Generator<string> {
  for (const part of parts) {
    const schema = operation[part];
    const value = part === 'body' ? example.body : (example[part] ?? {});
    if (schema === undefined) {
      if (example[part] !== undefined) yield `its example has a ${part}, which it does not take`;
      continue;
    }
    const result = z.safeParse(schema, value);
    if (!result.success) yield `its example is not taken: ${part}: ${inWords(result.error).replaceAll('\n', '; ')}`;
  }
}

/** What is set for a check must be something that the operation takes, and name only what there can be. */
function* checkedWithProblems(
  { dialect, routes, playbook }: Contract,
  operation: Operation,
  resources: readonly Resource[],
): Generator<string> {
  const { checkedWith = {} } = operation;
  const words = new Set([
    ...['tag', 'number'],
    ...Object.keys(dialect.schemes),
    ...Object.values(playbook?.signIn?.sends ?? {}),
    ...routesOf(routes).flatMap(({ path }) => paramNames(path)),
    ...Object.keys(playbook?.sources ?? {}),
    ...resources.flatMap(({ ids }) => Object.keys(ids)),
  ]);
  for (const part of parts)
    for (const [key, overlay] of Object.entries(checkedWith[part] ?? {})) {
      if (!keysOf(operation[part]).includes(key)) yield `is checked with ${part}.${key}, which it does not take`;
      for (const word of wordsIn(overlay)) if (!words.has(word)) yield `is checked with {${word}}, which nothing gives`;
    }
}

/** Names in braces, at any depth. */
export const wordsIn = (overlay: Overlay): string[] => {
  if (overlay === null || typeof overlay === 'boolean') return [];
  if (typeof overlay !== 'string') return Object.values(overlay).flatMap(wordsIn);
  return [...overlay.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
};

function* resourceProblems(operations: Operations, resource: Resource): Generator<string> {
  const { create, ids, after = [], ready, destroy, gone } = resource;
  const named = { create, destroy, 'gone.read': gone.read, ...(ready && { 'ready.read': ready.read }) };
  for (const [where, name] of [...Object.entries(named), ...after.map(name => ['after', name] as const)])
    if (!Object.hasOwn(operations, name)) yield `${where}: there is no operation "${name}"`;
  const reads = [gone.read, ...(ready === undefined ? [] : [ready.read])];
  for (const name of reads)
    if ((operations[name]?.effect ?? 'read') !== 'read') yield `"${name}" is to be read, and changes something`;
  if (operations[create]?.effect === 'read') yield `create: "${create}" makes nothing`;
  if (Object.keys(ids).length === 0) yield 'has no ids by which it could be taken away';
  for (const [id, at] of Object.entries(ids))
    if (!schemasAt(operations[create], at).length) yield `ids.${id}: ${create} answers nothing at ${at}`;
  if (gone.at !== undefined && !schemasAt(operations[gone.read], gone.at).length)
    yield `gone: ${gone.read} answers nothing at ${gone.at}`;
  if (ready === undefined) return;
  const schemas = schemasAt(operations[ready.read], ready.at);
  if (schemas.length === 0) yield `ready: ${ready.read} answers nothing at ${ready.at}`;
  for (const value of ready.is)
    if (schemas.length > 0 && !schemas.some(schema => z.safeParse(schema, value).success))
      yield `ready: ${JSON.stringify(value)} is nothing that can stand at ${ready.at}`;
}

/** What is wrong with the sources of values, in a contract whose groups are at hand. */
export function* sourceProblems(contract: LoadedContract): Generator<string> {
  const sources = [
    ...Object.entries(contract.playbook?.sources ?? {}),
    ...contract.entries.flatMap(({ id, operation }) =>
      Object.entries(operation.sources ?? {}).map(([name, source]) => [`${id}:${name}`, source] as const),
    ),
  ];
  for (const [where, { read, at }] of sources) yield* sourceProblem(contract, where, { read, at });
}

function* sourceProblem({ byId, operations }: LoadedContract, where: string, { read, at }: Source): Generator<string> {
  const entry = byId.get(read);
  if (entry === undefined) {
    if (Object.hasOwn(operations, read.split('.')[0] ?? '')) yield `source of ${where}: "${read}" is not described`;
  } else if (schemasAt(entry.operation, at).length === 0) yield `source of ${where}: ${read} answers nothing at ${at}`;
}

/** Keys of a place: `$.data[*].id` is `data`, 0, `id`. */
export const keysOfPath = (path: JsonPath): (string | number)[] =>
  path
    .split(/[.[\]]+/)
    .filter(word => word !== '' && word !== '$')
    .map(word => (word === '*' ? 0 : /^\d+$/.test(word) ? Number(word) : word));

/** The schemas that may hold at a place of an operation's successes; none where no answer has such a place. */
function schemasAt(operation: Operation | undefined, at: JsonPath): Schema[] {
  return Object.values(operation?.responses ?? {}).flatMap(schema => placeOf(schema, keysOfPath(at)).schema ?? []);
}
