import { z } from 'zod';
import { client } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { read } from '../../../core/wire.js';
import { docs } from '../docs.js';
import { done, envName, given, target } from '../schemas/common.js';
import { addresses, attached } from '../schemas/environment.js';

const kind = () => read.word(['ipv4', 'ipv6']);
const named = z.object({ ...target, ...envName });

/** environment.binder: public addresses, charged by the hour. */
export const binder = defineOperations({
  setExtIpCount: {
    method: 'GET',
    path: '/environment/binder/rest/setextipcount',
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
  },
  attachExtIp: {
    method: 'GET',
    path: '/environment/binder/rest/attachextip',
    summary: 'Gives a node one more public address.',
    docs: docs.openapi,
    effect: 'spend',
    query: named.extend({ nodeid: read.integer(), type: given(kind()) }),
    responses: { 200: attached },
    failures: ['quota', 'funds', 'notFound'],
  },
  detachExtIp: {
    method: 'GET',
    path: '/environment/binder/rest/detachextip',
    summary: 'Takes a public address from a node.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ nodeid: read.integer(), ip: z.string().min(1) }),
    responses: { 200: done },
    failures: ['notFound'],
  },
});
