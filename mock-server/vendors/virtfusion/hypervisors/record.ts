import type { Instant } from '../../../domain/clock.js';

/** A place for disks: GB, 0 for unlimited. */
export interface Storage {
  readonly id: number;
  readonly name: string;
  readonly enabled: boolean;
  readonly datastore: boolean;
  /** Disks whose profile is this number lie here. */
  readonly type: number;
  readonly max: number;
}

/** PackLimits of 0 mean unlimited; memory in MB. */
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
