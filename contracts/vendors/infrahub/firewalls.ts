import { z } from 'zod';
import { disputedName } from '../../core/disputed.js';
import { nameSchemas } from '../../core/document-marks.js';
import { assumed } from '../../core/evidence.js';
import type { Refusal } from '../../core/failure.js';
import { defineOperations } from '../../core/operation.js';
import { defineResource } from '../../core/resource.js';
import {
  dateTime,
  done,
  enveloped,
  environmentFeatures,
  filter,
  id,
  listed,
  listQuery,
  name,
  securityRule,
} from './common.js';
import { ANSWERS, page } from './docs.js';
import { routes } from './routes.js';
import { addedRule } from './security-rules.js';

const firewall = {
  id: z.int(),
  name: z.string(),
  description: z.string(),
  environment: z.strictObject({
    id: z.int(),
    name: z.string(),
    region: z.string(),
    /** Printed, though not in the description of the API. */
    features: environmentFeatures.optional(),
  }),
  status: z.string(),
  created_at: dateTime,
};

/** How a firewall stands to a machine. */
const attachment = z.strictObject({
  id: z.int(),
  status: z.string(),
  created_at: dateTime,
  vm: z.strictObject({
    id: z.int(),
    name: z.string(),
    /** Their names. */
    environment: z.string(),
    flavor: z.string(),
    status: z.string(),
    created_at: dateTime,
  }),
});

export const shownFirewall = z.strictObject({
  ...firewall,
  rules: z.array(securityRule),
  attachments: z.array(attachment),
});
/** As its creation answers: it has no rules yet. */
export const newFirewall = z.strictObject(firewall);

const createFirewall = z.object({
  name: name(50),
  environment_id: z.int(),
  description: z.string().default(''),
});

nameSchemas({
  FirewallAttachment: attachment,
  Firewall: shownFirewall,
  NewFirewall: newFirewall,
  CreateFirewall: createFirewall,
});

export const firewallRefusals = {
  inUse: {
    kind: 'conflict',
    text: wanted => `Unable to delete Firewall ${wanted}.`,
    evidence: 'documented',
    docs: ANSWERS,
  } satisfies Refusal<string>,
  elsewhere: {
    kind: 'conflict',
    text: ({ firewall: wanted, machine }) => `Firewall ${wanted} and VM ${machine} are not in the same environment`,
    evidence: 'assumed',
    docs: ANSWERS,
  } satisfies Refusal<{ firewall: string; machine: string }>,
} as const;

const example = { params: { id: '1' } } as const;
const one = { params: z.object({ id: id() }), example } as const;
const web = {
  direction: 'ingress',
  protocol: 'tcp',
  ethertype: 'IPv4',
  remote_ip_prefix: '0.0.0.0/0',
  port_range_min: 80,
  port_range_max: 80,
} as const;

export const firewalls = defineOperations(routes.firewalls, {
  list: {
    summary: 'All firewalls, with their rules and the machines that they guard',
    docs: page('FirewallsApi', 'listExistingFirewalls'),
    effect: 'read',
    query: z.object({ ...listQuery, environment: filter() }),
    responses: { 200: enveloped({ ...listed, firewalls: z.array(shownFirewall) }) },
    example: { query: { page: '1', pageSize: '10', search: 'example' } },
  },
  create: {
    summary: 'Create a firewall in an environment; it has no rules yet',
    docs: page('FirewallsApi', 'createFirewall'),
    effect: 'write',
    body: createFirewall,
    responses: { 200: enveloped({ firewall: newFirewall }) },
    failures: ['notFound', 'exists'],
    example: { body: { name: 'example-firewall', environment_id: 1, description: 'Example firewall' } },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
    keeps: [
      { read: 'firewalls.show', at: '$.firewall.name', of: 'name' },
      { read: 'firewalls.show', at: '$.firewall.description', of: 'description' },
      { read: 'firewalls.show', at: '$.firewall.environment.id', of: 'environment_id' },
    ],
  },
  show: {
    summary: 'One firewall',
    docs: page('FirewallsApi', 'getFirewall'),
    effect: 'read',
    ...one,
    responses: { 200: enveloped({ firewall: shownFirewall }) },
    failures: ['notFound'],
  },
  delete: {
    summary: 'Delete a firewall that guards nothing',
    docs: page('FirewallsApi', 'deleteExistingFirewall'),
    effect: 'destroy',
    ...one,
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
  },
  addRule: {
    summary: 'Add a rule to a firewall',
    docs: page('FirewallsApi', 'addRuleToFirewall'),
    effect: 'write',
    params: z.object({ firewall_id: id() }),
    body: addedRule,
    responses: {
      200: disputedName('firewall_rule', 'security_rule', securityRule, { status: z.boolean(), message: z.string() }),
    },
    failures: ['notFound', 'conflict', 'exists'],
    example: { params: { firewall_id: '1' }, body: web },
    keeps: [{ read: 'firewalls.show', at: '$.firewall.rules[*].port_range_min', of: 'port_range_min' }],
  },
  deleteRule: {
    summary: 'Delete a rule of a firewall',
    docs: page('FirewallsApi', 'deleteRuleFromFirewall'),
    effect: 'destroy',
    params: z.object({ firewall_id: id(), firewall_rule_id: id() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { params: { firewall_id: '1', firewall_rule_id: '1' } },
  },
  updateAttachments: {
    summary: 'Say which machines a firewall guards: these and no others',
    docs: page('FirewallAttachmentApi', 'attachFirewallToVMs'),
    effect: 'write',
    params: z.object({ firewall_id: id() }),
    body: z.object({ vms: z.array(z.int()).max(1000) }),
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
    example: { params: { firewall_id: '1' }, body: { vms: [1] } },
    checkedWith: { body: { vms: { 0: null } } },
  },
  protocols: {
    summary: 'The protocols that a rule may name',
    docs: page('SecurityRulesApi', 'listFirewallRuleProtocols'),
    effect: 'read',
    responses: { 200: enveloped({ protocols: assumed(z.array(z.string())) }) },
  },
});

defineResource(firewalls, {
  create: 'create',
  ids: { firewall_id: '$.firewall.id' },
  destroy: 'delete',
  gone: { read: 'show' },
});
