import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { empty, read } from '../../../core/wire.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { body, data, flag, id, queryOf } from '../schemas/common.js';
import { firewall as shown } from '../schemas/server-parts.js';

const one = z.object({ serverId: id(), interface: z.enum(['primary', 'secondary']) });
const query = queryOf({ sync: flag().optional() });

export const firewall = defineOperations(routes.firewall, {
  show: {
    summary: 'Firewall of an interface',
    docs: page(),
    effect: 'read',
    params: one,
    query,
    responses: { 200: data(shown) },
    failures: ['notFound'],
    example: { params: { serverId: '1', interface: 'primary' }, query: { sync: 'false' } },
  },
  enable: {
    summary: 'Switch the firewall on',
    docs: page(),
    effect: 'write',
    params: one,
    query,
    responses: { 200: empty },
    failures: ['notFound'],
    example: { params: { serverId: '1', interface: 'primary' }, query: { sync: 'false' } },
  },
  disable: {
    summary: 'Switch the firewall off',
    docs: page(),
    effect: 'write',
    params: one,
    query,
    responses: { 200: empty },
    failures: ['notFound'],
    example: { params: { serverId: '1', interface: 'primary' }, query: { sync: 'false' } },
  },
  apply: {
    summary: 'Replace all rules by those of these rulesets; none flushes',
    docs: page(),
    effect: 'write',
    params: one,
    query,
    body: body({ rulesets: read.list(read.integer()) }),
    responses: { 201: empty },
    failures: ['notFound'],
    example: {
      params: { serverId: '1', interface: 'primary' },
      query: { sync: 'false' },
      body: { rulesets: [1, 2, 5] },
    },
  },
});
