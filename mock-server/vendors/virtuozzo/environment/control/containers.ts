import type { containers as operations } from '../../../../../contracts/vendors/virtuozzo/environment/control/containers.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { containerOf, keepContainer } from './container-store.js';
import { imageOf, manifestOf, softwareOf, tagsOf } from './images.js';
import { nodeMeant, nodesMeant } from './nodes.js';
import type { Node } from './record.js';
import { environmentMeant } from './rules.js';
import { variablesForCommands } from './variables.js';

export const containers = {
  getContainerEntryPoint({ query, cloud, caller }) {
    const node = nodeMeant(environmentMeant(cloud, caller.holder, query), query.nodeId);
    return { status: 200, body: { result: 0, object: [...(runOf(cloud, node).entrypoint ?? [])] } };
  },

  setContainerEntryPoint({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const node = nodeMeant(environment, query.nodeId);
    keepContainer(cloud, environment.id, node, { entrypoint: query.data ?? null });
    return { status: 200, body: { result: 0 } };
  },

  getContainerRunCmd({ query, cloud, caller }) {
    const node = nodeMeant(environmentMeant(cloud, caller.holder, query), query.nodeId);
    return { status: 200, body: { result: 0, object: [...(runOf(cloud, node).cmd ?? [])] } };
  },

  setContainerRunCmd({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const node = nodeMeant(environment, query.nodeId);
    keepContainer(cloud, environment.id, node, { cmd: query.data ?? null });
    return { status: 200, body: { result: 0 } };
  },

  getContainerRunConfig({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const node = nodeMeant(environment, query.nodeId);
    const { cmd, entrypoint } = runOf(cloud, node);
    const { volumes } = containerOf(cloud, node.id);
    const env = [...variablesForCommands(cloud, environment, node)].map(([name, value]) => `${name}=${value}`);
    const object = {
      cmd: cmd && [...cmd],
      entrypoint: entrypoint && [...entrypoint],
      env,
      volumes: volumes.length === 0 ? null : [...volumes],
      workdir: manifestOf(cloud.random, softwareOf(node)).workdir,
    };
    return { status: 200, body: { result: 0, object } };
  },

  getContainerManifest({ query, cloud }) {
    return { status: 200, body: { result: 0, object: manifestOf(cloud.random, imageOf(query.image)) } };
  },

  getContainerTags({ query }) {
    return { status: 200, body: { result: 0, object: [...new Set(['latest', imageOf(query.image).tag])] } };
  },

  getContainerNodeTags({ query, cloud, caller }) {
    const node = nodeMeant(environmentMeant(cloud, caller.holder, query), query.nodeId);
    return { status: 200, body: { result: 0, object: tagsOf(node) } };
  },

  getNodeTags({ query, cloud, caller }) {
    const node = nodeMeant(environmentMeant(cloud, caller.holder, query), query.nodeId);
    const array = tagsOf(node).map(name => ({ name, isRedeployable: true }));
    return { status: 200, body: { result: 0, array } };
  },

  getRegistryInfo({ query, cloud, caller }) {
    const [first] = nodesMeant(environmentMeant(cloud, caller.holder, query), { nodeGroup: query.nodeGroup });
    const registry = first && containerOf(cloud, first.id).registry;
    const repo = first?.image == null ? null : softwareOf(first).name;
    const body = {
      result: 0 as const,
      ...(repo !== null && { repo }),
      ...(registry?.url != null && { url: registry.url }),
      ...(registry?.user != null && { user: registry.user }),
    };
    return { status: 200, body };
  },

  editRegistryCredentials({ query, cloud, caller }) {
    const { filter, user, password } = query;
    const isMeant = (wanted: string | null | undefined, has: string | null): boolean =>
      wanted == null || wanted === has;
    for (const { id, name, nodes } of cloud.livingOf(caller.holder))
      for (const node of nodes) {
        const { registry } = containerOf(cloud, node.id);
        const isOfFilter =
          registry !== null &&
          isMeant(filter.envName, name) &&
          isMeant(filter.nodeGroup, node.group) &&
          isMeant(filter.registryUrl, registry.url) &&
          isMeant(filter.registryUser, registry.user) &&
          isMeant(filter.registryRepo, softwareOf(node).name);
        if (!isOfFilter) continue;
        const changed = { ...registry, user: user ?? registry.user, password: password ?? registry.password };
        keepContainer(cloud, id, node, { registry: changed });
      }
    return { status: 200, body: { result: 0 } };
  },

  getSoftwarePackages({ query, cloud, caller }) {
    environmentMeant(cloud, caller.holder, query);
    return { status: 200, body: { result: 0, array: [] } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** What a container runs: what it was given, else what its image says. */
export function runOf(cloud: VirtuozzoCloud, node: Node) {
  const { cmd, entrypoint } = containerOf(cloud, node.id);
  const image = manifestOf(cloud.random, softwareOf(node));
  return { cmd: cmd ?? image.cmd, entrypoint: entrypoint ?? image.entrypoint };
}
