import type { Instant } from '../../../domain/clock.js';

export interface SshKey {
  readonly id: number;
  readonly userId: number;
  readonly name: string;
  readonly publicKey: string;
  readonly created: Instant;
}
