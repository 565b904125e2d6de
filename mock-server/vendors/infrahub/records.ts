import type { Instant } from '../../domain/clock.js';

/** Who pays: an organisation. */
export interface Account {
  readonly id: number;
  /** All that was ever paid in, in USD. */
  readonly paid: number;
  /** What terminated resources have cost, in USD. */
  readonly settled: number;
  /** Balance at which nothing more can be made, in USD. */
  readonly threshold: number;
  readonly user: number;
}

export interface Environment {
  readonly id: number;
  readonly org: number;
  readonly name: string;
  readonly region: string;
  readonly createdAt: Instant;
}

export interface Keypair {
  readonly id: number;
  readonly org: number;
  readonly name: string;
  readonly environment: number;
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly createdAt: Instant;
}

export interface Rule {
  readonly direction: string;
  readonly protocol: string;
  readonly lowestPort: number | null;
  readonly highestPort: number | null;
  readonly ethertype: string;
  readonly prefix: string;
}

export interface SecurityRule extends Rule {
  readonly id: number;
  readonly createdAt: Instant;
}

/** States that pass by themselves end in -ING, but for BUILD. */
export type MachineState =
  | 'CREATING'
  | 'BUILD'
  | 'ACTIVE'
  | 'STOPPING'
  | 'SHUTOFF'
  | 'STARTING'
  | 'REBOOTING'
  | 'HIBERNATING'
  | 'HIBERNATED'
  | 'RESTORING'
  | 'DELETING';

type AddressState = 'NO FLOATING IP' | 'ATTACHING' | 'ATTACHED' | 'DETACHING' | 'DETACHED';

export interface MachineEvent {
  readonly at: Instant;
  readonly reason: string;
  readonly message: string;
}

export interface Machine {
  readonly id: number;
  readonly org: number;
  readonly name: string;
  readonly environment: number;
  readonly flavor: number;
  /** Null for a machine that boots from a volume. */
  readonly image: number | null;
  readonly os: string;
  /** By name: deleting the key pair changes nothing here. */
  readonly keypair: string;
  readonly state: MachineState;
  readonly power: 'RUNNING' | 'SHUTDOWN' | null;
  readonly rest: 'active' | 'stopped' | 'shelved_offloaded' | null;
  readonly fixedIp: string | null;
  readonly floatingIp: string | null;
  readonly addressState: AddressState;
  readonly wantedRules: readonly Rule[];
  readonly rules: readonly SecurityRule[];
  /** Ids of the volumes attached now. */
  readonly volumes: readonly number[];
  readonly labels: readonly string[];
  readonly callbackUrl: string | null;
  readonly portRandomization: boolean;
  readonly events: readonly MachineEvent[];
  readonly createdAt: Instant;
}

type AttachmentState = 'ATTACHING' | 'ATTACHED' | 'DETACHING' | 'DETACHED';

export interface Attachment {
  readonly id: number;
  readonly machine: number;
  readonly device: string;
  readonly state: AttachmentState;
  readonly isProtected: boolean;
  readonly createdAt: Instant;
}

type VolumeState = 'creating' | 'downloading' | 'available' | 'in-use' | 'deleting';

export interface Volume {
  readonly id: number;
  readonly org: number;
  readonly name: string;
  readonly environment: number;
  readonly description: string;
  readonly type: string;
  /** In GB. */
  readonly size: number;
  readonly state: VolumeState;
  /** What it boots; null for a volume of data. */
  readonly image: number | null;
  readonly callbackUrl: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant | null;
  /** Past ones stay, as DETACHED. */
  readonly attachments: readonly Attachment[];
}

/** Parts of a resource's price. */
export const parts = ['gpu', 'cpu', 'ram', 'publicip', 'disk', 'ephemeral'] as const;
export type Part = (typeof parts)[number];

/** What a resource is charged for while it stays as it is, in USD an hour. */
export interface Terms {
  readonly state: 'ACTIVE' | 'SHUTOFF' | 'HIBERNATED' | 'AVAILABLE' | 'IN-USE';
  readonly perHour: number;
  readonly parts: Readonly<Record<Part, number>>;
}

/** The bill of one resource. It outlives the resource. */
export interface Bill {
  /** `vm:398`: the meter's subject. */
  readonly id: string;
  readonly kind: 'vm' | 'volume';
  readonly resource: number;
  readonly org: number;
  readonly name: string;
  readonly environment: number;
  /** Id that only billing knows. */
  readonly uuid: string;
  /** In GB, for a volume. */
  readonly size: number;
  /** When charging began: from here its minutes are counted. */
  readonly since: Instant;
  readonly ended: Instant | null;
}
