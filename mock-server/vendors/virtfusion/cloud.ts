import { Cloud } from '../../domain/cloud.js';
import type {
  BackupPlan,
  Currency,
  DnsService,
  Hypervisor,
  HypervisorGroup,
  IpBlock,
  IpRange,
  Iso,
  Named,
  PackProfile,
  Plan,
  Template,
  TemplateGroup,
} from './catalogue-records.js';
import type {
  Address,
  Billed,
  Credit,
  HourlyTerms,
  Pack,
  QueueItem,
  Server,
  SshKey,
  Subnet,
  TrafficBlock,
  User,
} from './records.js';

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
  readonly packs = this.collection<Pack>('resourcePack');
  readonly currencies = this.collection<Currency>('currency');
  readonly backupPlans = this.collection<BackupPlan>('backupPlan');
  readonly rulesets = this.collection<Named>('ruleset');
  readonly billed = this.collection<Billed>('billedServer');
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

  /** A key is no more, on servers either. */
  removeSshKey(id: number): void {
    this.sshKeys.remove(id);
    for (const server of this.servers.filter(({ sshKeys }) => sshKeys.includes(id)))
      this.servers.update(server.id, { sshKeys: server.sshKeys.filter(own => own !== id) });
  }

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
