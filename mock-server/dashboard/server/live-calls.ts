import { signal } from '@preact/signals';
import type { WorldEvents } from '../../../contracts/control/events.js';

/** A call as the list shows it. */
export type LiveCall = WorldEvents['call'];

/** Most calls that the page keeps; the oldest go first. */
const MOST = 10_000;
/** Milliseconds between two changes of the list at least: each has it drawn anew. */
const PACE = 250;

/** The calls of the shown world, newest first. */
export const liveCalls = signal<readonly LiveCall[]>([]);

/** How many calls came too fast to be told one by one. */
export const missedCalls = signal(0);

let fresh: LiveCall[] = [];
let missed = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Takes a call, or how many were left out, into the list: soon, together with what comes until then. */
export function takeCall(call: LiveCall | number): void {
  if (typeof call === 'number') missed += call;
  else fresh.push(call);
  timer ??= setTimeout(() => {
    timer = undefined;
    liveCalls.value = [...fresh.toReversed(), ...liveCalls.value].slice(0, MOST);
    missedCalls.value += missed;
    fresh = [];
    missed = 0;
  }, PACE);
}

/** Forgets them all. */
export function forgetCalls(): void {
  clearTimeout(timer);
  timer = undefined;
  fresh = [];
  missed = 0;
  liveCalls.value = [];
  missedCalls.value = 0;
}
