import { isObject, type Json, listOf, member, textAt } from './json.js';

/** What may stand beside an action, and is none. */
const PARAMETERS = new Set(
  [
    ...[
      'user',
      'sayYes',
      'nodeGroup',
      'nodeId',
      'nodeType',
      'params',
      'path',
      'body',
      'envName',
      'loggerName',
      'message',
    ],
    ...[
      'isSequential',
      'type',
      'async',
      'delay',
      'settings',
      'displayName',
      'logsPath',
      'replacements',
      'masterOnly',
      'region',
    ],
  ].map(name => name.toLowerCase()),
);

/** Whether a word beside an action is a parameter of it. */
export const isParameter = (name: string): boolean => PARAMETERS.has(name.toLowerCase());

/** Custom actions by name; older manifests have a list of them. */
export function customActions(actions: Json | undefined): ReadonlyMap<string, Json> {
  if (isObject(actions)) return new Map(Object.entries(actions));
  return new Map(
    listOf(actions).flatMap(action => {
      const name = textAt(action, 'id');
      const does = member(action, 'onCall');
      return name === undefined || does === undefined ? [] : [[name, does] as const];
    }),
  );
}
