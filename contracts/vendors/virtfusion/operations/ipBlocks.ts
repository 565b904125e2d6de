import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { empty } from '../../../core/wire.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { body, data, id, paged, paging, queryOf } from '../schemas/common.js';
import { ipBlock } from '../schemas/ip-block.js';

const one = z.object({ blockId: id() });

export const ipBlocks = defineOperations(routes.ipBlocks, {
  list: {
    summary: 'List IP blocks',
    docs: page(),
    effect: 'read',
    query: queryOf(paging),
    responses: { 200: paged(ipBlock) },
    example: { query: { results: '20', page: '1' } },
  },
  show: {
    summary: 'Show an IP block',
    docs: page(),
    effect: 'read',
    params: one,
    responses: { 200: data(ipBlock) },
    failures: ['notFound'],
    example: { params: { blockId: '1' } },
    sources: { blockId: { read: 'ipBlocks.list', at: '$.data[*].id' } },
  },
  addRange: {
    summary: 'Add a range of IPv4 addresses, both ends included',
    docs: page(),
    effect: 'write',
    params: one,
    body: body({ type: z.enum(['range']), start: z.ipv4(), end: z.ipv4() }),
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: { blockId: '1' }, body: { type: 'range', start: '192.168.1.2', end: '192.168.1.10' } },
    sources: { blockId: { read: 'ipBlocks.list', at: '$.data[*].id' } },
  },
});
