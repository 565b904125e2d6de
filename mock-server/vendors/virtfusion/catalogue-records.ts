import type { Instant } from '../../domain/clock.js';

export interface HypervisorGroup {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  readonly distributionType: number;
  readonly enabled: boolean;
  readonly default: boolean;
  readonly created: Instant;
  readonly updated: Instant;
}

/** A place for disks: GB, 0 for unlimited. */
interface Storage {
  readonly id: number;
  readonly name: string;
  readonly enabled: boolean;
  readonly datastore: boolean;
  /** Disks whose profile is this number lie here. */
  readonly type: number;
  readonly max: number;
}

/** Limits of 0 mean unlimited; memory in MB. */
export interface Hypervisor {
  readonly id: number;
  readonly groupId: number;
  readonly name: string;
  readonly ip: string;
  /** 3 when it is ready for servers. */
  readonly commissioned: number;
  readonly enabled: boolean;
  readonly prohibit: boolean;
  readonly maintenance: boolean;
  readonly maxServers: number;
  readonly maxCpu: number;
  readonly maxMemory: number;
  readonly localType: number;
  readonly localMax: number;
  readonly storages: readonly Storage[];
  readonly networkCreated: Instant;
  readonly networkUpdated: Instant;
  readonly created: Instant;
  readonly updated: Instant;
}

/** A package: memory in MB, storage and traffic in GB, speeds in kB/s. */
export interface Plan {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  readonly enabled: boolean;
  readonly memory: number;
  readonly storage: number;
  readonly traffic: number;
  readonly cores: number;
  readonly speedIn: number;
  readonly speedOut: number;
  readonly backupPlanId: number;
  readonly readBytes: number | null;
  readonly writeBytes: number | null;
  readonly readIops: number | null;
  readonly writeIops: number | null;
  readonly storageProfile: number;
  readonly networkProfile: number;
  /** Addresses on a private second interface; 0 for none. */
  readonly privateIpv4: number;
  /** Templates of these groups go with it. */
  readonly templateGroups: readonly number[];
  /** Price of a month in tokens, as a decimal. */
  readonly monthly: number;
  readonly created: Instant;
}

export interface Template {
  readonly id: number;
  readonly groupId: number;
  readonly name: string;
  readonly version: string;
  readonly variant: string | null;
  readonly arch: number;
  readonly description: string;
  readonly icon: string;
  readonly eolDate: Instant;
  readonly eol: boolean;
  readonly type: string;
}

export interface TemplateGroup {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly icon: string;
}

export interface Iso {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  readonly arch: number;
  readonly url: string;
  readonly filename: string;
  readonly created: Instant;
  readonly updated: Instant;
}

export interface DnsService {
  readonly id: number;
  readonly type: number;
  readonly name: string;
  readonly username: string;
  readonly url: string;
  readonly port: number;
  readonly created: Instant;
  readonly updated: Instant;
}

/** A block of addresses that servers on these hypervisors take theirs from. */
export interface IpBlock {
  readonly id: number;
  readonly type: 4 | 6;
  readonly name: string;
  readonly hypervisors: readonly number[];
  /** For second interfaces only. */
  readonly private: boolean;
  readonly gateway: string;
  readonly netmask: string | null;
  readonly resolvers: readonly [string, string];
  /** IPv6: what subnets are cut from, how long it is and they are, and how many there are. */
  readonly subnet: string | null;
  readonly from: number;
  readonly to: number;
  readonly subnets: number;
  readonly generated: number;
  readonly rdnsType: number;
  readonly rdnsZoneId: number | null;
  readonly created: Instant;
  readonly updated: Instant;
}

/** Addresses from `first` to `last`, as 32-bit numbers, with ids that count up from `firstId`. */
export interface IpRange {
  readonly id: number;
  readonly blockId: number;
  readonly firstId: number;
  readonly first: number;
  readonly last: number;
}

/** Limits of a pack; 0 for unlimited. */
export interface Limits {
  readonly servers: number;
  readonly memory: number;
  readonly storage: number;
  readonly cores: number;
  readonly traffic: number;
  readonly maxMemory: number;
  readonly maxStorage: number;
  readonly maxCores: number;
  readonly maxTraffic: number;
}

export interface PackProfile {
  readonly id: number;
  readonly name: string;
  readonly limits: Limits;
}

/** `value` is money per token, in ten-thousand-millionths. */
export interface Currency {
  readonly id: number;
  readonly code: string;
  readonly value: number;
  readonly prefix: string | null;
  readonly suffix: string | null;
  readonly default: boolean;
}

export interface BackupPlan {
  readonly id: number;
  readonly name: string;
  readonly everyDays: number;
  readonly keep: number;
  readonly storage: { readonly id: number; readonly name: string };
}

export interface Named {
  readonly id: number;
  readonly name: string;
}
