import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { empty } from '../../../core/wire.js';
import { page } from '../docs.js';
import { body, data, id, paged, paging, queryOf } from '../schemas/common.js';
import { ipBlock } from '../schemas/ip-block.js';

const one = z.object({ blockId: id() });

export const ipBlocks = defineOperations({
  list: {
    method: 'GET',
    path: '/connectivity/ipblocks',
    summary: 'List IP blocks',
    docs: page(),
    effect: 'read',
    query: queryOf(paging),
    responses: { 200: paged(ipBlock) },
  },
  show: {
    method: 'GET',
    path: '/connectivity/ipblocks/{blockId}',
    summary: 'Show an IP block',
    docs: page(),
    effect: 'read',
    params: one,
    responses: { 200: data(ipBlock) },
    failures: ['notFound'],
  },
  addRange: {
    method: 'POST',
    path: '/connectivity/ipblocks/{blockId}/ipv4',
    summary: 'Add a range of IPv4 addresses, both ends included',
    docs: page(),
    effect: 'write',
    params: one,
    body: body({ type: z.enum(['range']), start: z.ipv4(), end: z.ipv4() }),
    responses: { 204: empty },
    failures: ['notFound'],
  },
});
