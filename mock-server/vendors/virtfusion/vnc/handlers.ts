import { refuse } from '../../../../contracts/core/failure.js';
import { refusals } from '../../../../contracts/vendors/virtfusion/refusals.js';
import type { vnc as operations } from '../../../../contracts/vendors/virtfusion/vnc.js';
import type { Handlers } from '../../../calls/handler.js';
import type { Caller } from '../../../domain/credentials.js';
import type { VirtFusionCloud } from '../cloud.js';
import { queueTask } from '../queue/rules.js';
import type { Server } from '../servers/record.js';
import { vncTokenOf } from './rules.js';

/** How to reach the screen; the token changes with each change of the setting. */
function access(cloud: VirtFusionCloud, caller: Caller, server: Server) {
  const { id, vnc, hypervisorId } = server;
  const token = vncTokenOf(cloud, caller, server);
  return {
    ip: cloud.hypervisors.need(hypervisorId).ip,
    hostname: null,
    port: vnc.port,
    password: cloud.random.letters({ entity: 'vnc', id, field: 'password' }, 8),
    wss: { token, url: `/vnc/?token=${token}` },
    enabled: vnc.enabled,
  };
}

export const handlers = {
  show: ({ params, cloud, caller }) => ({
    status: 200,
    body: { data: { vnc: access(cloud, caller, cloud.servers.need(params.serverId)) } },
  }),
  set({ params, body, cloud, caller }) {
    const found = cloud.servers.need(params.serverId);
    const wanted = body.action === undefined ? body.vnc : body.action === 'enable';
    if (wanted === false && !found.vnc.enabled) throw refuse(refusals.vncDisabled);
    const { enabled, turn } = found.vnc;
    const changed = cloud.change(found.id, { vnc: { ...found.vnc, enabled: wanted ?? enabled, turn: turn + 1 } });
    const purpose = { screen: enabled };
    const isQueued = wanted !== undefined && found.running;
    const queueId = isQueued ? queueTask(cloud, changed, 'vnc_server', { purpose }).id : null;
    return { status: 200, body: { data: { vnc: access(cloud, caller, changed), queueId } } };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;
