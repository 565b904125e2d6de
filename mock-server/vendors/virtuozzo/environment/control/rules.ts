import { refuse } from '../../../../../contracts/core/failure.js';
import type { EnvSettings } from '../../../../../contracts/vendors/virtuozzo/environment/control/schemas.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import { fundsNow, together } from '../../billing/account/funds.js';
import type { Account } from '../../billing/account/record.js';
import { hostGroups } from '../../catalogue.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { AppEnvironment, Node } from './record.js';

/** The caller's environment of that name. Refuses one that is not there, or another account's, in the same words. */
export function environmentNamed(cloud: VirtuozzoCloud, uid: number, name: string): AppEnvironment {
  const found = cloud.livingOf(uid).find(environment => environment.name === name);
  if (found === undefined) throw refuse(refusals.noEnvironment, { name });
  return found;
}

/** Values of `appid` that stand for no environment: the platform's own, and that of administrators. */
const NOBODY = ['1dd8d191d38fff45e62564fcf67fdcd6', 'cluster'];

/** The form of an environment's id. */
const ID = /^[0-9a-f]{32}$/;

/** What a call says about the environment it means. */
export interface Meaning {
  readonly envName?: string | undefined;
  readonly appid?: string | undefined;
}

/** The id that a call means an environment by; undefined when it carries none, or one of nobody. */
export const appidOf = ({ appid }: Meaning): string | undefined =>
  appid === undefined || NOBODY.includes(appid) ? undefined : appid;

/**
 * The caller's environment that a call means: by its name, or by its id when no name is sent. An id where a name is asked
 * for means the same, for https://github.com/yoanbernabeu/GoJelastic sends it so, unless an environment is called so.
 */
export function environmentMeant(cloud: VirtuozzoCloud, uid: number, query: Meaning): AppEnvironment {
  const { envName } = query;
  if (envName) {
    const living = ID.test(envName) ? cloud.livingOf(uid) : [];
    const meant = living.some(({ name }) => name === envName) ? undefined : living.find(({ id }) => id === envName);
    return meant ?? environmentNamed(cloud, uid, envName);
  }
  const appid = appidOf(query);
  if (appid === undefined) throw refuse(refusals.invalidParameter, { name: 'envName' });
  const found = cloud.livingOf(uid).find(({ id }) => id === appid);
  if (found === undefined) throw refuse(refusals.noEnvironment, { name: appid });
  return found;
}

/** Refuses built-in SSL to an account that may not have it. */
export function mustHaveSsl(cloud: VirtuozzoCloud, isWanted: boolean | undefined): void {
  const quota = 'environment.jelasticssl.enabled';
  if (isWanted && cloud.limit(quota) === 0) throw refuse(refusals.beyondLimits, { quota, most: 0 });
}

/** Refuses what an account without money, or one that was deactivated, may not do. */
export function mustPay(cloud: VirtuozzoCloud, account: Account): void {
  if (account.status !== 'active') throw refuse(refusals.inactive, { uid: account.id });
  if (together(fundsNow(cloud, account)) <= cloud.leastMoney) throw refuse(refusals.noMoney, { uid: account.id });
}

/** Refuses one more environment than the account may have, and a name that some environment of the platform has. */
export function mustFit(cloud: VirtuozzoCloud, uid: number, name: string | undefined): void {
  const most = cloud.limit('environment.maxcount');
  if (cloud.livingOf(uid).length >= most) throw refuse(refusals.tooManyEnvironments, { most });
  if (cloud.environments.find(known => known.deletedOn === null && known.name === name) !== undefined)
    throw refuse(refusals.nameTaken, { domain: `${name}.${cloud.settings.platform}` });
}

/** What of a node the limits look at. */
export type SizedNode = Pick<Node, 'group' | 'flexible'> & { readonly ipv4: number; readonly ipv6: number };

export const sizeOf = (node: Node): SizedNode => ({ ...node, ipv4: node.ipv4.length, ipv6: node.ipv6.length });

/** Refuses nodes beyond the account's limits; `appid` names the environment they replace. */
export function mustKeepLimits(cloud: VirtuozzoCloud, uid: number, nodes: readonly SizedNode[], appid?: string): void {
  const perNode = cloud.limit('environment.maxcloudletsperrec');
  if (nodes.some(({ flexible }) => flexible > perNode)) throw refuse(refusals.tooManyCloudlets, { most: perNode });
  const inAll = cloud.limit('environment.maxnodescount');
  if (nodes.length > inAll) throw refuse(refusals.tooManyNodes, { most: inAll });
  const perLayer = cloud.limit('environment.maxsamenodescount');
  for (const { group } of nodes)
    if (nodes.filter(node => node.group === group).length > perLayer)
      throw refuse(refusals.layerTooLarge, { most: perLayer });
  for (const kind of ['ipv4', 'ipv6'] as const) {
    if (nodes.every(node => node[kind] === 0)) continue;
    const prefix = kind === 'ipv4' ? 'environment.externalip' : 'environment.externalipv6';
    const within = (name: string, count: number): void => {
      const most = cloud.limit(`${prefix}.${name}`);
      if (count > most) throw refuse(refusals.beyondLimits, { quota: `${prefix}.${name}`, most });
    };
    if (cloud.limit(`${prefix}.enabled`) === 0) within('enabled', 1);
    for (const node of nodes) within('maxcount.per.node', node[kind]);
    const elsewhere = cloud
      .livingOf(uid)
      .filter(({ id }) => id !== appid)
      .flatMap(environment => environment.nodes);
    within(
      'maxcount',
      [...nodes, ...elsewhere.map(sizeOf)].reduce((sum, node) => sum + node[kind], 0),
    );
  }
}

/** Unique name of a host group, the default one where none is named. Refuses one that the platform does not have. */
export function hostGroupNamed(name: string | undefined): string {
  if (name === undefined) return hostGroups[0].uniqueName;
  if (hostGroups.every(group => group.uniqueName !== name))
    throw refuse(refusals.noObject, { what: 'hardware node group', name });
  return name;
}

/** A name nobody has, in the platform's default form. */
export function freeName(cloud: VirtuozzoCloud, wanted: EnvSettings['shortdomain']): string {
  if (wanted !== undefined) return wanted;
  for (;;) {
    const id = cloud.nextId('name');
    const name = `env-${cloud.random.integer({ entity: 'environment', id, field: 'name' }, 1_000_000, 9_999_999)}`;
    if (cloud.environments.find(known => known.name === name) === undefined) return name;
  }
}
