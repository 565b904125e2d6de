import type { Instant } from '../../../domain/clock.js';

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
