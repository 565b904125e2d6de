import { isSameNumber, type WholeNumber, wholeNumber } from '../../../contracts/core/whole-number.js';
import type { Instant } from '../../domain/clock.js';
import { Cloud } from '../../domain/cloud.js';
import type { Backup, BackupPlan, BackupTerms } from './backups/record.js';
import type { DnsService } from './dns/record.js';
import type { Ruleset } from './firewall/record.js';
import type { HypervisorGroup } from './hypervisor-groups/record.js';
import type { Hypervisor } from './hypervisors/record.js';
import type { IpBlock, IpRange } from './ip-blocks/record.js';
import type { Login } from './logins/record.js';
import type { Iso, Template, TemplateGroup } from './media/record.js';
import type { Plan } from './packages/record.js';
import type { QueueItem } from './queue/record.js';
import type { PackProfile, ResourcePack } from './resource-packs/record.js';
import type { Credit, Currency, GroupProfile } from './self-service/record.js';
import type { Ipv4Address, Subnet } from './server-network/record.js';
import type { Server } from './servers/record.js';
import type { SshKey } from './ssh-keys/record.js';
import type { TrafficBlock } from './traffic/record.js';
import type { BilledServer, HourlyTerms } from './usage/record.js';
import type { User } from './users/record.js';
import type { VncToken } from './vnc/record.js';
import type { PanelWebhook } from './webhooks/record.js';

/** What the operator of a panel decided once. */
export interface PanelSettings {
  /** What webhooks are told of the panel itself. */
  readonly control: { readonly domain: string; readonly name: string; readonly supportLink: string };
  /** Whether who prepays and has nothing left is refused a new server. */
  readonly refuseWithoutCredit: boolean;
}

/** What is true behind one VirtFusion panel. */
export class VirtFusionCloud extends Cloud {
  readonly settings: PanelSettings;
  readonly users = this.collection<User>('user', {
    calledAs: ['ownerId'],
    schema: async () => (await import('./users/record.js')).user,
  });
  readonly sshKeys = this.collection<SshKey>('sshKey', {
    calledAs: ['keyId'],
    schema: async () => (await import('./ssh-keys/record.js')).sshKey,
  });
  readonly servers = this.collection<Server>('server', {
    calledAs: ['billedServer.id'],
    schema: async () => (await import('./servers/record.js')).server,
  });
  readonly hypervisors = this.collection<Hypervisor>('hypervisor', {
    schema: async () => (await import('./hypervisors/record.js')).hypervisor,
  });
  readonly groups = this.collection<HypervisorGroup>('hypervisorGroup', {
    calledAs: ['hypervisor.groupId'],
    schema: async () => (await import('./hypervisor-groups/record.js')).hypervisorGroup,
  });
  readonly packages = this.collection<Plan>('package', {
    schema: async () => (await import('./packages/record.js')).plan,
  });
  readonly templateGroups = this.collection<TemplateGroup>('templateGroup', {
    calledAs: ['template.groupId'],
    schema: async () => (await import('./media/record.js')).templateGroup,
  });
  readonly templates = this.collection<Template>('template', {
    schema: async () => (await import('./media/record.js')).template,
  });
  readonly isos = this.collection<Iso>('iso', { schema: async () => (await import('./media/record.js')).iso });
  readonly dnsServices = this.collection<DnsService>('dnsService', {
    schema: async () => (await import('./dns/record.js')).dnsService,
  });
  readonly ipBlocks = this.collection<IpBlock>('ipBlock', {
    calledAs: ['blockId'],
    schema: async () => (await import('./ip-blocks/record.js')).ipBlock,
  });
  readonly ipRanges = this.collection<IpRange>('ipRange', {
    schema: async () => (await import('./ip-blocks/record.js')).ipRange,
  });
  readonly addresses = this.collection<Ipv4Address>('address', {
    schema: async () => (await import('./server-network/record.js')).ipv4Address,
  });
  readonly subnets = this.collection<Subnet>('subnet', {
    schema: async () => (await import('./server-network/record.js')).subnet,
  });
  readonly queue = this.collection<QueueItem>('queueItem', {
    calledAs: ['taskId'],
    ids: 'queue',
    schema: async () => (await import('./queue/record.js')).queueItem,
  });
  readonly trafficBlocks = this.collection<TrafficBlock>('trafficBlock', {
    schema: async () => (await import('./traffic/record.js')).trafficBlock,
  });
  readonly credits = this.collection<Credit>('credit', {
    schema: async () => (await import('./self-service/record.js')).credit,
  });
  readonly packProfiles = this.collection<PackProfile>('packProfile', {
    calledAs: ['profileId'],
    schema: async () => (await import('./resource-packs/record.js')).packProfile,
  });
  readonly packs = this.collection<ResourcePack>('resourcePack', {
    calledAs: ['hourlyPack'],
    ids: 'pack',
    schema: async () => (await import('./resource-packs/record.js')).resourcePack,
  });
  readonly currencies = this.collection<Currency>('currency', {
    schema: async () => (await import('./self-service/record.js')).currency,
  });
  readonly backupPlans = this.collection<BackupPlan>('backupPlan', {
    calledAs: ['planId'],
    schema: async () => (await import('./backups/record.js')).backupPlan,
  });
  /** Backups of which more is known than that their plan made them. */
  readonly knownBackups = this.collection<Backup>('backup', {
    schema: async () => (await import('./backups/record.js')).backup,
  });
  readonly rulesets = this.collection<Ruleset>('ruleset', {
    schema: async () => (await import('./firewall/record.js')).ruleset,
  });
  readonly billed = this.collection<BilledServer>('billedServer', {
    schema: async () => (await import('./usage/record.js')).billedServer,
  });
  readonly hourlyProfiles = this.collection<GroupProfile>('hourlyProfile', {
    schema: async () => (await import('./self-service/record.js')).groupProfile,
  });
  readonly resourceProfiles = this.collection<GroupProfile>('resourceProfile', {
    schema: async () => (await import('./self-service/record.js')).groupProfile,
  });
  readonly webhooks = this.collection<PanelWebhook>('webhook', {
    schema: async () => (await import('./webhooks/record.js')).webhook,
  });
  readonly logins = this.collection<Login>('login', {
    key: ({ first }) => first,
    schema: async () => (await import('./logins/record.js')).login,
  });
  readonly vncTokens = this.collection<VncToken>('vncToken', {
    key: ({ serverId }) => `${serverId}`,
    schema: async () => (await import('./vnc/record.js')).vncToken,
  });

