import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { empty, zonedDateTime } from '../../core/wire.js';
import { body, data, firstPage, id, paged, paging, queryOf, unseen } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

const resolvers = z.strictObject({ primary: z.string().nullable(), secondary: z.string().nullable() });

/** A block of addresses of type 4 or 6; the half of the other type is empty. */
const ipBlock = z.strictObject({
  id: z.int(),
  type: z.int(),
  name: z.string(),
  ipv4: z.strictObject({
    gateway: z.string().nullable(),
    netmask: z.string().nullable(),
    resolvers,
    total: z.int(),
    usedTotal: z.int(),
    freeTotal: z.int(),
  }),
  ipv6: z.strictObject({
    gateway: z.string().nullable(),
    resolvers,
    subnet: z.string().nullable(),
    from: z.int(),
    to: z.int(),
    restricted: z.array(z.unknown()),
    total: z.int(),
    generatedTotal: z.int(),
    usedTotal: z.int(),
    freeTotal: z.int(),
    freeGenerated: z.int(),
    blacklistedTotal: z.int(),
  }),
  rdnsType: z.int(),
  rdnsZoneId: z.int().nullable(),
  networkProfile: z.int(),
  routeBlock: unseen.integer,
  dhcp: z.int(),
  enabled: z.boolean(),
  created: zonedDateTime,
  updated: zonedDateTime,
});

nameSchemas({ Resolvers: resolvers, IpBlock: ipBlock });

const one = z.object({ blockId: id() });

export const ipBlocks = defineOperations(routes.ipBlocks, {
  list: {
    summary: 'List IP blocks',
    docs: page(),
    effect: 'read',
    query: queryOf(paging),
    responses: { 200: paged(ipBlock) },
    example: { query: firstPage },
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
    rules: ['`start` is not above `end`, and the mask of the block holds both.'],
    params: one,
    body: body({ type: z.enum(['range']), start: z.ipv4(), end: z.ipv4() }),
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: { blockId: '1' }, body: { type: 'range', start: '192.168.1.2', end: '192.168.1.10' } },
    sources: { blockId: { read: 'ipBlocks.list', at: '$.data[*].id' } },
  },
});
