import type { serverSettings as operations } from '../../../../contracts/vendors/virtfusion/server-settings.js';
import type { Handlers } from '../../../calls/handler.js';
import { setBackupPlan } from '../backups/rules.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Server } from '../servers/record.js';
import { resize } from '../servers/resize.js';
import { xmlSections } from './words.js';

export const handlers = {
  rename({ params, body, cloud }) {
    cloud.change(cloud.servers.need(params.serverId).id, { name: body.name });
    return { status: 201 };
  },
  memory({ params, body, cloud }) {
    resize(cloud, cloud.servers.need(params.serverId), { memory: body.memory });
    return { status: 201 };
  },
  cpuCores({ params, body, cloud }) {
    resize(cloud, cloud.servers.need(params.serverId), { cores: body.cores });
    return { status: 201 };
  },
  cpuThrottle({ params, body, cloud }) {
    cloud.change(cloud.servers.need(params.serverId).id, { throttle: body.percent });
    return { status: 201 };
  },
  traffic({ params, body, cloud }) {
    resize(cloud, cloud.servers.need(params.serverId), { traffic: body.traffic });
    return { status: 201 };
  },
  backupPlan({ params, cloud }) {
    const server = cloud.servers.need(params.serverId);
    setBackupPlan(cloud, server, params.planId === 0 ? null : cloud.backupPlans.need(params.planId).id);
    return { status: 201 };
  },
  backupAccess({ params, body, cloud }) {
    cloud.change(cloud.servers.need(params.serverId).id, { backupAccess: body.type });
    return { status: 201 };
  },
  customXml({ params, body, cloud }) {
    const { id, customXml } = cloud.servers.need(params.serverId);
    const changed: Record<string, { xml: string; enabled: boolean }> = {};
    for (const section of xmlSections) {
      const before = customXml[section] ?? { xml: '', enabled: false };
      changed[section] = {
        xml: body[section] ?? before.xml,
        enabled: body[`${section}Enabled`] ?? before.enabled,
      };
    }
    const sections: Server['customXml'] = changed;
    cloud.change(id, { customXml: sections });
    return { status: 200 };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;
