import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/marketplace/refusals.js';
import { type NodeTarget, nodeIdsOf } from '../environment-names.js';
import { isObject, type Json, type JsonObject, listOf, member, textAt, textOf } from '../json.js';
import { operationOf } from '../methods.js';
import type { Act, Given, Run } from '../run.js';

/** The environment that an action is about: its own, unless it names another. */
export const environmentOf = (run: Run, { value, parameters }: Given): string => {
  const named = textAt(value, 'envName') ?? textAt(parameters, 'envName') ?? run.envName;
  if (named === null || named === '') throw refuse(refusals.noNode);
  return named;
};

/** A command of several lines is one, so that `cd` holds for those after it. */
const commandOf = (value: Json): string =>
  listOf(member(value, 'commands') ?? member(value, 'command') ?? value)
    .map(line => textOf(line).replace(/[\s;]+$/, ''))
    .join('\n');

/** Runs commands on each target, as `execcmd…` does. */
const cmd: Act = (run, given) => {
  const each = listOf(given.value).some(isObject) ? listOf(given.value) : [given.value];
  let answer: Json | undefined;
  for (const value of each) {
    const one = { ...given, value };
    const user = textAt(value, 'user') ?? textAt(given.parameters, 'user');
    const input: JsonObject = {
      envName: environmentOf(run, one),
      commandList: [{ command: commandOf(value), params: '' }],
      sayYes: member(given.parameters, 'sayYes') ?? true,
      ...(user !== undefined && { userName: user }),
    };
    for (const target of run.targets(one)) answer = run.make(byTarget(target, COMMANDS), { ...input, ...target });
  }
  return answer;
};

/** Operations by what they name a node by. */
type ByTarget = Readonly<Record<keyof NodeTarget, string>>;

const COMMANDS: ByTarget = {
  nodeGroup: 'control.execCmdByGroup',
  nodeId: 'control.execCmdById',
  nodeType: 'control.execCmdByType',
};

const byTarget = (target: NodeTarget, operations: ByTarget): string =>
  target.nodeId !== undefined
    ? operations.nodeId
    : target.nodeGroup !== undefined
      ? operations.nodeGroup
      : operations.nodeType;

/** Restarts each target by an operation that takes a layer or a node. */
const restart =
  (operation: string): Act =>
  (run, given) => {
    let answer: Json | undefined;
    for (const one of eachOf(given)) {
      const envName = environmentOf(run, one);
      for (const target of run.targets(one)) {
        const ids = target.nodeType === undefined ? [] : nodeIdsOf(target, run.info).map(nodeId => ({ nodeId }));
        for (const named of target.nodeType === undefined ? [target] : ids)
          answer = run.make(operation, { envName, ...named });
      }
    }
    return answer;
  };

/** One for each item of a list; `restartNodes: cp` names a layer as what stands in brackets does. */
const eachOf = (given: Given): Given[] =>
  (listOf(given.value).length === 0 ? [null] : listOf(given.value)).map(value => ({
    ...given,
    value,
    words: typeof value === 'string' || typeof value === 'number' ? [...given.words, value] : given.words,
  }));

const restartContainers: Act = (run, given) => {
  let answer: Json | undefined;
  for (const one of eachOf(given))
    for (const target of run.targets(one))
      for (const { operation, named } of containersOf(target, run))
        answer = run.make(operation, { envName: environmentOf(run, one), ...named });
  return answer;
};

/** No source says what a restart by type answers, so its nodes are restarted one by one. */
const containersOf = (
  target: NodeTarget,
  { info }: Run,
): { readonly operation: string; readonly named: JsonObject }[] =>
  target.nodeGroup !== undefined
    ? [{ operation: 'control.restartContainersByGroup', named: { nodeGroup: target.nodeGroup } }]
    : nodeIdsOf(target, info).map(nodeid => ({ operation: 'control.restartContainerById', named: { nodeid } }));

/** Makes any call of the platform. It is about the own environment, and each of the nodes in brackets, if it says no other. */
const api: Act = (run, given) => {
  let answer: Json | undefined;
  for (const one of listOf(given.value)) {
    const method = textAt(one, 'method') ?? textOf(one);
    const operation = operationOf(method);
    if (operation === undefined) throw refuse(refusals.noMethod, { name: method.slice(0, 200) });
    const own = member(one, 'params');
    const beside = member(given.parameters, 'params');
    const { params: _, ...parameters } = given.parameters;
    const input: JsonObject = {
      ...(run.envName !== null && { envName: run.envName }),
      ...parameters,
      ...(isObject(beside) && beside),
      ...(isObject(own) && own),
    };
    const targets = given.words.length === 0 ? [{}] : run.targets({ ...given, value: null, parameters: {} });
    for (const target of targets) answer = run.make(operation, { ...input, ...target });
  }
  return answer;
};

const deploy: Act = (run, given) => {
  let answer: Json | undefined;
  for (const value of listOf(given.value)) {
    const archive = textAt(value, 'archive') ?? textOf(value);
    answer = run.make('deployment.deployArchive', {
      envName: environmentOf(run, { ...given, value }),
      nodeGroup: textAt(value, 'nodeGroup') ?? textAt(given.parameters, 'nodeGroup') ?? 'cp',
      fileUrl: archive,
      fileName: textAt(value, 'name') ?? archive.slice(archive.lastIndexOf('/') + 1),
      context: textAt(value, 'context') ?? 'ROOT',
    });
  }
  return answer;
};

/** Actions that are calls of the platform. */
export const platformActions: Readonly<Record<string, Act>> = {
  cmd,
  execcmd: cmd,
  executeshellcommands: cmd,
  api,
  deploy,
  restartnodes: restart('control.restartNodes'),
  restartnode: restart('control.restartNodes'),
  restartservices: restart('control.restartServices'),
  restartservice: restart('control.restartServices'),
  restartcontainers: restartContainers,
  restartcontainer: restartContainers,
};
