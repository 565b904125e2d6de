import { z } from 'zod';
import { zonedDateTime } from '../../../core/wire.js';
import { unseen } from './common.js';

const resolvers = z.strictObject({ primary: z.string().nullable(), secondary: z.string().nullable() });

/** A block of addresses of type 4 or 6; the half of the other type is empty. */
export const ipBlock = z.strictObject({
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
