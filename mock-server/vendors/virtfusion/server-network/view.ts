import type { VirtFusionCloud } from '../cloud.js';
import { toText } from '../ip-blocks/ipv4.js';
import type { Server } from '../servers/record.js';
import { ipv4Of, subnetsOf } from './addresses.js';
import type { Ipv4Address, NetworkInterface, Subnet } from './record.js';
import { reverseName } from './reverse-name.js';

/** Members between `enabled` and the addresses, the same for both kinds of interface. */
function middle(server: Server, own: NetworkInterface, secondary: boolean, hasIpv6: boolean) {
  return {
    tag: own.tag,
    name: secondary ? 'eth1' : 'eth0',
    type: secondary ? 'private' : 'public',
    driver: secondary || server.built !== null ? 1 : null,
    processQueues: null,
    mac: own.mac,
    ipv4ToMac: null,
    ipv6ToMac: null,
    inTrafficCount: true,
    outTrafficCount: false,
    inAverage: own.speedIn,
    inPeak: 0,
    inBurst: 0,
    outAverage: own.speedOut,
    outPeak: 0,
    outBurst: 0,
    ipFilter: true,
    vlans: [],
    ipFilterType: hasIpv6 ? '4-6' : '4',
    portIsolated: false,
    ipv4_resolver_1: 1,
    ipv4_resolver_2: 2,
    ipv6_resolver_1: 1,
    ipv6_resolver_2: 2,
    networkProfile: own.networkProfile,
    dhcpV4: 0,
    dhcpV6: 0,
    firewallEnabled: own.firewall,
    hypervisorNetwork: server.hypervisorId,
    isNat: false,
    nat: false,
    firewall: [],
    hypervisorConnectivity: {
      id: server.hypervisorId,
      type: 'simpleBridge',
      bridge: 'br0',
      mtu: null,
      primary: true,
      default: true,
    },
    ipWhitelist: own.whitelist.map(({ id, type, ip, mask }) => ({ id, type, ip, mask })),
    actions: [],
  };
}

function place(cloud: VirtFusionCloud, { number, blockId }: Ipv4Address) {
  const { gateway, netmask, resolvers } = cloud.ipBlocks.need(blockId);
  return {
    address: toText(number),
    gateway,
    netmask: netmask ?? '',
    resolver1: resolvers[0],
    resolver2: resolvers[1],
  };
}

/** The name that an address resolves to, and the hardware address it is bound to, which no answer shows. */
const named = (cloud: VirtFusionCloud, server: Server, address: Ipv4Address, index: number) => ({
  rdns: reverseName(cloud, server, address, index),
  mac: null,
});

function ipv6(cloud: VirtFusionCloud, { id, blockId, index }: Subnet, at: number) {
  const block = cloud.ipBlocks.need(blockId);
  return {
    id,
    block: { id: block.id, name: block.name },
    order: at + 1,
    enabled: true,
    addresses: [],
    addressesDetailed: [],
    subnet: subnetText(block.subnet ?? '', index),
    cidr: block.to,
    exhausted: false,
    gateway: block.gateway,
    resolver1: block.resolvers[0],
    resolver2: block.resolvers[1],
    routeNet: false,
  };
}

/** `2001:db8:abcd::` and 18 make `2001:db8:abcd:12::`. */
const subnetText = (block: string, index: number): string => `${block.replace(/::$/, '')}:${index.toString(16)}::`;

/** All interfaces of a server with their addresses. */
export function network(cloud: VirtFusionCloud, server: Server) {
  const { primary, secondary } = server;
  const subnets = subnetsOf(cloud, server.id);
  return {
    interfaces: [
      {
        id: primary.id,
        order: 1,
        enabled: true,
        ...middle(server, primary, false, subnets.length > 0),
        ipv4: ipv4Of(cloud, server.id, false).map((address, index) => ({
          id: address.id,
          order: index + 1,
          enabled: true,
          blockId: address.blockId,
          ...place(cloud, address),
          ...named(cloud, server, address, index),
        })),
        ipv6: subnets.map((subnet, index) => ipv6(cloud, subnet, index)),
      },
    ],
    secondaryInterfaces:
      secondary === null
        ? []
        : [
            {
              id: secondary.id,
              enabled: true,
              order: 1,
              ...middle(server, secondary, true, false),
              ipv4: ipv4Of(cloud, server.id, true).map((address, index) => ({
                id: address.id,
                order: index + 1,
                enabled: true,
                ...place(cloud, address),
                ...named(cloud, server, address, index),
              })),
              ipv6: [],
            },
          ],
  };
}

/** The primary interface as the list of a user's servers shows it. */
export function userNetwork(cloud: VirtFusionCloud, server: Server) {
  const { primary } = server;
  return {
    interfaces: [
      {
        order: 1,
        enabled: true,
        tag: primary.tag,
        name: 'eth0',
        mac: primary.mac,
        inAverage: primary.speedIn,
        inPeak: 0,
        inBurst: 0,
        outAverage: primary.speedOut,
        outPeak: 0,
        outBurst: 0,
        isNat: false,
        ipv4: ipv4Of(cloud, server.id, false).map((address, index) => ({
          order: index + 1,
          enabled: true,
          ...place(cloud, address),
        })),
        ipv6: subnetsOf(cloud, server.id).map((subnet, index) => ipv6(cloud, subnet, index)),
      },
    ],
  };
}
