import type { Instant } from '../../../domain/clock.js';

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
