import { refuse } from '../../../../../contracts/core/failure.js';
import type { domainCalls as operations } from '../../../../../contracts/vendors/virtuozzo/environment/binder/domains.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { AppEnvironment } from '../control/record.js';
import { environmentMeant } from '../control/rules.js';
import type { ExternalDomain } from './record.js';
import { certificateOf, domainsNamed } from './rules.js';
import { externalDomainView } from './view.js';

/** More than an environment has. */
const MOST = 1000;

/** Domains of one's own. There is no DNS here: what is bound is taken to lead here. */
export const externalDomains = {
  checkExtDomain({ query, cloud }) {
    mustBeFree(cloud, query.extdomain);
    return { status: 200, body: { result: 0 } };
  },

  bindExtDomain({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const [bound] = bind(cloud, environment, [query.extdomain], query.certId);
    if (bound === undefined) throw refuse(refusals.invalidParameter, { name: 'extdomain' });
    return { status: 200, body: { result: 0, extDomain: externalDomainView(cloud, bound) } };
  },

  bindExtDomains({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    if (query.extDomains.length === 0) throw refuse(refusals.invalidParameter, { name: 'extDomains' });
    return { status: 200, body: listOf(cloud, bind(cloud, environment, query.extDomains, query.certId)) };
  },

  getExtDomains({ query, cloud, caller }) {
    const { id } = environmentMeant(cloud, caller.holder, query);
    return { status: 200, body: listOf(cloud, cloud.externalDomains.allKeyed(id)) };
  },

  removeExtDomain({ query, cloud, caller }) {
    const { id } = environmentMeant(cloud, caller.holder, query);
    for (const one of domainsNamed(cloud, id, [query.extdomain])) cloud.externalDomains.remove(one.id);
    return { status: 200, body: { result: 0 } };
  },

  swapExtDomains({ query, cloud, caller }) {
    const one = environmentMeant(cloud, caller.holder, query);
    const other = otherEnvironment(cloud, caller.holder, query.targetappid);
    const [ours, theirs] = [one, other].map(({ id }) => cloud.externalDomains.allKeyed(id));
    for (const { id } of ours ?? []) cloud.externalDomains.update(id, { appid: other.id });
    for (const { id } of theirs ?? []) cloud.externalDomains.update(id, { appid: one.id });
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** The caller's environment that a call names by its id, or by its name. */
function otherEnvironment(cloud: VirtuozzoCloud, uid: number, name: string): AppEnvironment {
  const found = cloud.livingOf(uid).find(environment => environment.id === name || environment.name === name);
  if (found === undefined) throw refuse(refusals.noEnvironment, { name });
  return found;
}

function bind(
  cloud: VirtuozzoCloud,
  { id: appid, owner }: AppEnvironment,
  names: readonly string[],
  certId: number | undefined,
): ExternalDomain[] {
  const certificate = certId === undefined ? null : certificateOf(cloud, owner, certId).id;
  const wanted = [...new Set(names)];
  for (const name of wanted) mustBeFree(cloud, name);
  if (cloud.externalDomains.allKeyed(appid).length + wanted.length > MOST)
    throw refuse(refusals.beyondLimits, { quota: 'environment.extdomain.maxcount', most: MOST });
  return wanted.map(domain =>
    cloud.externalDomains.add({ id: cloud.nextId('externalDomain'), appid, nodeid: null, domain, certificate }),
  );
}

/** Refuses a domain that leads to some environment, whosever it is. */
function mustBeFree({ externalDomains, environments, settings }: VirtuozzoCloud, domain: string): void {
  const isBound = externalDomains.find(known => known.domain === domain) !== undefined;
  const isOwn = (name: string): boolean => `${name}.${settings.platform}` === domain;
  if (isBound || environments.find(({ deletedOn, name }) => deletedOn === null && isOwn(name)) !== undefined)
    throw refuse(refusals.nameTaken, { domain });
}

const listOf = (cloud: VirtuozzoCloud, records: readonly ExternalDomain[]) => ({
  result: 0 as const,
  extDomains: records.map(record => ({ result: 0 as const, ...externalDomainView(cloud, record) })),
});
