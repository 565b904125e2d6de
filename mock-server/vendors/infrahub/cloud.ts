import type { Collection } from '../../domain/collection.js';
import type { AiUsage } from './ai-usage/record.js';
import { programKey, requestKey } from './beta-access-requests/key.js';
import type { BetaProgram, BetaRequest } from './beta-access-requests/record.js';
import type { BillKind } from './billing/bill-kinds.js';
import type { Flavor } from './catalogue.js';
import type { Cluster } from './clusters/record.js';
import { complianceKey } from './compliance/key.js';
import type { ComplianceLimit } from './compliance/record.js';
import type { Allocation, GpuContract } from './contracts/record.js';
import type { Deployment } from './deployments/record.js';
import type { Firewall } from './firewalls/record.js';
import type { Keypair } from './keypairs.js';
import type { AccessKey, Bucket } from './object-storage/record.js';
import type { OwnImage } from './own-images/record.js';
import type { Profile } from './profiles/record.js';
import type { Snapshot } from './snapshots/record.js';
import type { Template } from './templates/record.js';
import { type Chargeable, TenantCloud, tenantKey } from './tenant-cloud.js';
import { consentKey } from './user-consents/key.js';
import type { Consent } from './user-consents/record.js';
import { flavorOfMachine } from './virtual-machines/hardware.js';
import type { Machine } from './virtual-machines/record.js';
import type { MachineRequest } from './virtual-machines/request-record.js';
import type { Volume } from './volumes/record.js';

/** What lives in an environment. */
interface Placed {
  readonly id: number;
  readonly org: number;
  readonly environment: number;
}

/** Records that there are bills for. */
type Billed = Pick<Collection<Chargeable & { readonly state: string }>, 'get' | 'resource'>;

/** A bill names what it is of by its kind and its id. */
const billed = (kind: BillKind) => ({ name: 'bill.resource', when: ['kind', kind] }) as const;

/** All that lives in environments. */
const placed = ['machines', 'volumes', 'firewalls', 'keypairs', 'clusters'] as const;

/** What is true behind the Infrahub API in one world: the organisations, what they made, and what it costs. */
export class InfrahubCloud extends TenantCloud {
  readonly keypairs: Collection<Keypair> = this.collection<Keypair>('keypair', {
    calledAs: [{ name: 'keypair', by: 'name' }],
    key: tenantKey,
    schema: async () => (await import('./keypairs.js')).keypair,
  });
  readonly machines: Collection<Machine> = this.collection<Machine>('virtualMachine', {
    calledAs: ['machine', 'allocation.id', billed('vm')],
    ids: 'vm',
    key: tenantKey,
    schema: async () => (await import('./virtual-machines/record.js')).machine,
  });
  readonly volumes: Collection<Volume> = this.collection<Volume>('volume', {
    calledAs: [billed('volume')],
    key: tenantKey,
    schema: async () => (await import('./volumes/record.js')).volume,
  });

  readonly firewalls: Collection<Firewall> = this.collection<Firewall>('firewall', {
    key: tenantKey,
    schema: async () => (await import('./firewalls/record.js')).firewall,
  });
  readonly profiles: Collection<Profile> = this.collection<Profile>('profile', {
    key: tenantKey,
    schema: async () => (await import('./profiles/record.js')).profile,
  });
  readonly consents: Collection<Consent> = this.collection<Consent>('consent', {
    key: consentKey,
    schema: async () => (await import('./user-consents/record.js')).consent,
  });
  readonly templates: Collection<Template> = this.collection<Template>('template', {
    calledAs: [{ name: 'template', by: 'name' }],
    schema: async () => (await import('./templates/record.js')).template,
  });
  readonly deployments: Collection<Deployment> = this.collection<Deployment>('deployment', {
    key: tenantKey,
    schema: async () => (await import('./deployments/record.js')).deployment,
  });
  readonly complianceLimits: Collection<ComplianceLimit> = this.collection<ComplianceLimit>('complianceLimit', {
    key: complianceKey,
    schema: async () => (await import('./compliance/record.js')).complianceLimit,
  });
  readonly betaPrograms: Collection<BetaProgram> = this.collection<BetaProgram>('betaProgram', {
    calledAs: ['program'],
    key: programKey,
    schema: async () => (await import('./beta-access-requests/record.js')).betaProgram,
  });
  readonly betaRequests: Collection<BetaRequest> = this.collection<BetaRequest>('betaRequest', {
    key: requestKey,
    schema: async () => (await import('./beta-access-requests/record.js')).betaRequest,
  });
  readonly buckets: Collection<Bucket> = this.collection<Bucket>('bucket', {
    calledAs: [billed('bucket')],
    key: tenantKey,
    schema: async () => (await import('./object-storage/record.js')).bucket,
  });
  readonly accessKeys: Collection<AccessKey> = this.collection<AccessKey>('accessKey', {
    schema: async () => (await import('./object-storage/record.js')).accessKey,
  });

