import type { Instant } from '../../../domain/clock.js';

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
