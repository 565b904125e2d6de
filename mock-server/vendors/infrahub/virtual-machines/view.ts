import type { z } from 'zod';
import type { instance } from '../../../../contracts/vendors/infrahub/virtual-machines/schemas.js';
import type { InfrahubCloud } from '../cloud.js';
import { featuresOf, timeText } from '../common.js';
import { contractOf } from '../contracts/rules.js';
import { flavorOfMachineView } from '../flavors/view.js';
import type { Organization } from '../organization.js';
import { imageFor } from '../own-images/rules.js';
import { attachmentOf } from '../volumes/attachment-of.js';
import type { Volume } from '../volumes/record.js';
import { flavorOfMachine } from './hardware.js';
import type { Machine, MachineEvent, SecurityRule } from './record.js';

export const ruleView = (rule: SecurityRule) => ({
  id: rule.id,
  direction: rule.direction,
  protocol: rule.protocol,
  port_range_min: rule.lowestPort,
  port_range_max: rule.highestPort,
  ethertype: rule.ethertype,
  remote_ip_prefix: rule.prefix,
  status: rule.state,
  created_at: timeText(rule.createdAt),
});

const volumeOfMachineView = (volume: Volume) => {
  const attachment = attachmentOf(volume);
  if (attachment === undefined) return [];
  return [
    {
      id: attachment.id,
      volume: {
        id: volume.id,
        name: volume.name,
        description: volume.description,
        volume_type: volume.type,
        size: volume.size,
        bootable: volume.image !== null,
      },
      device: attachment.device,
      status: attachment.state,
      protected: attachment.isProtected,
      created_at: timeText(attachment.createdAt),
    },
  ];
};

/** What an attached address is protected by; the words other than NO_FLOATING_IP are ours. */
const randomization = ({ floatingIp, portRandomization }: Machine): string =>
  floatingIp === null ? 'NO_FLOATING_IP' : portRandomization ? 'ENABLED' : 'DISABLED';

export function machineView(cloud: InfrahubCloud, machine: Machine): z.output<typeof instance> {
  const environment = cloud.environments.need(machine.environment);
  const image = machine.image === null ? undefined : imageFor(cloud, machine.org, machine.image);
  return {
    id: machine.id,
    name: machine.name,
    status: machine.state,
    environment: {
      id: environment.id,
      name: environment.name,
      org_id: machine.org,
      region: environment.region,
      features: featuresOf(environment),
    },
    image: image === undefined ? null : { name: image.name },
    flavor: flavorOfMachineView(flavorOfMachine(machine)),
    os: machine.os,
    keypair: { name: machine.keypair },
    volume_attachments: machine.volumes.flatMap(id => volumeOfMachineView(cloud.volumes.need(id))),
    power_state: machine.power,
    vm_state: machine.rest,
    fixed_ip: machine.fixedIp,
    floating_ip: machine.floatingIp,
    floating_ip_status: machine.addressState,
    security_rules: machine.rules.map(ruleView),
    callback_url: machine.callbackUrl,
    locked: false,
    contract_id: contractOf(cloud, machine.id),
    labels: [...machine.labels],
    created_at: timeText(machine.createdAt),
    features: featuresOf(environment),
    is_snapshotting: machine.snapshot !== null,
    cluster_id: machine.cluster,
    port_randomization: machine.portRandomization,
    port_randomization_status: randomization(machine),
    requires_public_ip: false,
    enhanced_metrics: { enabled: machine.hasEnhancedMetrics },
  };
}

export const machineEventView = (machine: Machine, { user }: Organization, event: MachineEvent) => ({
  instance_id: machine.id,
  user_id: user,
  org_id: machine.org,
  time: timeText(event.at),
  type: 'normal',
  reason: event.reason,
  object: machine.name,
  message: event.message,
});
