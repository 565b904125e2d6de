import { z } from 'zod';
import { client } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { read } from '../../../core/wire.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';
import { done, envName, given, target } from '../schemas/common.js';
import { addresses, attached } from '../schemas/environment.js';

const kind = () => read.word(['ipv4', 'ipv6']);
const named = z.object({ ...target, ...envName });

/** environment.binder: public addresses, charged by the hour. */
export const binder = defineOperations(routes.binder, {
  setExtIpCount: {
    summary: 'Sets how many public addresses each node of a layer, or one node, has.',
    docs: docs.openapi,
    effect: 'spend',
    query: named.extend({
      type: kind(),
      count: read.integer().pipe(z.int().min(0).max(1000)),
      nodeGroup: given(z.string()),
      nodeId: given(read.integer()),
      /** A public client sends this name instead. */
      node_id: client(given(read.integer())),
    }),
    responses: { 200: addresses },
    failures: ['quota', 'funds', 'notFound'],
    example: { query: { envName: 'env-7057607', type: 'ipv4', count: '1', nodeId: '1639' } },
  },
  attachExtIp: {
    summary: 'Gives a node one more public address.',
    docs: docs.openapi,
    effect: 'spend',
    query: named.extend({ nodeid: read.integer(), type: given(kind()) }),
    responses: { 200: attached },
    failures: ['quota', 'funds', 'notFound'],
    example: { query: { envName: 'env-7057607', nodeid: '1639', type: 'ipv4' } },
  },
  detachExtIp: {
    summary: 'Takes a public address from a node.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ nodeid: read.integer(), ip: z.string().min(1) }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: 'env-7057607', nodeid: '1639', ip: '198.18.0.1' } },
    sources: { ip: { read: 'binder.attachExtIp', at: '$.object' } },
  },
});
