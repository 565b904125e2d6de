import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { AppEnvironment, Node } from './record.js';

/** How calls name nodes: by id, by layer or by type. */
interface Naming {
  readonly nodeId?: number | undefined;
  readonly nodeGroup?: string | undefined;
  readonly nodeType?: string | undefined;
}

/** The nodes that a call names, the id going first; undefined if it names none. Refuses what the environment does not have. */
export function nodesNamed({ nodes }: AppEnvironment, named: Naming): readonly Node[] | undefined {
  const { nodeId, nodeGroup, nodeType } = named;
  const [what, name, is] =
    nodeId !== undefined
      ? (['node', nodeId, (node: Node) => node.id === nodeId] as const)
      : nodeGroup !== undefined
        ? (['node group', nodeGroup, (node: Node) => node.group === nodeGroup] as const)
        : (['node type', nodeType, (node: Node) => node.type === nodeType] as const);
  if (name === undefined) return undefined;
  const found = nodes.filter(is);
  if (found.length === 0) throw refuse(refusals.noObject, { what, name });
  return found;
}

/** The nodes that a call names. Refuses one that names none, too. */
export function nodesMeant(environment: AppEnvironment, named: Naming): readonly Node[] {
  const found = nodesNamed(environment, named);
  if (found === undefined) throw refuse(refusals.invalidParameter, { name: 'nodeGroup' });
  return found;
}

/** The node of that id. */
export function nodeMeant(environment: AppEnvironment, nodeId: number): Node {
  const [found] = nodesMeant(environment, { nodeId });
  if (found === undefined) throw refuse(refusals.noObject, { what: 'node', name: nodeId });
  return found;
}
