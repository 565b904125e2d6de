import type { Instant } from '../../../domain/clock.js';

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
export interface BilledServer {
  readonly id: number;
  readonly name: string;
  readonly uuid: string;
}
