import { z } from 'zod';
import { address, count, id, instant } from '../scalars.js';
import { MOST_OF_RANGE } from './ipv4.js';

/** A block of addresses that servers on these hypervisors take theirs from. */
export const ipBlock = z
  .strictObject({
    id,
    type: z.literal([4, 6]),
    name: z.string(),
    hypervisors: z.array(id).readonly(),
    /** For second interfaces only. */
    private: z.boolean(),
    gateway: address,
    netmask: z.ipv4().nullable(),
    resolvers: z.tuple([address, address]).readonly(),
    /** IPv6: what subnets are cut from, how long it is and they are, and how many there are. */
    subnet: z
      .string()
      .regex(/^[0-9a-f:]+::$/)
      .nullable(),
    from: count(128),
    to: count(128),
    subnets: count(65_536),
    generated: count(65_536),
    rdnsType: count(),
    rdnsZoneId: id.nullable(),
    created: instant,
    updated: instant,
  })
  .refine(({ type, netmask, subnet }) => (type === 4 ? netmask : subnet) !== null, 'must say what it is cut from')
  .readonly();

export type IpBlock = z.output<typeof ipBlock>;

const number = count(2 ** 32 - 1);

/** Addresses from `first` to `last`, as 32-bit numbers, with ids that count up from `firstId`. */
export const ipRange = z
  .strictObject({ id, blockId: id, firstId: id, first: number, last: number })
  .refine(({ first, last }) => first <= last && last - first < MOST_OF_RANGE, 'must have 1 to 65536 addresses')
  .readonly();

export type IpRange = z.output<typeof ipRange>;
