import { refuse } from '../../../../contracts/core/failure.js';
import { firewallRefusals } from '../../../../contracts/vendors/infrahub/firewalls.js';
import type { virtualMachines as operations } from '../../../../contracts/vendors/infrahub/virtual-machines/operations.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import { FIREWALL_TAKES, setFirewalls, withoutRule, withRule } from '../firewalls/rules.js';
import { noteRequest, tellMachine } from './events.js';
import { ruleIn } from './order.js';
import { machineSubject, refuseUnless } from './rules.js';
import { ruleView } from './view.js';

export const ruleHandlers = {
  addRule({ params, body, cloud, caller }) {
    const machine = cloud.own(cloud.machines, params.vm_id, caller.holder);
    refuseUnless(machine, ['ACTIVE', 'SHUTOFF']);
    const { id, rules: before } = machine;
    const rules = withRule(cloud, before, ruleIn(body));
    cloud.machines.update(id, { rules });
    cloud.agenda.enter(cloud.now + FIREWALL_TAKES, 'rules', machineSubject(id));
    noteRequest(cloud, id, 'attachRule');
    const [added] = rules.slice(before.length).map(ruleView);
    if (added === undefined) throw new Error('no rule was added');
    return { status: 200, body: { status: true, message: 'Security Rule created successfully', security_rule: added } };
  },

  deleteRule({ params, cloud, caller }) {
    const machine = cloud.own(cloud.machines, params.vm_id, caller.holder);
    refuseUnless(machine, ['ACTIVE', 'SHUTOFF']);
    cloud.machines.update(machine.id, { rules: withoutRule(machine.rules, params.sg_rule_id) });
    noteRequest(cloud, machine.id, 'detachRule');
    tellMachine(cloud, machine.id, 'detachRule', 'SUCCESS', 'Success');
    return { status: 200, body: { status: true, message: 'Security Rule deleted successfully' } };
  },

  attachFirewalls({ params, body, cloud, caller }) {
    const machine = cloud.own(cloud.machines, params.vm_id, caller.holder);
    refuseUnless(machine, ['ACTIVE', 'SHUTOFF']);
    const wanted = [...new Set(body.firewalls)].map(id => cloud.own(cloud.firewalls, id, caller.holder));
    for (const firewall of wanted)
      if (firewall.environment !== machine.environment || firewall.state === 'DELETING')
        throw refuse(firewallRefusals.elsewhere, { firewall: firewall.name, machine: machine.name });
    setFirewalls(
      cloud,
      machine,
      wanted.map(({ id }) => id),
    );
    noteRequest(cloud, machine.id, 'firewalls');
    return { status: 200, body: { status: true, message: 'Firewall attachments with VM are scheduled.' } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
