import type { Instant } from '../../../domain/clock.js';

/** GB on top of one traffic period of a server; `month` counts from the server's first. */
export interface TrafficBlock {
  readonly id: number;
  readonly serverId: number;
  readonly month: number;
  readonly amount: number;
  readonly added: Instant;
}
