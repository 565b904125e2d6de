import type { Instant } from '../domain/clock.js';
import type { PartRow } from '../domain/folded.js';
import type { Parts } from '../domain/parts.js';
import type { KeptWorld } from '../store/store.js';
import type { CloudSays } from './kept-rows.js';

/** What a cloud holds in the store beside its base: its rows in the order in which they are put in, and what it says of itself. */
export interface KeptCloud {
  readonly base: string;
  says: CloudSays;
  readonly rows: PartRow[];
}

/** What a keeper asks of its world. */
export interface KeptSelf {
  /** Faults, overrides and limits. */
  readonly own: Parts;
  /** What it says of itself. */
  head(): string;
  putHead(head: string): void;
  /** When a cloud that is made is due, on the world's clock. */
  due(vendor: string): Instant | undefined;
  /** The real instant at which it is to be woken for clouds that are due so; null for never. */
  wakeTime(dues: Iterable<Instant | undefined>): Instant | null;
  /** It is as the store has it from now on: its clouds are others, and what its own parts hold is what `rows` say. */
  replaced(kept: KeptWorld, rows: readonly PartRow[]): void;
  /** A cloud of it is another from now on: it is made when it is called next. */
  dropped(vendor: string): void;
  /** Others changed something in it. */
  caughtUp(): void;
}
