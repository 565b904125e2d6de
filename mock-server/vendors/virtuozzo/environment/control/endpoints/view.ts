import type { z } from 'zod';
import type { endpointShown } from '../../../../../../contracts/vendors/virtuozzo/environment/control/schemas.js';
import type { VirtuozzoCloud } from '../../../cloud.js';
import type { AppEnvironment } from '../record.js';
import type { NodeEndpoint } from './record.js';

/** An endpoint, reached at the domain of its node. */
export const endpointView = (
  { settings: { platform } }: VirtuozzoCloud,
  { name: of }: AppEnvironment,
  { id, nodeid, name, protocol, privatePort, publicPort }: NodeEndpoint,
): z.output<typeof endpointShown> => ({
  id,
  name,
  protocol,
  privatePort,
  publicPort,
  domain: `node${nodeid}-${of}.${platform}`,
  nodeId: nodeid,
});

/** The endpoints of a node, as an environment shows them. */
export const endpointsOf = (cloud: VirtuozzoCloud, environment: AppEnvironment, nodeId: number) =>
  cloud.endpoints
    .allKeyed(environment.id)
    .filter(({ nodeid }) => nodeid === nodeId)
    .map(endpoint => endpointView(cloud, environment, endpoint));
