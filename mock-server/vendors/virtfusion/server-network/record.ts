import { z } from 'zod';
import { address, count, id, sizes } from '../scalars.js';

/** An IPv4 address that a server has. */
export const ipv4Address = z
  .strictObject({ id, blockId: id, number: count(2 ** 32 - 1), serverId: id, secondary: z.boolean() })
  .readonly();

export type Ipv4Address = z.output<typeof ipv4Address>;

/** An IPv6 subnet that a server has; `index` counts within the block. */
export const subnet = z.strictObject({ id, blockId: id, index: count(65_536, 1), serverId: id }).readonly();

export type Subnet = z.output<typeof subnet>;

const whitelisted = z.strictObject({ id, type: z.literal([4, 6]), ip: address, mask: count(128) }).readonly();

export const networkInterface = z
  .strictObject({
    id,
    tag: count(9_999_999_999),
    mac: z.string().regex(/^[0-9A-F]{2}(:[0-9A-F]{2}){5}$/),
    speedIn: sizes.speed,
    speedOut: sizes.speed,
    networkProfile: z.int(),
    firewall: z.boolean(),
    rulesets: z.array(id).readonly(),
    whitelist: z.array(whitelisted).readonly(),
  })
  .readonly();

export type NetworkInterface = z.output<typeof networkInterface>;
