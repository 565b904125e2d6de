import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { empty } from '../../../core/wire.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { amount, body, data, id } from '../schemas/common.js';
import { traffic as shown, trafficBlocks } from '../schemas/server-parts.js';

const one = z.object({ serverId: id() });

export const traffic = defineOperations(routes.traffic, {
  show: {
    summary: 'Traffic by period, the current one first',
    docs: page(),
    effect: 'read',
    params: one,
    responses: { 200: data(shown) },
    failures: ['notFound'],
    example: { params: { serverId: '1' } },
  },
  listBlocks: {
    summary: 'Traffic blocks, and the periods one can add them to',
    docs: page(),
    effect: 'read',
    params: one,
    responses: { 200: data(trafficBlocks) },
    failures: ['notFound'],
    example: { params: { serverId: '1' } },
  },
  addBlock: {
    summary: 'Add GB to one period: 1 is the current one',
    docs: page(),
    effect: 'spend',
    params: one,
    body: body({
      month: amount(1, 25),
      amount: amount(1, 999_999_999),
    }),
    responses: { 201: empty },
    failures: ['notFound'],
    example: { params: { serverId: '1' }, body: { month: 2, amount: 100 } },
  },
  removeBlock: {
    summary: 'Take a traffic block away',
    docs: page(),
    effect: 'write',
    params: z.object({ serverId: id(), blockId: id() }),
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: { serverId: '1', blockId: '1' } },
    sources: { blockId: { read: 'traffic.listBlocks', at: '$.data.assigned[*].id' } },
  },
});