  /** What hourly servers are charged, by server. */
  readonly usage = this.meter<HourlyTerms>(
    'usage',
    async () => (await import('./usage/record.js')).hourlyTerms,
    'server',
  );
  /** When servers ran, by server. */
  readonly uptime = this.meter<null>('uptime', async () => (await import('./servers/record.js')).uptimeTerms, 'server');
  /** Which backup plan servers had, by server. */
  readonly backups = this.meter<BackupTerms>(
    'backups',
    async () => (await import('./backups/record.js')).backupTerms,
    'server',
  );

  /** Time zone that new users get. */
  readonly timezone = 'Europe/London';

  constructor(seed: number, now: Instant, settings: PanelSettings) {
    super(seed, now);
    this.settings = settings;
  }

  /** Time must pass by itself where somebody waits to be told. */
  override get mayNotify(): boolean {
    return this.webhooks.size > 0 || super.mayNotify;
  }

  /** A server with a change, marked as updated now. */
  change(id: number, change: Partial<Omit<Server, 'id'>>): Server {
    if (change.name !== undefined && this.billed.get(id) !== undefined) this.billed.update(id, { name: change.name });
    return this.servers.update(id, { ...change, updated: this.now });
  }

  /** The user that a relation id or, with `relStr`, a relation string names. */
  userByRelation(relation: string, relStr = false): User | undefined {
    if (relStr) return this.users.find(user => user.relStr === relation);
    if (!/^[1-9]\d{0,19}$/.test(relation)) return undefined;
    return this.userOfRelation(wholeNumber(BigInt(relation)));
  }

  userOfRelation(id: WholeNumber): User | undefined {
    return this.users.find(({ extRelationId }) => isSameNumber(extRelationId, id));
  }

  serversOf(userId: number): Server[] {
    return this.servers.filter(server => server.ownerId === userId);
  }

  serversOfPack(packId: number): Server[] {
    return this.servers.filter(server => server.packId === packId);
  }
}
