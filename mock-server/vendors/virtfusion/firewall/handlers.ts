import type { firewall as operations } from '../../../../contracts/vendors/virtfusion/firewall.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import { changeInterface, needInterface } from '../server-network/interfaces.js';
import { needRulesets } from './rules.js';

export const handlers = {
  show({ params, cloud }) {
    const { firewall, rulesets } = needInterface(cloud.servers.need(params.serverId), params.interface);
    const rules = rulesets.map(id => ({ ruleset: id, name: cloud.rulesets.need(id).name }));
    return { status: 200, body: { data: { enabled: firewall, rules } } };
  },
  enable({ params, cloud }) {
    changeInterface(cloud, cloud.servers.need(params.serverId), params.interface, { firewall: true });
    return { status: 200 };
  },
  disable({ params, cloud }) {
    changeInterface(cloud, cloud.servers.need(params.serverId), params.interface, { firewall: false });
    return { status: 200 };
  },
  apply({ params, body, cloud }) {
    const server = cloud.servers.need(params.serverId);
    needInterface(server, params.interface);
    needRulesets(cloud, body.rulesets);
    const rulesets = body.rulesets.filter(id => id !== -1);
    changeInterface(cloud, server, params.interface, { rulesets });
    return { status: 201 };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;
