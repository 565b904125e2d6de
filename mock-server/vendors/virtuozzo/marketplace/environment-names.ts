import type { Random } from '../../../domain/random.js';
import { isList, isObject, type Json, type JsonObject, listOf, member, textAt, textOf } from './json.js';

/** What `${env.…}` stands for: the environment as getenvinfo shows it, with the engine's own names for some of it. */
export function envOf(info: JsonObject): JsonObject {
  const env = member(info, 'env');
  if (!isObject(env)) return {};
  const isSecure = member(env, 'sslstate') === true;
  const protocol = isSecure ? 'https' : 'http';
  return {
    ...env,
    name: textAt(env, 'envName') ?? '',
    protocol,
    url: `${protocol}://${textAt(env, 'domain') ?? ''}/`,
    ssl: isSecure,
    ha: member(env, 'ishaenabled') === true,
    region: textAt(member(env, 'hostGroup'), 'uniqueName') ?? '',
    nodes: listOf(member(info, 'nodes')),
  };
}

/** What `${nodes.…}` stands for: the nodes by layer and by type. */
export function nodesOf(info: JsonObject, random: Random): Readonly<Record<string, readonly JsonObject[]>> {
  const found = new Map<string, JsonObject[]>();
  for (const node of listOf(member(info, 'nodes'))) {
    if (!isObject(node)) continue;
    const known = { ...node, extips: member(node, 'extIPs') ?? [], password: passwordOf(node, random) };
    for (const name of new Set([textAt(node, 'nodeGroup'), textAt(node, 'nodeType')]))
      if (name !== undefined) found.set(name, [...(found.get(name) ?? []), known]);
  }
  return Object.fromEntries(found);
}

/** The password that a node was made with: manifests show it to those who install them. */
const passwordOf = (node: JsonObject, random: Random): string =>
  random.letters({ entity: 'node', id: textAt(node, 'id') ?? '', field: 'password' }, 10);

/** Where an action is to be done. */
export interface NodeTarget {
  readonly nodeGroup?: string;
  readonly nodeId?: number;
  readonly nodeType?: string;
}

/** The targets that the words in brackets name: ids, layers, types, or `*` for all layers. Undefined for one that is not there. */
export function targetsOf(words: readonly Json[], info: JsonObject): NodeTarget[] | undefined {
  const nodes = listOf(member(info, 'nodes'));
  const has = (name: string, value: string): boolean => nodes.some(node => textAt(node, name) === value);
  const found: NodeTarget[] = [];
  for (const word of words.flatMap(value => (isList(value) ? value : textOf(value).split(',')))) {
    const [, kind = '', text = ''] = /^\s*(?:(node(?:group|type|id))\s*:)?\s*(.*?)\s*$/is.exec(textOf(word)) ?? [];
    const meant = kind.toLowerCase();
    if (text === '') continue;
    if (text === '*') found.push(...layersIn(info).map(nodeGroup => ({ nodeGroup })));
    else if (/^\d{1,15}$/.test(text) && has('id', text) && meant !== 'nodegroup') found.push({ nodeId: Number(text) });
    else if (meant !== 'nodetype' && has('nodeGroup', text)) found.push({ nodeGroup: text });
    else if (meant !== 'nodegroup' && has('nodeType', text)) found.push({ nodeType: text });
    else return undefined;
  }
  return found;
}

/** The layers of an environment, by name. */
export const layersIn = (info: JsonObject): string[] => [
  ...new Set(listOf(member(info, 'nodes')).map(node => textAt(node, 'nodeGroup') ?? '')),
];

/** Ids of the nodes that a target means. */
export const nodeIdsOf = (target: NodeTarget, info: JsonObject): number[] =>
  listOf(member(info, 'nodes')).flatMap(node => {
    const id = Number(textAt(node, 'id'));
    const { nodeId, nodeGroup, nodeType } = target;
    if (nodeId !== undefined) return id === nodeId ? [id] : [];
    if (nodeGroup !== undefined) return textAt(node, 'nodeGroup') === nodeGroup ? [id] : [];
    return textAt(node, 'nodeType') === nodeType ? [id] : [];
  });
