import { refuse } from '../../../../../contracts/core/failure.js';
import type { domainCalls as operations } from '../../../../../contracts/vendors/virtuozzo/environment/binder/domains.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { nodeMeant, nodesOfLayer } from '../control/nodes.js';
import type { AppEnvironment } from '../control/record.js';
import { environmentMeant, hostGroupNamed } from '../control/rules.js';
import type { InternalDomain } from './record.js';

/** More than an environment has. */
const MOST = 1000;

/** What a name belongs to: a node, else a layer, else the environment. */
interface Part {
  readonly nodeid: number | null;
  readonly group: string | null;
}

/** Names inside the platform. */
export const internalDomains = {
  addDomains({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const part = partMeant(environment, query);
    if (query.domains.length === 0) throw refuse(refusals.invalidParameter, { name: 'domains' });
    const isBelow = part.nodeid !== null || part.group !== null || (query.subdomain ?? true);
    sweep(cloud, environment);
    const wanted = [...new Set(query.domains.map(domain => shortened(cloud, environment, domain)))];
    for (const name of wanted) {
      const domain = wholeName(cloud, environment, { name, isBelow });
      if (isTaken(cloud, domain)) throw refuse(refusals.nameTaken, { domain });
    }
    if (cloud.internalDomains.allKeyed(environment.id).length + wanted.length > MOST)
      throw refuse(refusals.beyondLimits, { quota: 'environment.domain.maxcount', most: MOST });
    for (const name of wanted)
      cloud.internalDomains.add({
        id: cloud.nextId('internalDomain'),
        appid: environment.id,
        ...part,
        name,
        isBelow,
      });
    return { status: 200, body: { result: 0 } };
  },

  getDomains({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const { nodeid, group } = partMeant(environment, query);
    const isWhole = query.inShort === false;
    const added = (part: Part): string[] =>
      namesOf(cloud, environment, part).map(record => (isWhole ? wholeName(cloud, environment, record) : record.name));
    const domain = `${environment.name}.${cloud.settings.platform}`;
    const nodes = environment.nodes
      .filter(({ id, group: of }) => (nodeid === null ? group === null || group === of : nodeid === id))
      .map(({ id }) => ({
        nodeId: id,
        domains: [isWhole ? `node${id}-${domain}` : `node${id}`, ...added({ nodeid: id, group: null })],
      }));
    const groups = [...new Set(environment.nodes.map(({ group: of }) => of))].filter(
      of => nodeid === null && (group === null || group === of),
    );
    const isAll = nodeid === null && group === null;
    return {
      status: 200,
      body: {
        result: 0,
        ...(isAll && {
          envDomains: [isWhole ? domain : environment.name, ...added({ nodeid: null, group: null })],
        }),
        nodeGroupsDomains: Object.fromEntries(
          groups.map(of => [of, [isWhole ? `${of}.${domain}` : of, ...added({ nodeid: null, group: of })]]),
        ),
        nodesDomains: Object.fromEntries(nodes.map(({ nodeId, domains }) => [`${nodeId}`, domains])),
        nodes,
      },
    };
  },

  removeDomains({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const part = partMeant(environment, { ...query, nodeId: query.nodeId ?? query.node_id });
    const known = namesOf(cloud, environment, part);
    if (query.domains !== '*' && query.domains.length === 0)
      throw refuse(refusals.invalidParameter, { name: 'domains' });
    const gone =
      query.domains === '*'
        ? known
        : query.domains.map(domain => {
            const short = shortened(cloud, environment, domain);
            const found = known.find(({ name }) => name === short);
            if (found === undefined) throw refuse(refusals.noObject, { what: 'domain', name: domain });
            return found;
          });
    for (const { id } of new Set(gone)) cloud.internalDomains.remove(id);
    return { status: 200, body: { result: 0 } };
  },

  checkDomain({ query, cloud }) {
    hostGroupNamed(query.region);
    const { platform } = cloud.settings;
    const { domain: asked } = query;
    const domain = asked.endsWith(`.${platform}`) ? asked : `${asked}.${platform}`;
    if (isTaken(cloud, domain)) throw refuse(refusals.nameTaken, { domain });
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** What a call means; a node that it names goes before a layer. Refuses what the environment does not have. */
function partMeant(
  environment: AppEnvironment,
  { nodeId, nodeGroup }: { readonly nodeId?: number | undefined; readonly nodeGroup?: string | undefined },
): Part {
  if (nodeId !== undefined) return { nodeid: nodeMeant(environment, nodeId).id, group: null };
  return { nodeid: null, group: nodeGroup === undefined ? null : nodesOfLayer(environment, nodeGroup)[0].group };
}

const namesOf = (cloud: VirtuozzoCloud, { id }: AppEnvironment, { nodeid, group }: Part): InternalDomain[] =>
  cloud.internalDomains.allKeyed(id).filter(known => known.nodeid === nodeid && known.group === group);

/** A name as it is kept: without the domain that it stands below. */
function shortened({ settings: { platform } }: VirtuozzoCloud, { name }: AppEnvironment, domain: string): string {
  for (const above of [`.${name}.${platform}`, `.${platform}`])
    if (domain.endsWith(above)) return domain.slice(0, -above.length);
  return domain;
}

const wholeName = (
  { settings: { platform } }: VirtuozzoCloud,
  { name: of }: AppEnvironment,
  { name, isBelow }: Pick<InternalDomain, 'name' | 'isBelow'>,
): string => (isBelow ? `${name}.${of}.${platform}` : `${name}.${platform}`);

/** Names of a layer end with its last node. */
const isOfSomething = ({ nodes }: AppEnvironment, { group }: InternalDomain): boolean =>
  group === null || nodes.some(node => node.group === group);

/** Forgets names of layers that the environment no longer has. */
function sweep({ internalDomains: all }: VirtuozzoCloud, environment: AppEnvironment): void {
  for (const record of all.allKeyed(environment.id)) if (!isOfSomething(environment, record)) all.remove(record.id);
}

/** Whether some environment of the platform is reached by a domain, as it was made or by a name that was added. */
function isTaken(cloud: VirtuozzoCloud, domain: string): boolean {
  const { platform } = cloud.settings;
  if (cloud.environments.find(known => known.deletedOn === null && `${known.name}.${platform}` === domain)) return true;
  return (
    cloud.internalDomains.find(record => {
      const of = cloud.environments.get(record.appid);
      return of !== undefined && isOfSomething(of, record) && wholeName(cloud, of, record) === domain;
    }) !== undefined
  );
}
