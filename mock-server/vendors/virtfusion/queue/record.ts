import type { Instant } from '../../../domain/clock.js';

/** What work a queue item is. */
export type TaskAction =
  | 'build_server'
  | 'boot_server'
  | 'shutdown_server'
  | 'restart_server'
  | 'poweroff_server'
  | 'reset_password'
  | 'vnc_server';

/** A piece of work on a server. It ends at `ends`, unless the server is deleted before. */
export interface QueueItem {
  readonly id: number;
  readonly jobId: number;
  readonly action: TaskAction;
  readonly serverId: number;
  readonly hypervisorId: number;
  readonly started: Instant;
  readonly ends: Instant;
  readonly failed: boolean;
}
