import { refuse } from '../../../../contracts/core/failure.js';
import { firewallRefusals, type firewalls as operations } from '../../../../contracts/vendors/infrahub/firewalls.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import { ruleProtocols } from '../../../../contracts/vendors/infrahub/security-rules.js';
import type { Handlers } from '../../../calls/handler.js';
import { Missing } from '../../../domain/collection.js';
import type { InfrahubCloud } from '../cloud.js';
import type { Cluster } from '../clusters/record.js';
import { listedIn, pageOf, saying } from '../common.js';
import { noteRequest } from '../virtual-machines/events.js';
import { ruleIn } from '../virtual-machines/order.js';
import { refuseUnless } from '../virtual-machines/rules.js';
import { ruleView } from '../virtual-machines/view.js';
import type { Firewall } from './record.js';
import { deleteFirewall, FIREWALL_TAKES, firewallSubject, setMachines, withoutRule, withRule } from './rules.js';
import { firewallView, newFirewallView } from './view.js';

export const handlers = {
  list({ query, cloud, caller }) {
    const found = listedIn(cloud, cloud.firewalls, caller.holder, query);
    const { records, listed } = pageOf(found, query);
    return {
      status: 200,
      body: {
        status: true,
        message: 'Getting firewalls success',
        ...listed,
        firewalls: records.map(firewall => firewallView(cloud, firewall)),
      },
    };
  },

  create({ body, cloud, caller }) {
    const environment = cloud.own(cloud.environments, body.environment_id, caller.holder);
    if (cloud.named(cloud.firewalls, body.name, caller.holder) !== undefined)
      throw refuse(refusals.nameTaken, 'Firewall');
    const firewall = cloud.firewalls.add({
      id: cloud.nextId('firewall'),
      org: caller.holder,
      name: body.name,
      environment: environment.id,
      description: body.description,
      state: 'SUCCESS',
      rules: [],
      attachments: [],
      createdAt: cloud.now,
    });
    const message = 'Firewall created successfully';
    return { status: 200, body: { status: true, message, firewall: newFirewallView(cloud, firewall) } };
  },

  show({ params, cloud, caller }) {
    const firewall = firewallView(cloud, cloud.own(cloud.firewalls, params.id, caller.holder));
    return { status: 200, body: { status: true, message: 'Getting firewall success', firewall } };
  },

  delete({ params, cloud, caller }) {
    const firewall = existing(cloud, params.id, caller.holder);
    const isOfGroup = ({ groups }: Cluster): boolean => groups.some(group => group.firewalls.includes(firewall.id));
    if (firewall.attachments.length > 0 || cloud.clusters.find(isOfGroup) !== undefined)
      throw refuse(firewallRefusals.inUse, firewall.name);
    deleteFirewall(cloud, firewall);
    return saying('Firewall is scheduled for deletion.');
  },

  addRule({ params, body, cloud, caller }) {
    const firewall = existing(cloud, params.firewall_id, caller.holder);
    const rules = withRule(cloud, firewall.rules, ruleIn(body));
    cloud.firewalls.update(firewall.id, { rules });
    cloud.agenda.enter(cloud.now + FIREWALL_TAKES, 'firewall', firewallSubject(firewall.id));
    const message = 'Firewall rule created successfully';
    return { status: 200, body: { status: true, message, firewall_rule: ruleView(newest(rules)) } };
  },

  deleteRule({ params, cloud, caller }) {
    const { id, rules } = existing(cloud, params.firewall_id, caller.holder);
    cloud.firewalls.update(id, { rules: withoutRule(rules, params.firewall_rule_id) });
    return saying('Firewall rule deleted successfully');
  },

  updateAttachments({ params, body, cloud, caller }) {
    const firewall = existing(cloud, params.firewall_id, caller.holder);
    const wanted = [...new Set(body.vms)].map(id => cloud.own(cloud.machines, id, caller.holder));
    for (const machine of wanted) {
      if (machine.firewalls.includes(firewall.id)) continue;
      if (machine.environment !== firewall.environment)
        throw refuse(firewallRefusals.elsewhere, { firewall: firewall.name, machine: machine.name });
      refuseUnless(machine, ['ACTIVE', 'SHUTOFF']);
    }
    const ids = new Set(wanted.map(({ id }) => id));
    const before = new Set(firewall.attachments.map(({ machine }) => machine));
    for (const id of new Set([...ids, ...before]))
      if (ids.has(id) !== before.has(id)) noteRequest(cloud, id, 'firewalls');
    setMachines(cloud, firewall, [...ids]);
    return saying('Firewall attachments are scheduled.');
  },

  protocols() {
    const message = 'Getting security rules protocols successful';
    return { status: 200, body: { status: true, message, protocols: [...ruleProtocols] } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

/** A firewall that is not about to go. */
function existing(cloud: InfrahubCloud, id: number, org: number): Firewall {
  const firewall = cloud.own(cloud.firewalls, id, org);
  if (firewall.state === 'DELETING') throw new Missing('firewall', id);
  return firewall;
}

const newest = <T>(all: readonly T[]): T => {
  const last = all.at(-1);
  if (last === undefined) throw new Error('nothing was added');
  return last;
};
