import { refuse } from '../../../../../contracts/core/failure.js';
import type { restarts as operations } from '../../../../../contracts/vendors/virtuozzo/environment/control/restarts.js';
import { notRunning } from '../../../../../contracts/vendors/virtuozzo/environment/control/run-refusals.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { isBelow } from '../file/paths.js';
import { mountsOf } from '../file/places.js';
import { answersView } from '../file/view.js';
import { containerOf, keepContainer } from './container-store.js';
import { imageOf } from './images.js';
import { change } from './life.js';
import { nodesOrAll } from './nodes.js';
import type { AppEnvironment, Node } from './record.js';
import { environmentMeant } from './rules.js';
import { lengthOf, type WorkKind, worked } from './work.js';

export const restarts = {
  restartNodeById(call) {
    const { nodes, takes } = worker(call, 'restart', call.query);
    return { status: 200, body: { result: 0, nodeid: nodes[0]?.id ?? call.query.nodeId, out: '' }, ...takes };
  },

  restartNodes(call) {
    return { status: 200, body: { result: 0 }, ...worker(call, 'restart', call.query).takes };
  },

  restartContainerById(call) {
    return { status: 200, body: { result: 0 }, ...worker(call, 'restart', call.query).takes };
  },

  restartContainersByGroup(call) {
    return { status: 200, body: { result: 0 }, ...worker(call, 'restart', call.query).takes };
  },

  restartServices(call) {
    const { nodes, takes } = worker(call, 'restart', call.query);
    return { status: 200, body: answersView(nodes), ...takes };
  },

  redeployContainerById(call) {
    const { nodes, takes } = redeploy(call);
    return { status: 200, body: answersView(nodes), ...takes };
  },

  redeployContainers(call) {
    const { nodeId, nodeGroup } = call.query;
    if (nodeId === undefined && nodeGroup === undefined) throw refuse(refusals.invalidParameter, { name: 'nodeGroup' });
    return { status: 200, body: { result: 0 }, ...redeploy(call).takes };
  },

  redeployContainersByGroup(call) {
    const { nodes, takes } = redeploy(call);
    return { status: 200, body: answersView(nodes), ...takes };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** Of a call upon nodes, what this depends on. */
interface NodesCall {
  readonly cloud: VirtuozzoCloud;
  readonly caller: { readonly holder: number };
  readonly isCutOff: boolean;
  readonly query: {
    readonly envName: string;
    readonly appid?: string | undefined;
    readonly nodeId?: number | undefined;
    readonly nodeGroup?: string | undefined;
    readonly isSequential?: boolean | undefined;
    readonly delay?: number | undefined;
  };
}

/** The nodes that a call means, all where it names none, and the time that work upon them takes. */
function worker(
  call: NodesCall,
  kind: WorkKind & ('restart' | 'redeploy'),
  { isSequential, delay = 0 }: NodesCall['query'],
) {
  const { cloud, caller, query } = call;
  const environment = environmentMeant(cloud, caller.holder, query);
  const nodes = nodesOrAll(environment, query);
  if (environment.state !== 'running') throw refuse(notRunning, { verb: kind });
  // nodes that do not wait for each other are ready together
  const length = isSequential === false ? lengthOf(kind, 1) : lengthOf(kind, nodes.length, delay);
  return { environment, nodes, takes: worked(call, kind, environment.id, length) };
}

interface RedeployCall extends NodesCall {
  readonly query: NodesCall['query'] & {
    readonly tag: string;
    readonly useExistingVolumes?: boolean | undefined;
    readonly login?: string | undefined;
    readonly password?: string | undefined;
  };
}

/**
 * Makes containers anew of another tag. Any tag that can be written is there: users push their own, and no source says
 * what is answered for one that is not.
 */
function redeploy(call: RedeployCall) {
  const { environment, nodes, takes } = worker(call, 'redeploy', call.query);
  const { cloud, query } = call;
  change(cloud, environment.id, {
    nodes: environment.nodes.map(node => (nodes.includes(node) ? ofTag(node, query.tag) : node)),
  });
  for (const node of nodes) if (node.image !== null) renewFiles(cloud, node, query.useExistingVolumes ?? true);
  if (query.login !== undefined) keepLogin(cloud, environment, nodes, query.login, query.password ?? null);
  return { nodes, takes };
}

const ofTag = (node: Node, tag: string): Node =>
  node.image === null ? { ...node, tag } : { ...node, image: `${imageOf(node.image).name}:${tag}` };

/**
 * A container that is made anew of a user's image has its volumes, with what stands in them if they are kept, the folders
 * over which something is mounted, and nothing else that was written. The platform's own software keeps what its files are told to keep, which here is all.
 */
function renewFiles(cloud: VirtuozzoCloud, node: Node, areVolumesKept: boolean): void {
  const { id } = node;
  const files = cloud.files.get(id);
  if (files === undefined) return;
  const { volumes } = containerOf(cloud, id);
  const folders = [...volumes, ...mountsOf(cloud, files.appid, node).map(({ path }) => path)];
  const isKept = (path: string): boolean =>
    folders.some(folder => path === folder || isBelow(folder, path)) ||
    (areVolumesKept && volumes.some(volume => isBelow(path, volume)));
  const written = files.written.filter(({ path }) => isKept(path));
  if (written.length === 0) cloud.files.remove(id);
  else cloud.files.update(id, { written });
}

function keepLogin(
  cloud: VirtuozzoCloud,
  { id }: AppEnvironment,
  nodes: readonly Node[],
  user: string,
  password: string | null,
): void {
  for (const node of nodes) {
    const { registry } = containerOf(cloud, node.id);
    keepContainer(cloud, id, node, { registry: { url: registry?.url ?? null, user, password } });
  }
}
