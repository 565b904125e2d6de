import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { always, type Refusal } from '../../core/failure.js';

/** What a rule lets pass: the protocols that the vendor names. */
export const ruleProtocols = [
  'any', 'ah', 'dccp', 'egp', 'esp', 'gre', 'hopopt', 'icmp', 'igmp', 'ip', 'ipip', 'ipv6-encap', 'ipv6-frag',
  'ipv6-icmp', 'icmpv6', 'ipv6-nonxt', 'ipv6-opts', 'ipv6-route', 'ospf', 'pgm', 'rsvp', 'sctp', 'tcp', 'udp',
  'udplite', 'vrrp',
] as const; // biome-ignore format: a list of words

/** The page of the calls that add a rule: directions, kinds of addresses, and ports from 1 to 65535. */
const ADD_RULE =
  'https://infrahub-doc.nexgencloud.com/docs/api-reference/core-resources/firewalls/add-firewall-rule-to-firewall';

const port = z.int().min(1).max(65535).optional();

/** A rule as it is asked for. */
export const addedRule = z.object({
  direction: z.enum(['ingress', 'egress']),
  ethertype: z.enum(['IPv4', 'IPv6']),
  protocol: z.enum(ruleProtocols),
  remote_ip_prefix: z.string(),
  port_range_min: port,
  port_range_max: port,
});

nameSchemas({ AddedRule: addedRule });

/** What the vendor writes for every address, also for those of IPv6. */
const EVERYWHERE = '0.0.0.0/0';
const networks = { IPv4: z.cidrv4(), IPv6: z.cidrv6() } as const;

/** Whether a text is a network of a kind of addresses. */
export const isPrefix = (text: string, ethertype: string): boolean =>
  text === EVERYWHERE || (ethertype === 'IPv6' ? networks.IPv6 : networks.IPv4).safeParse(text).success;

/** No page prints how a rule is refused that says two things which cannot both be. */
const assumed = { kind: 'conflict', evidence: 'assumed', docs: ADD_RULE } as const;

export const ruleRefusals = {
  badPrefix: {
    ...assumed,
    text: ({ prefix, ethertype }) => `${prefix} is not a valid ${ethertype} network prefix`,
  } satisfies Refusal<{ prefix: string; ethertype: string }>,
  badRange: always({
    ...assumed,
    text: 'port_range_min must not be greater than port_range_max',
  }),
  halfRange: always({
    ...assumed,
    text: 'port_range_min and port_range_max must be given together',
  }),
  noPorts: {
    ...assumed,
    text: protocol => `The protocol ${protocol} has no ports`,
  } satisfies Refusal<string>,
  ruleExists: always({
    kind: 'exists',
    text: 'This security rule already exists',
    evidence: 'assumed',
    docs: ADD_RULE,
  }),
} as const;
