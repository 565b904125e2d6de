import { Cloud } from '../../domain/cloud.js';
import type { BackupPlan } from './backups/record.js';
import type { DnsService } from './dns/record.js';
import type { Named } from './firewall/record.js';
import type { HypervisorGroup } from './hypervisor-groups/record.js';
import type { Hypervisor } from './hypervisors/record.js';
import type { IpBlock, IpRange } from './ip-blocks/record.js';
import type { Iso, Template, TemplateGroup } from './media/record.js';
import type { Plan } from './packages/record.js';
import type { QueueItem } from './queue/record.js';
import type { PackProfile, ResourcePack } from './resource-packs/record.js';
import type { Credit, Currency } from './self-service/record.js';
import type { Address, Subnet } from './server-network/record.js';
import type { Server } from './servers/record.js';
import type { SshKey } from './ssh-keys/record.js';
import type { TrafficBlock } from './traffic/record.js';
import type { BilledServer, HourlyTerms } from './usage/record.js';
import type { User } from './users/record.js';

/** What is true behind one VirtFusion panel. */
export class VirtFusionCloud extends Cloud {
  readonly users = this.collection<User>('user');
  readonly sshKeys = this.collection<SshKey>('sshKey');
  readonly servers = this.collection<Server>('server');
  readonly hypervisors = this.collection<Hypervisor>('hypervisor');
  readonly groups = this.collection<HypervisorGroup>('hypervisorGroup');
  readonly packages = this.collection<Plan>('package');
  readonly templateGroups = this.collection<TemplateGroup>('templateGroup');
  readonly templates = this.collection<Template>('template');
  readonly isos = this.collection<Iso>('iso');
  readonly dnsServices = this.collection<DnsService>('dnsService');
  readonly ipBlocks = this.collection<IpBlock>('ipBlock');
  readonly ipRanges = this.collection<IpRange>('ipRange');
  readonly addresses = this.collection<Address>('address');
  readonly subnets = this.collection<Subnet>('subnet');
  readonly queue = this.collection<QueueItem>('queueItem');
  readonly trafficBlocks = this.collection<TrafficBlock>('trafficBlock');
  readonly credits = this.collection<Credit>('credit');
  readonly packProfiles = this.collection<PackProfile>('packProfile');
  readonly packs = this.collection<ResourcePack>('resourcePack');
  readonly currencies = this.collection<Currency>('currency');
  readonly backupPlans = this.collection<BackupPlan>('backupPlan');
  readonly rulesets = this.collection<Named>('ruleset');
  readonly billed = this.collection<BilledServer>('billedServer');
  readonly hourlyProfiles = this.collection<Named>('hourlyProfile');
  readonly resourceProfiles = this.collection<Named>('resourceProfile');

  /** What hourly servers are charged, by server. */
  readonly usage = this.meter<HourlyTerms>('usage');
  /** When servers ran, by server. */
  readonly uptime = this.meter<null>('uptime');
  /** Which backup plan servers had, by server. */
  readonly backups = this.meter<{ readonly planId: number }>('backups');

  /** Time zone that new users get. */
  readonly timezone = 'Europe/London';

  /** A server with a change, marked as updated now. */
  change(id: number, change: Partial<Omit<Server, 'id'>>): Server {
    if (change.name !== undefined && this.billed.get(id) !== undefined) this.billed.update(id, { name: change.name });
    return this.servers.update(id, { ...change, updated: this.now });
  }

  /** The user that a relation id or, with `relStr`, a relation string names. */
  userByRelation(relation: string, relStr = false): User | undefined {
    if (relStr) return this.users.find(user => user.relStr === relation);
    if (!/^\d{1,20}$/.test(relation)) return undefined;
    const extRelationId = Number(relation);
    return this.users.find(user => user.extRelationId === extRelationId && extRelationId !== 0);
  }

  serversOf(userId: number): Server[] {
    return this.servers.filter(server => server.ownerId === userId);
  }

  serversOfPack(packId: number): Server[] {
    return this.servers.filter(server => server.packId === packId);
  }
}
