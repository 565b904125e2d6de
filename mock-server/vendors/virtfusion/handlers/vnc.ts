import { refuse } from '../../../../contracts/core/failure.js';
import type { vnc as operations } from '../../../../contracts/vendors/virtfusion/vnc.js';
import { refusals } from '../../../../contracts/vendors/virtfusion/refusals.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import { queueTask } from '../tasks.js';
import { vnc as view } from '../views/server-parts.js';

export const vnc = {
  show: ({ params, cloud }) => ({
    status: 200,
    body: { data: { vnc: view(cloud, cloud.servers.need(params.serverId)) } },
    cache: 'untilChange',
  }),
  set({ params, body, cloud }) {
    const found = cloud.servers.need(params.serverId);
    const wanted = body.action === undefined ? body.vnc : body.action === 'enable';
    if (wanted === false && !found.vnc.enabled) throw refuse(refusals.vncDisabled);
    const { enabled, turn } = found.vnc;
    const changed = cloud.change(found.id, { vnc: { ...found.vnc, enabled: wanted ?? enabled, turn: turn + 1 } });
    const queueId = wanted !== undefined && found.running ? queueTask(cloud, changed, 'vnc_server').id : null;
    return { status: 200, body: { data: { vnc: view(cloud, changed), queueId } } };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;
