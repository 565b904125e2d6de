import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { done, enveloped, id, securityRule } from '../common.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { addedRule } from '../security-rules.js';

const ofMachine = z.object({ vm_id: id() });

/** Who may speak to a machine: its own rules, and firewalls. */
export const rulesOfMachine = defineOperations(routes.virtualMachines, {
  addRule: {
    summary: 'Add a rule to a virtual machine',
    docs: page('VirtualMachineApi', 'createFirewallRuleForVM'),
    effect: 'write',
    params: ofMachine,
    body: addedRule,
    responses: { 200: enveloped({ security_rule: securityRule }) },
    failures: ['notFound', 'conflict', 'exists'],
    example: {
      params: { vm_id: '1' },
      body: {
        direction: 'ingress',
        protocol: 'tcp',
        ethertype: 'IPv4',
        remote_ip_prefix: '0.0.0.0/0',
        port_range_min: 22,
        port_range_max: 22,
      },
    },
    keeps: [{ read: 'virtualMachines.show', at: '$.instance.security_rules[*].port_range_min', of: 'port_range_min' }],
  },
  deleteRule: {
    summary: 'Delete a rule of a virtual machine',
    docs: page('VirtualMachineApi', 'deleteFirewallRuleForVM'),
    effect: 'destroy',
    params: z.object({ vm_id: id(), sg_rule_id: id() }),
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
    example: { params: { vm_id: '1', sg_rule_id: '1' } },
  },
  attachFirewalls: {
    summary: 'Say which firewalls guard a virtual machine: these and no others',
    docs: page('VirtualMachineApi', 'attachFirewallsToVM'),
    effect: 'write',
    params: ofMachine,
    body: z.object({ firewalls: z.array(z.int()).max(100) }),
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
    example: { params: { vm_id: '1' }, body: { firewalls: [1] } },
    checkedWith: { body: { firewalls: { 0: '{firewall_id}' } } },
  },
});
