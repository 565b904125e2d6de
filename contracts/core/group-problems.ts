import { z } from 'zod';
import type { Contract } from './contract.js';
import { notOne } from './dialect-problems.js';
import { evidences } from './evidence.js';
import { inWords } from './issues.js';
import { type Description, effects, type Operation, type Operations } from './operation.js';
import { overlayProblems, PARTS, parts } from './overlay-problems.js';
import { idProblems } from './problems.js';
import { leadsElsewhere } from './request.js';
import type { Resource } from './resource.js';
import { resourceProblems } from './resource-problems.js';
import { allParamNames, paramNames, placeOfRoute } from './route.js';
import { keysOf } from './schema.js';
import { unknownInput } from './unknown-input.js';
import { unknownKeys } from './unknown-keys.js';

/** The keys of an operation. */
const OPERATION_KEYS: Readonly<Record<keyof Operation, true>> = {
  saidAs: true,
  rules: true,
  ...{ method: true, path: true, summary: true, docs: true, evidence: true, effect: true, auth: true },
  ...{ params: true, query: true, body: true, responses: true, failures: true },
  ...{ example: true, checkedWith: true, alsoCalledWith: true, keeps: true, sources: true },
  ...{ endsCredential: true, mayBeAbsent: true, sameBody: true },
};

const ENDS = ['own', 'named'];

/** All that is wrong with the operations of one group and with the resources that are defined with them. */
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
    for (const problem of resourceProblems(contract, operations, resource)) yield `resource of ${group}: ${problem}`;
}

function* operationProblems(
  contract: Contract,
  group: string,
  name: string,
  operation: Operation,
  resources: readonly Resource[],
): Generator<string> {
  const { dialect, routes } = contract;
  const { method, path } = operation;
  const names = routes[group] ?? {};
  const text = Object.hasOwn(names, name) ? names[name] : undefined;
  const route = text && placeOfRoute(text);
  if (route === undefined) yield 'has no route';
  else if (route.method !== method || route.path !== path) yield `is ${method} ${path}, and its route is ${text}`;
  yield* unknownKeys(operation, OPERATION_KEYS);
  const { effect, evidence = 'documented' } = operation;
  if (!effects.includes(effect)) yield notOne('effect', effect, effects);
  if (!evidences.includes(evidence)) yield notOne('evidence', evidence, evidences);
  const { endsCredential = 'own' } = operation;
  if (!ENDS.includes(endsCredential)) yield notOne('endsCredential', endsCredential, ENDS);
  if (operation.mayBeAbsent !== undefined && !isSentence(operation.mayBeAbsent)) yield 'mayBeAbsent gives no reason';
  const inPath = paramNames(path);
  const inSchema = keysOf(operation.params);
  for (const param of inPath) if (!inSchema.includes(param)) yield `{${param}} has no param`;
  for (const param of inSchema) if (!inPath.includes(param)) yield `param "${param}" is not in ${path}`;
  const auth = operation.auth ?? 'default';
  if (auth !== 'none' && !Object.hasOwn(dialect.auth, auth)) yield `auth "${auth}" is not one of the dialect's`;
  for (const kind of operation.failures ?? [])
    if (!Object.hasOwn(dialect.failures, kind)) yield `failure "${kind}" is not one the dialect words`;
  if (Object.keys(operation.responses).length === 0) yield 'has no response';
  yield* exampleProblems(operation);
  yield* checkedWithProblems(contract, operation, resources);
  const inputs = [...inSchema, ...keysOf(operation.query)];
  for (const [key, { read }] of Object.entries(operation.sources ?? {})) {
    if (!inputs.includes(key)) yield `has a source of "${key}", which it does not take`;
    yield* idProblems(contract, `source of ${key}`, read);
  }
}

const isSentence = (reason: unknown): boolean => typeof reason === 'string' && reason.trim() !== '';

/** The schemas must take the example; an operation that needs input must have one. */
function* exampleProblems({ example = {}, ...operation }: Description): Generator<string> {
  yield* unknownKeys(example, PARTS, 'its example ');
  for (const [name, value] of Object.entries(example.params ?? {}))
    if (leadsElsewhere(value)) yield `its example has "${value}" as its ${name}, with which it cannot be called`;
  for (const part of parts) {
    const schema = operation[part];
    const value = part === 'body' ? example.body : (example[part] ?? {});
    if (schema === undefined) {
      if (example[part] !== undefined) yield `its example has a ${part}, which it does not take`;
      continue;
    }
    // Read once, so that code made for the schema would cost more than it saves.
    const result = z.safeParse(schema, value, { jitless: true });
    if (!result.success) yield `its example is not taken: ${part}: ${inWords(result.error).replaceAll('\n', '; ')}`;
  }
  for (const { part, name, near } of unknownInput(operation, example))
    yield `its example has a ${part} "${name}", which it does not take${near}`;
}

/** `checkedWith` and `alsoCalledWith` may name only what the operation takes, and in braces only what a run can know. */
function* checkedWithProblems(
  { dialect, routes, playbook }: Contract,
  operation: Operation,
  resources: readonly Resource[],
): Generator<string> {
  const { checkedWith, alsoCalledWith = [] } = operation;
  if (checkedWith === undefined && alsoCalledWith.length === 0) return;
  if (operation.effect !== 'read' && alsoCalledWith.length > 0) yield 'is also called with more, and changes something';
  const words = new Set([
    ...['tag', 'number'],
    ...Object.keys(dialect.schemes),
    ...Object.values(playbook?.signIn?.sends ?? {}),
    ...allParamNames(routes),
    ...Object.keys(playbook?.sources ?? {}),
    ...resources.flatMap(({ ids, sent = {} }) => [...Object.keys(ids), ...Object.keys(sent)]),
  ]);
  yield* overlayProblems('is checked with', operation, checkedWith ?? {}, words);
  for (const overlays of alsoCalledWith) yield* overlayProblems('is also called with', operation, overlays, words);
}
