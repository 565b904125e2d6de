import { refuse } from '../../../../contracts/core/failure.js';
import { refusals } from '../../../../contracts/vendors/virtfusion/refusals.js';
import type { resourcePacks as operations } from '../../../../contracts/vendors/virtfusion/resource-packs.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import { deleteServer, needDisturbable, suspendServer, unsuspendServer } from '../servers/rules.js';
import { PACK_DELETE_DELAY } from '../tariff.js';
import { needUser } from '../users/rules.js';
import { addPack } from './rules.js';
import { resourcePack } from './view.js';

export const handlers = {
  add({ params, query, body, cloud }) {
    const user = needUser(cloud, params, query);
    const { id } = addPack(cloud, user, body.packId, body.enabled ?? true);
    return { status: 201, body: { data: { id } } };
  },

  show: ({ params, query, cloud }) => ({
    status: 200,
    body: { data: resourcePack(cloud, cloud.packs.need(params.packId), query.withServers ?? false) },
  }),

  modify({ params, body, cloud }) {
    cloud.packs.update(params.packId, { enabled: body.enabled });
    return { status: 204 };
  },

  remove({ params, query, cloud }) {
    const { id } = cloud.packs.need(params.packId);
    if (cloud.serversOfPack(id).length === 0) cloud.packs.remove(id);
    else if (query.disable) cloud.packs.update(id, { enabled: false });
    else throw refuse(refusals.packHasServers);
    return { status: 204 };
  },

  suspendServers({ params, cloud }) {
    const { id } = cloud.packs.need(params.packId);
    for (const server of cloud.serversOfPack(id)) suspendServer(cloud, server);
    return { status: 204 };
  },

  unsuspendServers({ params, cloud }) {
    const { id } = cloud.packs.need(params.packId);
    for (const server of cloud.serversOfPack(id)) unsuspendServer(cloud, server);
    return { status: 204 };
  },

  removeServers({ params, query, cloud }) {
    const servers = cloud.serversOfPack(cloud.packs.need(params.packId).id);
    for (const server of servers) needDisturbable(server);
    for (const server of servers) deleteServer(cloud, server, query.delay ?? PACK_DELETE_DELAY);
    return { status: 204 };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;
