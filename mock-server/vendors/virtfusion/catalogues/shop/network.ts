import type { DnsService } from '../../dns/record.js';
import { toNumber } from '../../ip-blocks/ipv4.js';
import type { IpBlock, IpRange } from '../../ip-blocks/record.js';
import { at, ipv4Block, ipv6Block } from '../catalogue.js';
import { OPENED, TUNED } from './dates.js';

export const dnsServices: readonly DnsService[] = [
  {
    id: 1,
    type: 1,
    name: 'ClouDNS',
    username: '204118',
    url: 'https://api.cloudns.net',
    port: 443,
    created: OPENED,
    updated: TUNED,
  },
];

export const ipBlocks: readonly IpBlock[] = [
  ipv4Block({
    id: 1,
    name: '198.51.100.0/24',
    hypervisors: [1, 2, 3],
    gateway: '198.51.100.1',
    netmask: '255.255.255.0',
    rdnsType: 2,
    rdnsZoneId: 1,
    created: OPENED,
    updated: TUNED,
  }),
  ipv4Block({
    id: 2,
    name: '203.0.113.0/24',
    hypervisors: [4],
    gateway: '203.0.113.1',
    netmask: '255.255.255.0',
    rdnsType: 2,
    rdnsZoneId: 1,
    created: at('2023-06-12T10:40:00Z'),
    updated: TUNED,
  }),
  ipv6Block({
    id: 3,
    name: 'V6 London',
    hypervisors: [1, 2, 3],
    gateway: '2001:db8:10::1',
    subnet: '2001:db8:10::',
    from: 48,
    to: 64,
    subnets: 65_535,
    generated: 300,
    created: OPENED,
    updated: TUNED,
  }),
  ipv6Block({
    id: 4,
    name: 'V6 Frankfurt',
    hypervisors: [4],
    gateway: '2001:db8:20::1',
    subnet: '2001:db8:20::',
    from: 48,
    to: 64,
    subnets: 65_535,
    generated: 300,
    created: at('2023-06-12T10:42:00Z'),
    updated: TUNED,
  }),
  ipv4Block({
    id: 5,
    name: 'Private',
    hypervisors: [1, 2, 3, 4, 5],
    private: true,
    gateway: '10.64.0.1',
    netmask: '255.255.252.0',
    created: at('2023-04-18T11:00:00Z'),
    updated: TUNED,
  }),
  ipv4Block({
    id: 6,
    name: '192.0.2.0/26',
    hypervisors: [5],
    gateway: '192.0.2.1',
    netmask: '255.255.255.192',
    rdnsType: 2,
    rdnsZoneId: 1,
    created: at('2023-10-30T11:30:00Z'),
    updated: TUNED,
  }),
];

export const ipRanges: readonly IpRange[] = [
  { id: 1, blockId: 1, firstId: 1, first: toNumber('198.51.100.10'), last: toNumber('198.51.100.250') },
  { id: 2, blockId: 2, firstId: 242, first: toNumber('203.0.113.10'), last: toNumber('203.0.113.250') },
  { id: 3, blockId: 5, firstId: 483, first: toNumber('10.64.0.10'), last: toNumber('10.64.1.250') },
  { id: 4, blockId: 6, firstId: 980, first: toNumber('192.0.2.10'), last: toNumber('192.0.2.29') },
];
