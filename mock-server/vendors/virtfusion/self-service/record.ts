import type { Instant } from '../../../domain/clock.js';

/** Credit of a user, in ten-thousandths of a token. */
export interface Credit {
  readonly id: number;
  readonly userId: number;
  readonly amount: number;
  readonly reference1: number | null;
  readonly reference2: string | null;
  readonly created: Instant;
}

/** `value` is money per token, in ten-thousand-millionths. */
export interface Currency {
  readonly id: number;
  readonly code: string;
  readonly value: number;
  readonly prefix: string | null;
  readonly suffix: string | null;
  readonly default: boolean;
}
