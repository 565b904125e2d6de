import type { Collection } from '../../domain/collection.js';
import type { BillKind } from './billing/bill-kinds.js';
import { type Flavor, flavorOf } from './catalogue.js';
import type { Cluster } from './clusters/record.js';
import type { Allocation, GpuContract } from './contracts/record.js';
import type { Firewall } from './firewalls/record.js';
import type { Keypair } from './keypairs.js';
import { type Chargeable, TenantCloud, tenantKey } from './tenant-cloud.js';
import type { Machine } from './virtual-machines/record.js';
import type { Volume } from './volumes/record.js';

/** What lives in an environment. */
interface Placed {
  readonly id: number;
  readonly org: number;
  readonly environment: number;
}

/** Records that there are bills for. */
type Billed = Pick<Collection<Chargeable & { readonly state: string }>, 'get' | 'resource'>;

/** All that lives in environments. */
const placed = ['machines', 'volumes', 'firewalls', 'keypairs', 'clusters'] as const;

/** What is true behind the Infrahub API in one world: the organisations, what they made, and what it costs. */
export class InfrahubCloud extends TenantCloud {
  readonly keypairs: Collection<Keypair> = this.collection<Keypair>('keypair', {
    key: tenantKey,
    schema: async () => (await import('./keypairs.js')).keypair,
  });
  readonly machines: Collection<Machine> = this.collection<Machine>('virtualMachine', {
    ids: 'vm',
    key: tenantKey,
    schema: async () => (await import('./virtual-machines/record.js')).machine,
  });
  readonly volumes: Collection<Volume> = this.collection<Volume>('volume', {
    key: tenantKey,
    schema: async () => (await import('./volumes/record.js')).volume,
  });

  readonly firewalls: Collection<Firewall> = this.collection<Firewall>('firewall', {
    key: tenantKey,
    schema: async () => (await import('./firewalls/record.js')).firewall,
  });

  readonly contracts: Collection<GpuContract> = this.collection<GpuContract>('contract', {
    schema: async () => (await import('./contracts/record.js')).contractRecord,
  });
  /** By the machine. */
  readonly allocations: Collection<Allocation> = this.collection<Allocation>('allocation', {
    schema: async () => (await import('./contracts/record.js')).allocationRecord,
  });
  readonly clusters: Collection<Cluster> = this.collection<Cluster>('cluster', {
    key: tenantKey,
    schema: async () => (await import('./clusters/record.js')).cluster,
  });

  /** All that lives in environments: each thing must have one, of its own organisation. */
  get placed(): readonly Pick<Collection<Placed>, 'resource' | 'all'>[] {
    return placed.map(name => this[name]);
  }

  /** What there are bills for, by the kind of the bill. */
  get billed(): Readonly<Partial<Record<BillKind, Billed>>> {
    return { vm: this.machines, volume: this.volumes, cluster: this.clusters };
  }

  /** How much of what an environment holds; one that holds anything is not deleted. */
  held(environment: number) {
    const held = { machines: 0, volumes: 0, firewalls: 0, keypairs: 0, clusters: 0 };
    const isThere = (one: Placed): boolean => one.environment === environment;
    for (const name of placed) held[name] = this[name].filter(isThere).length;
    return held;
  }

  /** GPUs of a model that nobody holds in a region. A hibernated machine holds none. */
  freeGpus(region: string, model: string): number {
    let free = this.settings.gpus[`${region}/${model}`] ?? 0;
    for (const machine of this.machines.filter(({ state }) => state !== 'HIBERNATED')) {
      const flavor = flavorOf(machine.flavor);
      if (flavor.gpu === model && flavor.region === region) free -= flavor.gpus;
    }
    return Math.max(0, free);
  }

  /** Whether so many machines of a flavor could be started. Those without GPUs are always to be had. */
  isInStock({ gpu, gpus, region }: Flavor, count = 1): boolean {
    return gpu === '' || this.freeGpus(region, gpu) >= gpus * count;
  }
}
