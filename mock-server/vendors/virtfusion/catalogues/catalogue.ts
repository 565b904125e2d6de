import { utcTime } from '../../../../contracts/core/time.js';
import type { BackupPlan } from '../backups/record.js';
import type { DnsService } from '../dns/record.js';
import type { Ruleset } from '../firewall/record.js';
import type { HypervisorGroup } from '../hypervisor-groups/record.js';
import type { Hypervisor } from '../hypervisors/record.js';
import type { IpBlock, IpRange } from '../ip-blocks/record.js';
import type { Iso, Template, TemplateGroup } from '../media/record.js';
import type { Plan } from '../packages/record.js';
import type { PackProfile } from '../resource-packs/record.js';
import type { Currency, GroupProfile } from '../self-service/record.js';
import type { User } from '../users/record.js';

/** What the operator of a panel laid down. Prices are among the packages, in tokens for a month. */
export interface Catalogue {
  readonly administrator: User;
  readonly groups: readonly HypervisorGroup[];
  readonly hypervisors: readonly Hypervisor[];
  readonly packages: readonly Plan[];
  readonly templateGroups: readonly TemplateGroup[];
  readonly templates: readonly Template[];
  readonly isos: readonly Iso[];
  readonly dnsServices: readonly DnsService[];
  readonly ipBlocks: readonly IpBlock[];
  readonly ipRanges: readonly IpRange[];
  readonly packProfiles: readonly PackProfile[];
  readonly currencies: readonly Currency[];
  readonly backupPlans: readonly BackupPlan[];
  readonly rulesets: readonly Ruleset[];
  readonly hourlyProfiles: readonly GroupProfile[];
  readonly resourceProfiles: readonly GroupProfile[];
}

/** An instant as one writes it down. */
export const at = (text: string): number => utcTime.parse(text) ?? 0;

type Unlimited = 'readBytes' | 'writeBytes' | 'readIops' | 'writeIops';

/** A package without limits on its disk and without a second interface, but for what is said. */
export const plan = (
  own: Omit<Plan, Unlimited | 'description' | 'enabled' | 'networkProfile' | 'privateIpv4' | 'backupPlanId'> &
    Partial<Plan>,
): Plan => ({
  description: null,
  enabled: true,
  backupPlanId: 0,
  readBytes: null,
  writeBytes: null,
  readIops: null,
  writeIops: null,
  networkProfile: 0,
  privateIpv4: 0,
  ...own,
});

/** A hypervisor in service without other storage, but for what is said. */
export const hypervisor = (
  own: Pick<
    Hypervisor,
    'id' | 'groupId' | 'name' | 'ip' | 'maxCpu' | 'maxMemory' | 'localMax' | 'created' | 'updated'
  > &
    Partial<Hypervisor>,
): Hypervisor => ({
  commissioned: 3,
  enabled: true,
  prohibit: false,
  maintenance: false,
  maxServers: 0,
  localType: 1,
  storages: [],
  networkCreated: own.created,
  networkUpdated: own.created,
  ...own,
});

/** The administrator whose token the world's own caller has. */
export const administrator = (own: Pick<User, 'name' | 'email' | 'created' | 'updated'>): User => ({
  id: 1,
  admin: true,
  extRelationId: null,
  relStr: null,
  timezone: 'Europe/London',
  twoFactorAuth: false,
  enabled: true,
  selfService: 0,
  prepaid: false,
  hourlyProfiles: [],
  resourceProfiles: [],
  hourlyPack: null,
  ...own,
});

/** A block of IPv4 addresses; `from` and `to` have their standard values. */
export const ipv4Block = (
  own: Pick<IpBlock, 'id' | 'name' | 'hypervisors' | 'gateway' | 'netmask' | 'created' | 'updated'> & Partial<IpBlock>,
): IpBlock => ({
  type: 4,
  private: false,
  resolvers: ['8.8.8.8', '8.8.4.4'],
  subnet: null,
  from: 48,
  to: 64,
  subnets: 0,
  generated: 0,
  rdnsType: 0,
  rdnsZoneId: null,
  ...own,
});

/** A block of IPv6 subnets. */
export const ipv6Block = (
  own: Pick<
    IpBlock,
    | 'id'
    | 'name'
    | 'hypervisors'
    | 'gateway'
    | 'subnet'
    | 'from'
    | 'to'
    | 'subnets'
    | 'generated'
    | 'created'
    | 'updated'
  > &
    Partial<IpBlock>,
): IpBlock => ({
  type: 6,
  private: false,
  netmask: null,
  resolvers: ['2001:4860:4860::8888', '2001:4860:4860::8844'],
  rdnsType: 0,
  rdnsZoneId: null,
  ...own,
});
