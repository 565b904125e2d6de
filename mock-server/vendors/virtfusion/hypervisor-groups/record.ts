import type { Instant } from '../../../domain/clock.js';

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
