import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { AppEnvironment, Node } from '../control/record.js';

/** What a call says about the nodes that it means. */
interface Meaning {
  readonly nodeid?: number | undefined;
  readonly nodeGroup?: string | undefined;
  readonly nodeType?: string | undefined;
  readonly masterOnly?: boolean | undefined;
}

/** The node of this id. Refuses one that the environment does not have. */
export function nodeOf({ nodes }: AppEnvironment, id: number): Node {
  const found = nodes.find(node => node.id === id);
  if (found === undefined) throw refuse(refusals.noObject, { what: 'node', name: id });
  return found;
}

/** The nodes of a layer, its first one first. Refuses a layer that the environment does not have. */
export function nodesOfGroup({ nodes }: AppEnvironment, group: string): Node[] {
  const found = nodes.filter(node => node.group === group);
  if (found.length === 0) throw refuse(refusals.noObject, { what: 'node group', name: group });
  return [...found.filter(({ isMaster }) => isMaster), ...found.filter(({ isMaster }) => !isMaster)];
}

/**
 * The nodes that a call means: that of an id, whatever else is named; those of a layer; those of a type; all of the
 * environment where none is named. Add-ons of the vendor's name a layer and a node in one call and mean the node.
 */
export function nodesMeant(environment: AppEnvironment, query: Meaning): [Node, ...Node[]] {
  const { nodeid, nodeGroup, nodeType, masterOnly = false } = query;
  if (nodeid !== undefined) return [nodeOf(environment, nodeid)];
  const [first, ...others] = (
    nodeGroup === undefined ? [...environment.nodes] : nodesOfGroup(environment, nodeGroup)
  ).filter(({ type }) => nodeType === undefined || type === nodeType);
  if (first === undefined) throw refuse(refusals.noObject, { what: 'node type', name: nodeType ?? '' });
  return masterOnly ? [first] : [first, ...others];
}
