import { refuse } from '../../../../../contracts/core/failure.js';
import type { environments as operations } from '../../../../../contracts/vendors/virtuozzo/environment/control/environments.js';
import { SHORT_NAME } from '../../../../../contracts/vendors/virtuozzo/environment/control/schemas.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { Caller } from '../../../../domain/credentials.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { makeGroups } from '../group/groups.js';
import { setLayersAsAsked } from './layer-settings.js';
import { addresses, carryOut, furnish, layersOf, plansOf, sizesOf } from './layers.js';
import { change, end, open } from './life.js';
import { nodeMeant, nodesMeant } from './nodes.js';
import type { AppEnvironment, Node } from './record.js';
import {
  appidOf,
  environmentMeant,
  freeName,
  hostGroupNamed,
  mustFit,
  mustHaveSsl,
  mustKeepLimits,
  mustPay,
  sizeOf,
} from './rules.js';
import { basicView, environmentView } from './view.js';
import { lengthOf, worked } from './work.js';

export const environments = {
  createEnvironment(call) {
    const { query, cloud, caller } = call;
    const { env } = query;
    const plans = plansOf(layersOf(query.nodes), []);
    const region = hostGroupNamed(env.region);
    mustPay(cloud, cloud.accounts.need(caller.holder));
    mustFit(cloud, caller.holder, env.shortdomain);
    mustKeepLimits(cloud, caller.holder, sizesOf(plans));
    mustHaveSsl(cloud, env.sslstate);
    const environment = open(cloud, caller.holder, {
      name: freeName(cloud, env.shortdomain),
      displayName: env.displayName ?? null,
      region,
      isHighlyAvailable: env.ishaenabled ?? false,
      ssl: env.sslstate ?? false,
      groups: query.envGroups ?? [],
      nodes: carryOut(cloud, plans),
    });
    makeGroups(cloud, environment.owner, environment.groups);
    setLayersAsAsked(cloud, environment, query.nodes);
    furnish(cloud, environment, plans);
    const work = worked(call, 'create', environment.id, lengthOf('create', environment.nodes.length));
    return { status: 200, body: { result: 0, response: view(cloud, environment, caller) }, ...work };
  },

  changeTopology(call) {
    const { query, cloud, caller } = call;
    const before = environmentMeant(cloud, caller.holder, query);
    const plans = plansOf(layersOf(query.nodes), before.nodes);
    mustPay(cloud, cloud.accounts.need(caller.holder));
    mustKeepLimits(cloud, caller.holder, sizesOf(plans), before.id);
    const { env } = query;
    mustHaveSsl(cloud, env?.sslstate);
    const environment = change(cloud, before.id, {
      ...(env?.displayName !== undefined && { displayName: env.displayName }),
      ...(env?.sslstate !== undefined && { ssl: env.sslstate }),
      ...(env?.ishaenabled !== undefined && { isHighlyAvailable: env.ishaenabled }),
      nodes: carryOut(cloud, plans),
    });
    setLayersAsAsked(cloud, environment, query.nodes);
    furnish(cloud, environment, plans);
    const work = worked(call, 'change', environment.id, lengthOf('change', environment.nodes.length));
    return { status: 200, body: { result: 0, response: view(cloud, environment, caller) }, ...work };
  },

  cloneEnv(call) {
    const { query, cloud, caller } = call;
    const { srcEnvName: envName, appid } = query;
    if (envName === undefined && appidOf(query) === undefined)
      throw refuse(refusals.invalidParameter, { name: 'srcEnvName' });
    const source = environmentMeant(cloud, caller.holder, { envName, appid });
    // some send the whole domain
    const name = query.dstEnvName ?? query.ditEnvName ?? query.domain?.split('.', 1)[0];
    if (name === undefined || !SHORT_NAME.test(name)) throw refuse(refusals.invalidParameter, { name: 'dstEnvName' });
    mustPay(cloud, cloud.accounts.need(caller.holder));
    mustFit(cloud, caller.holder, name);
    mustKeepLimits(cloud, caller.holder, source.nodes.map(sizeOf));
    const { displayName, region, isHighlyAvailable, ssl, groups } = source;
    const nodes = source.nodes.map(
      (node): Node => ({
        ...node,
        id: cloud.nextId('node'),
        ipv4: addresses(cloud, 'ipv4', [], node.ipv4.length),
        ipv6: addresses(cloud, 'ipv6', [], node.ipv6.length),
      }),
    );
    const copy = open(cloud, caller.holder, { name, displayName, region, isHighlyAvailable, ssl, groups, nodes });
    const copied = new Map(source.nodes.map(({ id }, at) => [id, nodes[at]?.id ?? id]));
    cloud.belongings.copy(source.id, copy.id, copied, kind => cloud.nextId(kind));
    const work = worked(call, 'clone', copy.id, lengthOf('clone', copy.nodes.length));
    return { status: 200, body: view(cloud, copy, caller), ...work };
  },

  startEnv(call) {
    const { query, cloud, caller } = call;
    const { id, state, nodes } = environmentMeant(cloud, caller.holder, query);
    mustPay(cloud, cloud.accounts.need(caller.holder));
    if (state === 'running') throw refuse(refusals.wrongState, { verb: 'start' });
    change(cloud, id, { state: 'running' });
    return { status: 200, body: { result: 0 }, ...worked(call, 'start', id, lengthOf('start', nodes.length)) };
  },

  stopEnv(call) {
    const { query, cloud, caller } = call;
    const { id, state, nodes } = environmentMeant(cloud, caller.holder, query);
    if (state === 'down') throw refuse(refusals.wrongState, { verb: 'stop' });
    change(cloud, id, { state: 'down' });
    return { status: 200, body: { result: 0 }, ...worked(call, 'stop', id, lengthOf('stop', nodes.length)) };
  },

  sleepEnv(call) {
    const { query, cloud, caller } = call;
    const { id, state, nodes } = environmentMeant(cloud, caller.holder, query);
    if (state !== 'running') throw refuse(refusals.wrongState, { verb: 'sleep' });
    change(cloud, id, { state: 'sleep' });
    return { status: 200, body: { result: 0 }, ...worked(call, 'sleep', id, lengthOf('sleep', nodes.length)) };
  },

  deleteEnv({ query, cloud, caller }) {
    const { id, name, nodes } = environmentMeant(cloud, caller.holder, query);
    const { password } = cloud.accounts.need(caller.credential.holder);
    const isToken = /^[0-9a-f]{40}$/.test(caller.credential.value);
    if (!isToken && query.password !== undefined && query.password !== password && query.password !== name)
      throw refuse(refusals.wrongPassword);
    end(cloud, id);
    return { status: 200, body: { result: 0 }, takes: lengthOf('delete', nodes.length) };
  },

  getEnvs({ query: { ownerUid }, cloud, caller }) {
    const infos = cloud
      .visibleTo(caller.holder)
      .filter(({ owner }) => ownerUid === undefined || owner === ownerUid)
      .map(environment => view(cloud, environment, caller));
    return { status: 200, body: { result: 0, infos } };
  },

  getBasicEnvsInfo({ query: { ownerUid }, cloud, caller }) {
    const infos = cloud
      .visibleTo(caller.holder)
      .filter(({ owner }) => ownerUid === undefined || owner === ownerUid)
      .map(environment => ({ ...basicView(cloud, environment), right: rightOf(environment, caller) }));
    return { status: 200, body: { result: 0, infos } };
  },

  getEnvInfo({ query, cloud, caller }) {
    return { status: 200, body: view(cloud, environmentMeant(cloud, caller.holder, query), caller) };
  },

  setCloudletsCount({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    resize(cloud, environment, nodesMeant(environment, { nodeType: query.nodeType }), query);
    return { status: 200, body: { result: 0 } };
  },

  setCloudletsCountById({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    resize(cloud, environment, [nodeMeant(environment, query.nodeId)], query);
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** No source has the word for somebody whom an owner lets work on an environment. */
const rightOf = ({ owner }: AppEnvironment, { credential }: Caller): string =>
  credential.holder === owner ? 'OWNER' : 'COLLABORATOR';

/** An environment as its owner sees it, or somebody whom he lets work on it. */
const view = (cloud: VirtuozzoCloud, environment: AppEnvironment, caller: Caller) => ({
  // as it is now: work may have changed it since the record was read
  ...environmentView(cloud, cloud.environments.need(environment.id)),
  right: rightOf(environment, caller),
});

/** Sets the cloudlets of some nodes of an environment, when the limits allow, and the money when any gets more. */
export function resize(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  some: readonly Node[],
  { fixedCloudlets, flexibleCloudlets }: { readonly fixedCloudlets: number; readonly flexibleCloudlets: number },
): void {
  if (flexibleCloudlets < fixedCloudlets || flexibleCloudlets < 1)
    throw refuse(refusals.invalidParameter, { name: 'flexibleCloudlets' });
  const nodes = environment.nodes.map(node =>
    some.includes(node) ? { ...node, fixed: fixedCloudlets, flexible: flexibleCloudlets } : node,
  );
  if (some.some(({ fixed, flexible }) => fixedCloudlets > fixed || flexibleCloudlets > flexible))
    mustPay(cloud, cloud.accounts.need(environment.owner));
  mustKeepLimits(cloud, environment.owner, nodes.map(sizeOf), environment.id);
  change(cloud, environment.id, { nodes });
}
