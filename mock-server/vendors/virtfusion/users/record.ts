import type { Instant } from '../../../domain/clock.js';

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
