import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { empty, microDateTime, sqlDateTime } from '../../core/wire.js';
import { amount, aServer, body, data, id, serverParams } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** Bytes of each traffic period, the current one first; `limit` in GB, 0 for unmetered. */
const trafficByPeriod = z.strictObject({
  monthly: z.array(
    z.strictObject({
      month: z.int(),
      start: sqlDateTime,
      end: sqlDateTime,
      rx: z.int(),
      tx: z.int(),
      total: z.int(),
      limit: z.int(),
      blocks: z.array(z.strictObject({ id: z.int(), traffic: z.int() })),
    }),
  ),
});

const month = z.strictObject({ month: z.int(), start: sqlDateTime, end: sqlDateTime });

/** GB bought on top for single periods, and the 25 periods that one can buy for: `months` is keyed `1` to `25`. */
const trafficBlocks = z.strictObject({
  assigned: z.array(
    z.strictObject({
      id: z.int(),
      current: z.boolean(),
      month: z.int(),
      traffic: z.int(),
      start: sqlDateTime,
      end: sqlDateTime,
      added: microDateTime,
    }),
  ),
  available: z.strictObject({
    total: z.int(),
    current: month,
    months: z.record(z.string().regex(/^([1-9]|1\d|2[0-5])$/), month),
  }),
});

nameSchemas({ TrafficByPeriod: trafficByPeriod, TrafficMonth: month, TrafficBlocks: trafficBlocks });

export const traffic = defineOperations(routes.traffic, {
  show: {
    summary: 'Traffic by period, the current one first',
    docs: page(),
    effect: 'read',
    params: serverParams,
    responses: { 200: data(trafficByPeriod) },
    failures: ['notFound'],
    example: { params: aServer },
  },
  listBlocks: {
    summary: 'Traffic blocks, and the periods one can add them to',
    docs: page(),
    effect: 'read',
    params: serverParams,
    responses: { 200: data(trafficBlocks) },
    failures: ['notFound'],
    example: { params: aServer },
  },
  addBlock: {
    summary: 'Add GB to one period: 1 is the current one',
    docs: page(),
    effect: 'spend',
    params: serverParams,
    body: body({
      month: amount(1, 25),
      amount: amount(1, 999_999_999),
    }),
    responses: { 201: empty },
    failures: ['notFound'],
    example: { params: aServer, body: { month: 2, amount: 100 } },
  },
  removeBlock: {
    summary: 'Take a traffic block away',
    docs: page(),
    effect: 'write',
    params: z.object({ serverId: id(), blockId: id() }),
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: { ...aServer, blockId: '1' } },
    sources: { blockId: { read: 'traffic.listBlocks', at: '$.data.assigned[*].id' } },
  },
});
