import { Failure } from '../../../../contracts/core/failure.js';
import type { traffic as operations } from '../../../../contracts/vendors/virtfusion/traffic.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import { currentTrafficPeriod } from './periods.js';
import { trafficOf } from './rules.js';
import { periodTraffic, trafficBlocks } from './view.js';

export const handlers = {
  show({ params, cloud }) {
    const server = cloud.servers.need(params.serverId);
    const monthly = trafficOf(cloud, server).map(period => periodTraffic({ limit: server.traffic }, period));
    return { status: 200, body: { data: { monthly } } };
  },
  listBlocks: ({ params, cloud }) => ({
    status: 200,
    body: { data: trafficBlocks(cloud, cloud.servers.need(params.serverId)) },
  }),
  addBlock({ params, body, cloud }) {
    const server = cloud.servers.need(params.serverId);
    const { month } = currentTrafficPeriod(server.created, cloud.now);
    cloud.trafficBlocks.add({
      id: cloud.nextId('trafficBlock'),
      serverId: server.id,
      month: month + body.month - 1,
      amount: body.amount,
      added: cloud.now,
    });
    return { status: 201 };
  },
  removeBlock({ params, cloud }) {
    const server = cloud.servers.need(params.serverId);
    const block = cloud.trafficBlocks.need(params.blockId);
    if (block.serverId !== server.id) throw new Failure('notFound', { resource: 'trafficBlock', id: block.id });
    cloud.trafficBlocks.remove(block.id);
    return { status: 204 };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;
