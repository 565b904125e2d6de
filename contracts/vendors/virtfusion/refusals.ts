import type { Refusal } from '../../core/failure.js';
import { page } from './docs.js';

const whmcs = 'https://github.com/EZSCALE/virtfusion-whmcs-module';
const agovena = 'https://github.com/milovd/Agovena';

const catalogue = {
  pendingTasks: { kind: 'locked', text: 'pending tasks in queue', evidence: 'client', docs: agovena },
  /** The vendor documents 423 for a deletion. The mode is a switch of the panel; work that runs does not set it. */
  doNotDisturb: {
    kind: 'locked',
    text: 'do not disturb mode is active',
    evidence: 'client',
    docs: page('deleteServer'),
  },
  vncDisabled: { kind: 'locked', text: 'vnc is already disabled', evidence: 'assumed', docs: page() },
  notSuspended: {
    kind: 'conflict',
    text: 'suspend action is currently scheduled or failed',
    evidence: 'client',
    docs: agovena,
  },
  isSuspended: { kind: 'locked', text: 'server is suspended', evidence: 'assumed', docs: page() },
  notBuilt: { kind: 'conflict', text: 'server is not built', evidence: 'assumed', docs: page() },
  emailTaken: {
    kind: 'exists',
    text: 'user with specified email already exists',
    evidence: 'client',
    docs: agovena,
  },
  relationTaken: {
    kind: 'exists',
    text: 'user with specified ext_relation_id already exists',
    evidence: 'assumed',
    docs: page('createUser'),
  },
  relationStringTaken: {
    kind: 'exists',
    text: 'user with specified rel_str already exists',
    evidence: 'assumed',
    docs: page('createUser'),
  },
  noRelation: { kind: 'notFound', text: 'ext_relation_id not found', evidence: 'client', docs: whmcs },
  userHasServers: { kind: 'notEmpty', text: 'user has servers', evidence: 'assumed', docs: page() },
  packHasServers: { kind: 'notEmpty', text: 'resource pack has servers', evidence: 'assumed', docs: page() },
  badRuleset: {
    kind: 'invalid',
    text: 'Invalid or disabled firewall ruleset',
    evidence: 'documented',
    docs: page('createServer'),
  },
  badPackage: { kind: 'invalid', text: 'Invalid or disabled package', evidence: 'assumed', docs: page('createServer') },
  badUser: { kind: 'invalid', text: 'Invalid user', evidence: 'assumed', docs: page('createServer') },
  badGroup: {
    kind: 'invalid',
    text: 'Invalid or disabled hypervisor group',
    evidence: 'assumed',
    docs: page('createServer'),
  },
  badTemplate: {
    kind: 'invalid',
    text: 'Invalid or disabled operating system template',
    evidence: 'assumed',
    docs: page('buildServer'),
  },
  badPublicKey: { kind: 'invalid', text: 'Invalid public key', evidence: 'assumed', docs: page() },
  badRange: { kind: 'invalid', text: 'Invalid IPv4 range', evidence: 'assumed', docs: page() },
  rangeTaken: { kind: 'invalid', text: 'The range overlaps existing addresses', evidence: 'assumed', docs: page() },
  badMask: { kind: 'invalid', text: 'Invalid CIDR', evidence: 'assumed', docs: page() },
  noIpv4: {
    kind: 'stock',
    text: 'Not enough free IPv4 addresses',
    evidence: 'assumed',
    docs: page('createServer'),
  },
  noRoom: {
    kind: 'stock',
    text: 'No hypervisor with enough resources is available',
    evidence: 'assumed',
    docs: page('createServer'),
  },
  packExceeded: {
    kind: 'quota',
    text: 'The limits of the resource pack would be exceeded',
    evidence: 'assumed',
    docs: page('createServer'),
  },
  noCredit: { kind: 'funds', text: 'Insufficient credit', evidence: 'assumed', docs: page('createServer') },
} as const satisfies Record<string, Refusal>;

/** What VirtFusion says, or is taken to say, when it refuses a call for a reason of its own. */
export const refusals: Readonly<Record<keyof typeof catalogue, Refusal>> = catalogue;

/** An address that cannot be given or taken. */
export const badAddress: Refusal<{ address: string }> = {
  kind: 'invalid',
  text: ({ address }) => `Invalid or unavailable IPv4 address ${address}`,
  evidence: 'assumed',
  docs: page(),
};
