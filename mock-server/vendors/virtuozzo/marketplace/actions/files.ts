import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import { type NodeTarget, nodeIdsOf } from '../environment-names.js';
import { isObject, type Json, type JsonObject, listOf, member, textAt, textOf } from '../json.js';
import type { Act, Given, Run } from '../run.js';
import { environmentOf } from './platform.js';

/** What a call about a file takes of an action's value. */
type InputOf = (value: Json, given: Given) => JsonObject[];

/** Makes a call of `environment.file` for each file, on each target. */
const onFiles =
  (operation: string, inputOf: InputOf): Act =>
  (run, given) => {
    let answer: Json | undefined;
    const each = listOf(given.value);
    for (const value of each) {
      const one = { ...given, value };
      const envName = environmentOf(run, one);
      for (const target of run.targets(one))
        for (const input of inputOf(value, given))
          answer = run.make(operation, { envName, ...input, ...fileTarget(target) });
    }
    return answer;
  };

/** The service for files writes the id of a node in small letters. */
const fileTarget = ({ nodeId, ...target }: NodeTarget): JsonObject =>
  nodeId === undefined ? { ...target } : { nodeid: nodeId };

const pathOf = (value: Json, { parameters }: Given): string => {
  const path = textAt(value, 'path') ?? (isObject(value) ? undefined : textOf(value)) ?? textAt(parameters, 'path');
  if (path === undefined || path === '') throw refuse(refusals.invalidParameter, { name: 'path' });
  return path;
};

const bodyOf = (value: Json, { parameters }: Given): string =>
  listOf(member(value, 'body') ?? member(parameters, 'body') ?? '')
    .map(textOf)
    .join('\n');

const create =
  (isdir: boolean): InputOf =>
  (value, given) => [{ path: pathOf(value, given), isdir }];

const write: InputOf = (value, given) => [{ path: pathOf(value, given), body: bodyOf(value, given) }];

const remove: InputOf = (value, given) => [{ path: pathOf(value, given) }];

const replace: InputOf = (value, given) =>
  listOf(member(value, 'replacements') ?? member(given.parameters, 'replacements')).map(one => ({
    path: pathOf(value, given),
    pattern: textAt(one, 'pattern') ?? '',
    replacement: textAt(one, 'replacement') ?? '',
  }));

const upload: InputOf = value => [
  {
    sourcePath: textAt(value, 'sourcePath') ?? '',
    destPath: textAt(value, 'destPath') ?? '',
    overwrite: member(value, 'overwrite') ?? true,
  },
];

const unpack: Act = (run: Run, given) => {
  let answer: Json | undefined;
  for (const value of listOf(given.value)) {
    const one = { ...given, value };
    const envName = environmentOf(run, one);
    const input = { envName, sourcePath: textAt(value, 'sourcePath') ?? '', destPath: textAt(value, 'destPath') ?? '' };
    for (const target of run.targets(one))
      for (const nodeId of nodeIdsOf(target, run.info)) answer = run.make('file.unpackById', { ...input, nodeId });
  }
  return answer;
};

const deletion = onFiles('file.delete', remove);

/** Actions on the files of nodes. */
export const fileActions: Readonly<Record<string, Act>> = {
  createfile: onFiles('file.create', create(false)),
  createdirectory: onFiles('file.create', create(true)),
  writefile: onFiles('file.write', write),
  appendfile: onFiles('file.append', write),
  replaceinfile: onFiles('file.replaceInBody', replace),
  delete: deletion,
  deletepath: deletion,
  deletefile: deletion,
  deletedirectory: deletion,
  upload: onFiles('file.upload', upload),
  unpack,
};
