import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { assumed } from '../../core/evidence.js';
import { defineOperations } from '../../core/operation.js';
import { empty } from '../../core/wire.js';
import { aServer, body, data, flag, id, ids, queryOf } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** Rules in force. The shape of a rule is not public. */
const interfaceFirewall = z.strictObject({ enabled: z.boolean(), rules: z.array(assumed(z.unknown())) });

nameSchemas({ InterfaceFirewall: interfaceFirewall });

const one = z.object({ serverId: id(), interface: z.enum(['primary', 'secondary']) });
const query = queryOf({ sync: flag().optional() });

/** What each example names: the first interface, and no word to the hypervisor at once. */
const example = { params: { ...aServer, interface: 'primary' }, query: { sync: 'false' } };

export const firewall = defineOperations(routes.firewall, {
  show: {
    summary: 'Firewall of an interface',
    docs: page(),
    effect: 'read',
    params: one,
    query,
    responses: { 200: data(interfaceFirewall) },
    failures: ['notFound'],
    example,
  },
  enable: {
    summary: 'Switch the firewall on',
    docs: page(),
    effect: 'write',
    params: one,
    query,
    responses: { 200: empty },
    failures: ['notFound'],
    example,
  },
  disable: {
    summary: 'Switch the firewall off',
    docs: page(),
    effect: 'write',
    params: one,
    query,
    responses: { 200: empty },
    failures: ['notFound'],
    example,
  },
  apply: {
    summary: 'Replace all rules by those of these rulesets; none flushes',
    docs: page(),
    effect: 'write',
    params: one,
    query,
    body: body({ rulesets: ids() }),
    responses: { 201: empty },
    failures: ['notFound'],
    example: { ...example, body: { rulesets: [1, 2, 5] } },
  },
});
