import type { z } from 'zod';
import type { newFirewall, shownFirewall } from '../../../../contracts/vendors/infrahub/firewalls.js';
import { flavorOf } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { featuresOf, timeText } from '../common.js';
import { ruleView } from '../virtual-machines/view.js';
import type { Firewall, FirewallAttachment } from './record.js';

export function newFirewallView(cloud: InfrahubCloud, firewall: Firewall): z.output<typeof newFirewall> {
  const environment = cloud.environments.need(firewall.environment);
  return {
    id: firewall.id,
    name: firewall.name,
    description: firewall.description,
    environment: {
      id: environment.id,
      name: environment.name,
      region: environment.region,
      features: featuresOf(environment),
    },
    status: firewall.state,
    created_at: timeText(firewall.createdAt),
  };
}

export const firewallView = (cloud: InfrahubCloud, firewall: Firewall): z.output<typeof shownFirewall> => ({
  ...newFirewallView(cloud, firewall),
  rules: firewall.rules.map(ruleView),
  attachments: firewall.attachments.map(attachment => attachmentOfMachineView(cloud, attachment)),
});

function attachmentOfMachineView(cloud: InfrahubCloud, { id, state, machine: guarded, createdAt }: FirewallAttachment) {
  const machine = cloud.machines.need(guarded);
  return {
    id,
    vm: {
      id: machine.id,
      name: machine.name,
      environment: cloud.environments.need(machine.environment).name,
      flavor: flavorOf(machine.flavor).name,
      status: machine.state,
      created_at: timeText(machine.createdAt),
    },
    status: state,
    created_at: timeText(createdAt),
  };
}
