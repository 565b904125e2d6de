import type { InfrahubCloud } from '../cloud.js';

/** Notes what happened to a machine, now. */
export function noteEvent(cloud: InfrahubCloud, machine: number, reason: string, message: string): void {
  const { events } = cloud.machines.need(machine);
  cloud.machines.update(machine, { events: [...events, { at: cloud.now, reason, message }] });
}

/** Documented of creations; the others are worded after it. */
export const requestSent = (name: string, words: string): string => `Instance ${name} ${words} Request Sent.`;
