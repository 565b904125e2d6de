import type { Contract, LoadedContract } from './contract.js';
import { dialectProblems } from './dialect-problems.js';
import { schemasAt } from './json-path.js';
import { keptProblems } from './kept-problems.js';
import { VENDOR_NAME } from './names.js';
import { wordsIn } from './overlay.js';
import type { Playbook, SignIn, Source } from './playbook.js';
import { paramNames } from './route.js';
import { firstCallProblems, routeProblems } from './route-problems.js';
import { keysOf } from './schema.js';
import { unknownKeys } from './unknown-keys.js';
import { nameOf, paramName } from './value-names.js';

/** The keys of a contract. */
const CONTRACT_KEYS: Readonly<Record<keyof Contract, true>> = {
  ...{
    vendor: true,
    title: true,
    alsoKnownAs: true,
    version: true,
    docs: true,
    dialect: true,
    routes: true,
    groups: true,
    playbook: true,
    firstCall: true,
  },
};
const PLAYBOOK_KEYS: Readonly<Record<keyof Playbook, true>> = {
  ...{ sources: true, times: true, signIn: true, last: true, disputedFailures: true },
};

/** All that is wrong with a contract and can be seen before its operations are loaded. */
export function* contractProblems(contract: Contract): Generator<string> {
  const { dialect, routes, groups, playbook = {} } = contract;
  yield* unknownKeys(contract, CONTRACT_KEYS);
  if (!VENDOR_NAME.test(contract.vendor))
    yield `"${contract.vendor}" is no name of a vendor: it matches ${VENDOR_NAME.source}`;
  for (const name of contract.alsoKnownAs ?? [])
    if (!VENDOR_NAME.test(name))
      yield `alsoKnownAs: "${name}" is no name of a vendor: it matches ${VENDOR_NAME.source}`;
  yield* dialectProblems(dialect);
  for (const group of Object.keys(groups)) if (!Object.hasOwn(routes, group)) yield `group "${group}" has no routes`;
  yield* routeProblems(contract);
  yield* firstCallProblems(contract, ({ group }) => Object.hasOwn(groups, group));
  yield* playbookProblems(contract, playbook);
}

function* playbookProblems(contract: Contract, playbook: Playbook): Generator<string> {
  const { sources = {}, signIn, last = [], disputedFailures = {} } = playbook;
  yield* unknownKeys(playbook, PLAYBOOK_KEYS, 'playbook: ');
  const named = [
    ...Object.entries(sources).map(([name, { read }]) => [`source of ${name}`, read] as const),
    ...last.map(id => ['last', id] as const),
    ...Object.keys(disputedFailures).map(id => ['disputedFailures', id] as const),
    ...(signIn === undefined ? [] : [['signIn', signIn.operation] as const]),
    ...(signIn?.signOut === undefined ? [] : [['signIn', signIn.signOut] as const]),
  ];
  for (const kind of Object.values(disputedFailures).flat())
    if (kind !== undefined && !Object.hasOwn(contract.dialect.failures, kind))
      yield `disputedFailures: "${kind}" is not one the dialect words`;
  for (const [where, id] of named) yield* idProblems(contract, where, id);
  if (signIn !== undefined && !Object.hasOwn(contract.dialect.schemes, signIn.scheme))
    yield `signIn: there is no scheme "${signIn.scheme}"`;
}

/** An id must name a route of a group that is described; whether that route itself is, its group tells when it loads. */
export function* idProblems({ routes, groups }: Contract, where: string, id: string): Generator<string> {
  const [group = '', name = '', ...more] = id.split('.');
  const isKnown = Object.hasOwn(routes, group) && Object.hasOwn(routes[group] ?? {}, name) && more.length === 0;
  if (!isKnown || !Object.hasOwn(groups, group)) yield `${where}: there is no operation "${id}"`;
}

/** What is wrong between operations of different groups, among those that are loaded. */
export function* loadedProblems(contract: LoadedContract): Generator<string> {
  const { playbook = {}, entries, groups, operations } = contract;
  const { sources = {}, signIn, last = [] } = playbook;
  for (const [name, source] of Object.entries(sources)) yield* sourceProblems(contract, name, source);
  for (const { id, operation } of entries)
    for (const [name, source] of Object.entries(operation.sources ?? {}))
      yield* sourceProblems(contract, `${id}:${name}`, source);
  yield* keptProblems(contract);
  for (const id of last) yield* undescribed(contract, 'last', id);
  if (signIn !== undefined) yield* signInProblems(contract, signIn);
  const isWhole = Object.keys(groups).every(group => Object.hasOwn(operations, group));
  if (!isWhole) return;
  yield* unusedNames(contract, playbook);
  yield* firstCallProblems(contract, ({ id }) => contract.byId.has(id));
}

function* sourceProblems(contract: LoadedContract, where: string, { read, at }: Source): Generator<string> {
  yield* undescribed(contract, `source of ${where}`, read);
  const operation = contract.byId.get(read)?.operation;
  if (operation !== undefined && schemasAt(operation, at).length === 0)
    yield `source of ${where}: ${read} answers nothing at ${at}`;
}

/** Refuse the id of a route without a description: no check can call it. */
function* undescribed({ byId, operations }: LoadedContract, where: string, id: string): Generator<string> {
  const isLoaded = Object.hasOwn(operations, id.split('.')[0] ?? '');
  if (isLoaded && !byId.has(id)) yield `${where}: "${id}" is not described`;
}

function* signInProblems(contract: LoadedContract, { operation, signOut, sends, session }: SignIn): Generator<string> {
  for (const id of [operation, ...(signOut === undefined ? [] : [signOut])]) yield* undescribed(contract, 'signIn', id);
  const described = contract.byId.get(operation)?.operation;
  if (described === undefined) return;
  const taken = [...keysOf(described.query), ...keysOf(described.body)];
  for (const name of Object.keys(sends))
    if (!taken.includes(name)) yield `signIn: sends "${name}", which ${operation} does not take`;
  if (schemasAt(described, session).length === 0) yield `signIn: ${operation} answers nothing at ${session}`;
}

/** Refuse a name in the playbook that no operation takes: it is a slip. */
function* unusedNames({ entries }: LoadedContract, { sources = {}, times = {} }: Playbook): Generator<string> {
  const queries = new Set(entries.flatMap(({ operation }) => keysOf(operation.query)));
  const asked = new Set([
    ...queries,
    ...entries.flatMap(entry => paramNames(entry.operation.path)),
    ...entries.flatMap(({ operation }) => Object.values(operation.checkedWith ?? {}).flatMap(wordsIn)),
  ]);
  for (const name of Object.keys(sources)) if (!asked.has(name)) yield `source of ${name}: no operation takes it`;
  for (const name of Object.keys(times)) if (!queries.has(name)) yield `times: no operation takes "${name}"`;
}

/** Names of the values that an operation takes in its path, query and body, in the form of `nameOf`. */
export const takenBy = (entry: { readonly operation: LoadedContract['entries'][number]['operation'] }): string[] => [
  ...paramNames(entry.operation.path).map(name => paramName(entry, name)),
  ...[...keysOf(entry.operation.query), ...keysOf(entry.operation.body)].map(nameOf),
];
