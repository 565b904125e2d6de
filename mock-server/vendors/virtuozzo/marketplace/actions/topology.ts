import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import { nodeIdsOf } from '../environment-names.js';
import { isObject, type Json, listOf, member, textAt, textOf } from '../json.js';
import { layerOf, layersNow } from '../layers.js';
import type { Act } from '../run.js';
import { environmentOf } from './platform.js';

/** Adds nodes: to the layer that they name, or as a layer of their own. */
const addNodes: Act = (run, given) => {
  const { info } = run;
  const layers = layersNow(info);
  const nodes = [...layers];
  for (const value of listOf(given.value)) {
    const wanted = layerOf(value);
    const at = nodes.findIndex(
      ({ nodeType, nodeGroup }) =>
        nodeType === wanted.nodeType && (wanted.nodeGroup === undefined || nodeGroup === wanted.nodeGroup),
    );
    const there = nodes[at];
    if (there === undefined) nodes.push(wanted);
    else nodes[at] = { ...there, count: Number(there.count) + Number(wanted.count) };
  }
  return run.make('control.changeTopology', { envName: environmentOf(run, given), env: {}, nodes });
};

/** Gives a layer so many nodes. */
const setNodeCount: Act = (run, given) => {
  let answer: Json | undefined;
  for (const value of listOf(given.value)) {
    const one = { ...given, value };
    const text = textAt(value, 'count') ?? (isObject(value) ? '' : textOf(value));
    if (!/^\d{1,4}$/.test(text)) throw refuse(refusals.invalidParameter, { name: 'count' });
    const { info } = run;
    const ids = run.targets(one).flatMap(target => nodeIdsOf(target, info));
    const groups = new Set(
      listOf(member(info, 'nodes'))
        .filter(node => ids.includes(Number(textAt(node, 'id'))))
        .map(node => textAt(node, 'nodeGroup')),
    );
    const nodes = layersNow(info).map(layer =>
      groups.has(textOf(layer.nodeGroup)) ? { ...layer, count: Number(text) } : layer,
    );
    answer = run.make('control.changeTopology', { envName: environmentOf(run, one), env: {}, nodes });
  }
  return answer;
};

const setNodeDisplayName: Act = (run, given) => {
  let answer: Json | undefined;
  for (const value of listOf(given.value)) {
    const one = { ...given, value };
    const displayName = textAt(value, 'displayName') ?? (isObject(value) ? '' : textOf(value));
    for (const target of run.targets(one))
      for (const nodeId of nodeIdsOf(target, run.info))
        answer = run.make('control.setNodeDisplayName', { envName: environmentOf(run, one), nodeId, displayName });
  }
  return answer;
};

const setExtIpEnabled: Act = (run, given) => {
  let answer: Json | undefined;
  for (const value of listOf(given.value)) {
    const one = { ...given, value };
    const count = (textAt(value, 'enabled') ?? textOf(value)) === 'true' ? 1 : 0;
    for (const target of run.targets(one))
      for (const nodeId of nodeIdsOf(target, run.info))
        answer = run.make('binder.setExtIpCount', { envName: environmentOf(run, one), type: 'ipv4', count, nodeId });
  }
  return answer;
};

/** Actions on the nodes of an environment. */
export const topologyActions: Readonly<Record<string, Act>> = {
  addnodes: addNodes,
  setnodecount: setNodeCount,
  setnodedisplayname: setNodeDisplayName,
  setextipenabled: setExtIpEnabled,
};
