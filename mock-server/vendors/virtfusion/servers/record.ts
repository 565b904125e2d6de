import type { Instant } from '../../../domain/clock.js';
import type { NetworkInterface } from '../server-network/record.js';
import type { XmlSection } from '../server-settings/sections.js';

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
export interface PendingChange {
  readonly id: number;
  readonly action: string;
  readonly payload:
    | { readonly disk: number }
    | { readonly memory: number; readonly from: number }
    | { readonly cores: number };
  readonly created: Instant;
}

export type ServerState = 'allocated' | 'queued' | 'building' | 'complete' | 'failed';

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
  readonly primary: NetworkInterface;
  readonly secondary: NetworkInterface | null;
  readonly disks: readonly Disk[];
  readonly pending: readonly PendingChange[];
  /** Queue item that locks the server while it runs. */
  readonly taskId: number | null;
  readonly lastTask: Instant | null;
  readonly deleteAt: Instant | null;
  readonly built: Instant | null;
  readonly created: Instant;
  readonly updated: Instant;
}
