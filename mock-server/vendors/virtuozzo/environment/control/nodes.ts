import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { AppEnvironment, Node } from './record.js';

/** How calls name nodes: by id, by layer or by type; the first of them alone, if they say so. */
interface Naming {
  readonly nodeId?: number | undefined;
  /** Calls about files write it so. */
  readonly nodeid?: number | undefined;
  readonly nodeGroup?: string | undefined;
  readonly nodeType?: string | undefined;
  readonly masterOnly?: boolean | undefined;
}

/** At least one. */
export type Nodes = readonly [Node, ...Node[]];

/** The node of that id. Refuses one that the environment does not have. */
export function nodeMeant({ nodes }: AppEnvironment, id: number): Node {
  const found = nodes.find(node => node.id === id);
  if (found === undefined) throw refuse(refusals.noObject, { what: 'node', name: id });
  return found;
}

/** The nodes of a layer, its master first. Refuses a layer that the environment does not have. */
export function nodesOfLayer({ nodes }: AppEnvironment, group: string): Nodes {
  const [first, ...others] = nodes.filter(node => node.group === group);
  if (first === undefined) throw refuse(refusals.noObject, { what: 'node group', name: group });
  return [first, ...others];
}

/**
 * The nodes that a call names: that of an id, whatever else is named; else those of a layer, of a type, or of both. Add-ons
 * of the vendor's name a layer and a node in one call and mean the node. Undefined if the call names none; refuses what the
 * environment does not have.
 */
export function nodesNamed(environment: AppEnvironment, named: Naming): Nodes | undefined {
  const { nodeid, nodeId = nodeid, nodeGroup, nodeType, masterOnly = false } = named;
  if (nodeId !== undefined) return [nodeMeant(environment, nodeId)];
  if (nodeGroup === undefined && nodeType === undefined) return undefined;
  const among = nodeGroup === undefined ? environment.nodes : nodesOfLayer(environment, nodeGroup);
  const [first, ...others] = among.filter(({ type }) => nodeType === undefined || type === nodeType);
  if (first === undefined) throw refuse(refusals.noObject, { what: 'node type', name: nodeType ?? '' });
  return masterOnly ? [first] : [first, ...others];
}

/** The nodes that a call names. Refuses one that names none, too, for want of that parameter. */
export function nodesMeant(environment: AppEnvironment, named: Naming, wanted = 'nodeGroup'): Nodes {
  const found = nodesNamed(environment, named);
  if (found === undefined) throw refuse(refusals.invalidParameter, { name: wanted });
  return found;
}

/** The nodes that a call names, all of the environment where it names none. */
export function nodesOrAll(environment: AppEnvironment, named: Naming): Nodes {
  const found = nodesNamed(environment, named);
  if (found !== undefined) return found;
  const [first, ...others] = environment.nodes;
  if (first === undefined) throw refuse(refusals.noObject, { what: 'node', name: '' });
  return named.masterOnly ? [first] : [first, ...others];
}

/** A node, and the environment that it is of. */
export interface PlacedNode {
  readonly environment: AppEnvironment;
  readonly node: Node;
}

/** A node of any environment of the caller's. Refuses one that is not there, or another account's, in the same words. */
export function ownNode(cloud: VirtuozzoCloud, uid: number, id: number): PlacedNode {
  for (const environment of cloud.livingOf(uid)) {
    const node = environment.nodes.find(one => one.id === id);
    if (node !== undefined) return { environment, node };
  }
  throw refuse(refusals.noObject, { what: 'node', name: id });
}
