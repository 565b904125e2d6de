import { refuse } from '../../../../../contracts/core/failure.js';
import type { variablesOf as operations } from '../../../../../contracts/vendors/virtuozzo/environment/control/variables.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { containerOf, keepContainer } from './container-store.js';
import { PATH } from './images.js';
import { nodeMeant, nodesMeant } from './nodes.js';
import type { AppEnvironment, Node } from './record.js';
import { environmentMeant, type Meaning } from './rules.js';
import { addressWithin } from './view.js';

type Variables = Readonly<Record<string, string>>;

/** As many as one call can bring. */
const MOST_VARIABLES = 1000;

export const variablesOf = {
  getContainerEnvVars: ({ query, cloud, caller }) => variablesOfNode(cloud, caller.holder, query),
  getDockerEnvVars: ({ query, cloud, caller }) => variablesOfNode(cloud, caller.holder, query),

  getContainerEnvVarsByGroup({ query, cloud, caller }) {
    const [first] = nodesMeant(environmentMeant(cloud, caller.holder, query), { nodeGroup: query.nodeGroup });
    return { status: 200, body: { result: 0, object: first === undefined ? {} : variablesIn(cloud, first.id) } };
  },

  addContainerEnvVars({ query, cloud, caller }) {
    const { environment, nodes } = meant(cloud, caller.holder, query);
    change(cloud, environment, nodes, has => ({ ...has, ...query.vars }));
    return { status: 200, body: { result: 0 } };
  },

  removeContainerEnvVars({ query, cloud, caller }) {
    const { environment, nodes } = meant(cloud, caller.holder, query);
    const isKept = ([name]: [string, string]): boolean => !query.vars.includes(name);
    change(cloud, environment, nodes, has => Object.fromEntries(Object.entries(has).filter(isKept)));
    return { status: 200, body: { result: 0 } };
  },

  setContainerEnvVars: ({ query, cloud, caller }) => setOfNode(cloud, caller.holder, query, query.vars),
  setDockerEnvVars: ({ query, cloud, caller }) => setOfNode(cloud, caller.holder, query, query.data),

  setContainerEnvVarsByGroup({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const nodes = nodesMeant(environment, { nodeGroup: query.nodeGroup });
    change(cloud, environment, nodes, () => query.data, true);
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/**
 * What a container is given: the path of its image and what was set. Where all were set anew the path is gone too, unless it
 * was among them: the tests of https://github.com/softozor/jelastic-client look for that.
 */
function variablesIn(cloud: VirtuozzoCloud, nodeid: number): Variables {
  const { variables, isVariablesWhole } = containerOf(cloud, nodeid);
  return { ...(!isVariablesWhole && { PATH }), ...variables };
}

type OfNode = Meaning & { readonly nodeId: number };

function variablesOfNode(cloud: VirtuozzoCloud, uid: number, query: OfNode) {
  const node = nodeMeant(environmentMeant(cloud, uid, query), query.nodeId);
  return { status: 200, body: { result: 0, object: variablesIn(cloud, node.id) } } as const;
}

function setOfNode(cloud: VirtuozzoCloud, uid: number, query: OfNode, variables: Variables) {
  const environment = environmentMeant(cloud, uid, query);
  change(cloud, environment, [nodeMeant(environment, query.nodeId)], () => variables, true);
  return { status: 200, body: { result: 0 } } as const;
}

interface Meant extends Meaning {
  readonly nodeId?: number | undefined;
  readonly nodeGroup?: string | undefined;
}

function meant(cloud: VirtuozzoCloud, uid: number, query: Meant) {
  const environment = environmentMeant(cloud, uid, query);
  return { environment, nodes: nodesMeant(environment, query) };
}

/** Changes the variables of some nodes, or says all that they have; none of them if one would get too many. */
function change(
  cloud: VirtuozzoCloud,
  { id }: AppEnvironment,
  nodes: readonly Node[],
  next: (has: Variables) => Variables,
  isWhole = false,
): void {
  const changed = nodes.map(node => ({ node, variables: next(containerOf(cloud, node.id).variables) }));
  if (changed.some(({ variables }) => Object.keys(variables).length > MOST_VARIABLES))
    throw refuse(refusals.beyondLimits, { quota: 'environment variables', most: MOST_VARIABLES });
  const whole = isWhole && { isVariablesWhole: true };
  for (const { node, variables } of changed) keepContainer(cloud, id, node, { variables, ...whole });
}

/** What commands in a node are given: its own variables, and under their aliases those of the layers that it is linked to. */
export function variablesForCommands(
  cloud: VirtuozzoCloud,
  { nodes }: AppEnvironment,
  node: Node,
): ReadonlyMap<string, string> {
  const linked = containerOf(cloud, node.id).links.flatMap(({ group, alias }): [string, string][] => {
    const source = nodes.find(one => one.group === group);
    if (source === undefined) return [];
    const given = Object.entries({ ...containerOf(cloud, source.id).variables, IP_ADDRESS: addressWithin(source.id) });
    return given.map(([name, value]) => [`${alias}_${name}`, value]);
  });
  return new Map([['PATH', PATH], ...Object.entries(variablesIn(cloud, node.id)), ...linked]);
}
