import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { unseen } from '../common.js';

const ipv4 = {
  id: z.int(),
  order: z.int(),
  enabled: z.boolean(),
};

const ipv4Rest = {
  address: z.string(),
  gateway: z.string(),
  netmask: z.string(),
  resolver1: z.string(),
  resolver2: z.string(),
  rdns: unseen.text,
  mac: unseen.text,
};

/** Addresses of the primary interface say their block; those of a secondary one do not. */
const primaryIpv4 = z.strictObject({ ...ipv4, blockId: z.int(), ...ipv4Rest });
const secondaryIpv4 = z.strictObject({ ...ipv4, ...ipv4Rest });

const ipv6 = z.strictObject({
  id: z.int(),
  block: z.strictObject({ id: z.int(), name: z.string() }),
  order: z.int(),
  enabled: z.boolean(),
  addresses: z.array(z.unknown()),
  addressesDetailed: z.array(z.unknown()),
  subnet: z.string(),
  cidr: z.int(),
  exhausted: z.boolean(),
  gateway: z.string(),
  resolver1: z.string(),
  resolver2: z.string(),
  routeNet: z.boolean(),
});

const whitelisted = z.strictObject({ id: z.int(), type: z.int(), ip: z.string(), mask: z.int() });

const middle = {
  tag: z.int(),
  name: z.string(),
  type: z.string(),
  driver: z.int().nullable(),
  processQueues: unseen.integer,
  mac: z.string(),
  ipv4ToMac: unseen.text,
  ipv6ToMac: unseen.text,
  inTrafficCount: z.boolean(),
  outTrafficCount: z.boolean(),
  inAverage: z.int(),
  inPeak: z.int(),
  inBurst: z.int(),
  outAverage: z.int(),
  outPeak: z.int(),
  outBurst: z.int(),
  ipFilter: z.boolean(),
  vlans: z.array(z.unknown()),
  ipFilterType: z.string().nullable(),
  portIsolated: z.boolean(),
  ipv4_resolver_1: z.int(),
  ipv4_resolver_2: z.int(),
  ipv6_resolver_1: z.int(),
  ipv6_resolver_2: z.int(),
  networkProfile: z.int(),
  dhcpV4: z.int(),
  dhcpV6: z.int(),
  firewallEnabled: z.boolean(),
  hypervisorNetwork: z.int(),
  isNat: z.boolean(),
  nat: z.boolean(),
  firewall: z.array(z.unknown()),
  hypervisorConnectivity: z.strictObject({
    id: z.int(),
    type: z.string(),
    bridge: z.string(),
    mtu: unseen.integer,
    primary: z.boolean(),
    default: z.boolean(),
  }),
  ipWhitelist: z.array(whitelisted),
  actions: z.array(z.unknown()),
};

/** All interfaces of a server; the words `primary` and `secondary` of other calls name the first of each list. */
export const networkShown = z.strictObject({
  interfaces: z.array(
    z.strictObject({
      id: z.int(),
      order: z.int(),
      enabled: z.boolean(),
      ...middle,
      ipv4: z.array(primaryIpv4),
      ipv6: z.array(ipv6),
    }),
  ),
  secondaryInterfaces: z.array(
    z.strictObject({
      id: z.int(),
      enabled: z.boolean(),
      order: z.int(),
      ...middle,
      ipv4: z.array(secondaryIpv4),
      ipv6: z.array(ipv6),
    }),
  ),
});

/** Interfaces as the list of a user's servers shows them. */
export const userNetworkShown = z.strictObject({
  interfaces: z.array(
    z.strictObject({
      order: z.int(),
      enabled: z.boolean(),
      tag: z.int(),
      name: z.string(),
      mac: z.string(),
      inAverage: z.int(),
      inPeak: z.int(),
      inBurst: z.int(),
      outAverage: z.int(),
      outPeak: z.int(),
      outBurst: z.int(),
      isNat: z.boolean(),
      ipv4: z.array(
        z.strictObject({
          order: z.int(),
          enabled: z.boolean(),
          address: z.string(),
          gateway: z.string(),
          netmask: z.string(),
          resolver1: z.string(),
          resolver2: z.string(),
        }),
      ),
      ipv6: z.array(z.unknown()),
    }),
  ),
});

nameSchemas({
  PrimaryIpv4: primaryIpv4,
  SecondaryIpv4: secondaryIpv4,
  Ipv6: ipv6,
  WhitelistedAddress: whitelisted,
  ServerNetwork: networkShown,
  UserNetwork: userNetworkShown,
});
