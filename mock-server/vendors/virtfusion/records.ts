import type { Instant } from '../../domain/clock.js';
import type { Limits } from './catalogue-records.js';

/** A user. `selfService`: 0 off, 1 hourly, 2 resource packs, 3 both. */
export interface User {
  readonly id: number;
  readonly admin: boolean;
  readonly extRelationId: number | null;
  readonly relStr: string | null;
  readonly name: string;
  readonly email: string;
  readonly timezone: string;
  readonly enabled: boolean;
  readonly selfService: number;
  /** The hourly servers are paid from a prepaid balance. */
  readonly prepaid: boolean;
  readonly hourlyProfiles: readonly number[];
  readonly resourceProfiles: readonly number[];
  readonly hourlyPack: number | null;
  readonly created: Instant;
  readonly updated: Instant;
}

export interface SshKey {
  readonly id: number;
  readonly userId: number;
  readonly name: string;
  readonly publicKey: string;
  readonly created: Instant;
}

/** An IPv4 address that a server has. */
export interface Address {
  readonly id: number;
  readonly blockId: number;
  readonly number: number;
  readonly serverId: number;
  readonly secondary: boolean;
}

/** An IPv6 subnet that a server has; `index` counts within the block. */
export interface Subnet {
  readonly id: number;
  readonly blockId: number;
  readonly index: number;
  readonly serverId: number;
}

interface Whitelisted {
  readonly id: number;
  readonly type: 4 | 6;
  readonly ip: string;
  readonly mask: number;
}

export interface Interface {
  readonly id: number;
  readonly tag: number;
  readonly mac: string;
  readonly speedIn: number;
  readonly speedOut: number;
  readonly networkProfile: number;
  readonly firewall: boolean;
  readonly rulesets: readonly number[];
  readonly whitelist: readonly Whitelisted[];
}

/** A disk; `storageId` is null for the hypervisor's local storage. `ready` is false until a power cycle makes it. */
export interface Disk {
  readonly uid: number;
  readonly index: number;
  readonly capacity: number;
  readonly profile: number;
  readonly storageId: number | null;
  readonly ready: boolean;
  readonly readBytes: number | null;
  readonly writeBytes: number | null;
  readonly readIops: number | null;
  readonly writeIops: number | null;
  readonly created: Instant;
  readonly updated: Instant;
}

/** A change that waits for the next power cycle; `from` is the memory the machine runs with until then. */
export interface Pending {
  readonly id: number;
  readonly action: string;
  readonly payload:
    | { readonly disk: number }
    | { readonly memory: number; readonly from: number }
    | { readonly cores: number };
  readonly created: Instant;
}

export const xmlSections = ['domain', 'os', 'devices', 'features', 'clock', 'cpuTune'] as const;
type XmlSection = (typeof xmlSections)[number];

type ServerState = 'allocated' | 'queued' | 'building' | 'complete' | 'failed';

export interface Server {
  readonly id: number;
  readonly uuid: string;
  readonly ownerId: number;
  readonly hypervisorId: number;
  readonly packageId: number;
  readonly name: string;
  readonly hostname: string | null;
  readonly timezone: string;
  /** 0 an ordinary server, 1 an hourly one, 2 one of a resource pack. */
  readonly selfService: number;
  readonly packId: number | null;
  readonly state: ServerState;
  readonly suspended: boolean;
  readonly running: boolean;
  readonly memory: number;
  readonly cores: number;
  readonly traffic: number;
  readonly throttle: number;
  readonly templateId: number;
  /** Counts the passwords it had. */
  readonly password: number;
  readonly sshKeys: readonly number[];
  readonly vnc: { readonly enabled: boolean; readonly port: number; readonly turn: number };
  readonly backupPlanId: number | null;
  readonly backupAccess: string;
  readonly customXml: Readonly<Partial<Record<XmlSection, { readonly xml: string; readonly enabled: boolean }>>>;
  readonly primary: Interface;
  readonly secondary: Interface | null;
  readonly disks: readonly Disk[];
  readonly pending: readonly Pending[];
  /** Queue item that locks the server while it runs. */
  readonly taskId: number | null;
  readonly lastTask: Instant | null;
  readonly deleteAt: Instant | null;
  readonly built: Instant | null;
  readonly created: Instant;
  readonly updated: Instant;
}

/** What work a queue item is. */
export type Action =
  | 'build_server'
  | 'boot_server'
  | 'shutdown_server'
  | 'restart_server'
  | 'poweroff_server'
  | 'reset_password'
  | 'vnc_server';

/** A piece of work on a server. It ends at `ends`, unless the server is deleted before. */
export interface QueueItem {
  readonly id: number;
  readonly jobId: number;
  readonly action: Action;
  readonly serverId: number;
  readonly hypervisorId: number;
  readonly started: Instant;
  readonly ends: Instant;
  readonly failed: boolean;
}

/** GB on top of one traffic period of a server; `month` counts from the server's first. */
export interface TrafficBlock {
  readonly id: number;
  readonly serverId: number;
  readonly month: number;
  readonly amount: number;
  readonly added: Instant;
}

/** Credit of a user, in ten-thousandths of a token. */
export interface Credit {
  readonly id: number;
  readonly userId: number;
  readonly amount: number;
  readonly reference1: number | null;
  readonly reference2: string | null;
  readonly created: Instant;
}

/** A resource pack of a user, made from a profile. */
export interface Pack {
  readonly id: number;
  readonly profileId: number;
  readonly userId: number;
  readonly name: string;
  readonly limits: Limits;
  readonly enabled: boolean;
}

/** On what terms an hourly server is charged. Hours are counted from `anchor`, the server's own start. */
export interface HourlyTerms {
  readonly userId: number;
  readonly packageId: number;
  /** Price of a month in tokens, in ten-thousandths. */
  readonly monthly: number;
  readonly billable: boolean;
  readonly anchor: Instant;
}

/** What a server that was ever charged by the hour is called, also when it is no more. */
export interface Billed {
  readonly id: number;
  readonly name: string;
  readonly uuid: string;
}
