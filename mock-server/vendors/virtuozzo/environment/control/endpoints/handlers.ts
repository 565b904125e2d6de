import { refuse } from '../../../../../../contracts/core/failure.js';
import type { endpoints as operations } from '../../../../../../contracts/vendors/virtuozzo/environment/control/endpoints.js';
import * as refusals from '../../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../../cloud.js';
import { nodeMeant } from '../nodes.js';
import type { AppEnvironment } from '../record.js';
import { environmentMeant } from '../rules.js';
import type { NodeEndpoint } from './record.js';
import { endpointView } from './view.js';

/** More redirects than a node has. */
const MOST = 100;
/** Ports of the shared balancer, drawn at random. */
const [FIRST_PORT, LAST_PORT] = [11_000, 65_000];

export const endpoints = {
  addEndpoint({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const nodeid = nodeMeant(environment, query.nodeId).id;
    if (cloud.limit('environment.endpoint.enabled') === 0) throw refuse(refusals.noEndpoints);
    const quota = 'environment.endpoint.maxcount';
    const most = cloud.limit(quota);
    const others = cloud.endpoints.allKeyed(environment.id).filter(known => known.nodeid === nodeid);
    if (others.length >= most) throw refuse(refusals.beyondLimits, { quota, most });
    mustDiffer(others, query);
    const id = cloud.nextId('endpoint');
    const { name, protocol, privatePort } = query;
    const publicPort = freePort(cloud, id);
    const added = cloud.endpoints.add({ id, appid: environment.id, nodeid, name, protocol, privatePort, publicPort });
    return { status: 200, body: { result: 0, object: endpointView(cloud, environment, added) } };
  },

  editEndpoint({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const before = endpointNamed(cloud, environment, query.id);
    // A public script moves an endpoint to another node this way.
    const nodeid = query.nodeId === undefined ? before.nodeid : nodeMeant(environment, query.nodeId).id;
    const { name, protocol, privatePort } = query;
    const others = cloud.endpoints
      .allKeyed(environment.id)
      .filter(known => known.nodeid === nodeid && known.id !== before.id);
    mustDiffer(others, query);
    const edited = cloud.endpoints.update(before.id, { nodeid, name, protocol, privatePort });
    return { status: 200, body: { result: 0, object: endpointView(cloud, environment, edited) } };
  },

  getEndpoints({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const nodeid = query.nodeId === undefined ? undefined : nodeMeant(environment, query.nodeId).id;
    const shown = cloud.endpoints
      .allKeyed(environment.id)
      .filter(known => nodeid === undefined || known.nodeid === nodeid);
    return { status: 200, body: { result: 0, array: shown.map(one => endpointView(cloud, environment, one)) } };
  },

  removeEndpoint({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    cloud.endpoints.remove(endpointNamed(cloud, environment, query.id).id);
    return { status: 200, body: { result: 0 } };
  },

  addPortRedirect({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const nodeid = nodeMeant(environment, query.nodeId).id;
    const { protocol, srcPort: from, dstPort: to } = query;
    const others = cloud.portRedirects.allKeyed(environment.id).filter(known => known.nodeid === nodeid);
    if (others.some(known => known.from === from && known.protocol === protocol))
      throw refuse(refusals.isThere, { what: 'port', name: from });
    if (others.length >= MOST)
      throw refuse(refusals.beyondLimits, { quota: 'environment.portredirect.maxcount', most: MOST });
    const comment = query.comment ?? query.comments ?? null;
    cloud.portRedirects.add({
      id: cloud.nextId('portRedirect'),
      appid: environment.id,
      nodeid,
      protocol,
      from,
      to,
      comment,
    });
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

function endpointNamed({ endpoints: all }: VirtuozzoCloud, { id: appid }: AppEnvironment, id: number): NodeEndpoint {
  const found = all.get(id);
  if (found?.appid !== appid) throw refuse(refusals.noObject, { what: 'endpoint', name: id });
  return found;
}

/** Refuses a name or a port that another endpoint of the node has; the dashboard's texts speak of both. */
function mustDiffer(
  others: readonly NodeEndpoint[],
  { name, protocol, privatePort }: Pick<NodeEndpoint, 'name' | 'protocol' | 'privatePort'>,
): void {
  if (others.some(known => known.name === name)) throw refuse(refusals.isThere, { what: 'name', name });
  if (others.some(known => known.privatePort === privatePort && known.protocol === protocol))
    throw refuse(refusals.isThere, { what: 'port', name: privatePort });
}

/** A port of the balancer that no endpoint of the platform has. */
function freePort({ endpoints: all, random }: VirtuozzoCloud, id: number): number {
  const taken = new Set(all.all().map(({ publicPort }) => publicPort));
  let port = random.integer({ entity: 'endpoint', id, field: 'publicPort' }, FIRST_PORT, LAST_PORT);
  for (let tries = FIRST_PORT; taken.has(port) && tries < LAST_PORT; tries += 1)
    port = port === LAST_PORT ? FIRST_PORT : port + 1;
  return port;
}