  readonly snapshots: Collection<Snapshot> = this.collection<Snapshot>('snapshot', {
    calledAs: [billed('snapshot')],
    key: tenantKey,
    schema: async () => (await import('./snapshots/record.js')).snapshot,
  });
  readonly images: Collection<OwnImage> = this.collection<OwnImage>('image', {
    key: tenantKey,
    schema: async () => (await import('./own-images/record.js')).ownImage,
  });
  /** What was asked of the AI products that the vendor withdrew. */
  readonly aiUsages: Collection<AiUsage> = this.collection<AiUsage>('aiUsage', {
    schema: async () => (await import('./ai-usage/record.js')).aiUsage,
  });
  readonly machineRequests: Collection<MachineRequest> = this.collection<MachineRequest>('machineRequest', {
    schema: async () => (await import('./virtual-machines/request-record.js')).machineRequest,
  });
  readonly contracts: Collection<GpuContract> = this.collection<GpuContract>('contract', {
    schema: async () => (await import('./contracts/record.js')).contractRecord,
  });
  /** By the machine. */
  readonly allocations: Collection<Allocation> = this.collection<Allocation>('allocation', {
    schema: async () => (await import('./contracts/record.js')).allocationRecord,
  });
  readonly clusters: Collection<Cluster> = this.collection<Cluster>('cluster', {
    calledAs: [billed('cluster')],
    key: tenantKey,
    schema: async () => (await import('./clusters/record.js')).cluster,
  });

  /** All that lives in environments: each thing must have one, of its own organisation. */
  get placed(): readonly Pick<Collection<Placed>, 'resource' | 'all'>[] {
    return placed.map(name => this[name]);
  }

  /** What there are bills for, by the kind of the bill. */
  get billed(): Readonly<Partial<Record<BillKind, Billed>>> {
    const { machines: vm, volumes: volume, snapshots: snapshot, clusters: cluster, buckets: bucket } = this;
    return { vm, volume, snapshot, cluster, bucket };
  }

  /** How much of what an environment holds; one that holds anything is not deleted. */
  held(environment: number) {
    const held = { machines: 0, volumes: 0, firewalls: 0, keypairs: 0, clusters: 0 };
    const isThere = (one: Placed): boolean => one.environment === environment;
    for (const name of placed) held[name] = this[name].filter(isThere).length;
    return held;
  }

  /** Whether the machines of an organisation keep their public addresses in hibernation, whatever was asked. */
  keepsAddresses(org: number): boolean {
    return this.settings.keepAddresses.includes(org);
  }

  /** GPUs of a model that nobody holds in a region. A hibernated machine holds none. */
  freeGpus(region: string, model: string): number {
    let free = this.settings.gpus[`${region}/${model}`] ?? 0;
    for (const machine of this.machines.filter(({ state }) => state !== 'HIBERNATED')) {
      const flavor = flavorOfMachine(machine);
      if (flavor.gpu === model && flavor.region === region) free -= flavor.gpus;
    }
    return Math.max(0, free);
  }

  /** Whether so many machines of a flavor could be started. Those without GPUs are always to be had. */
  isInStock({ gpu, gpus, region }: Flavor, count = 1): boolean {
    return gpu === '' || this.freeGpus(region, gpu) >= gpus * count;
  }
}
