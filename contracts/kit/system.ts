export { codesOf, overFetchUpTo, TOO_LARGE } from '../core/over-fetch.js';

/**
 * The clock, the sleep and the network of the machine. No other file of the kit touches them, so that a run can be driven
 * by another clock and over another client.
 */

/** Milliseconds since 1970 by this machine's clock; an endpoint has a clock of its own. */
export const systemNow = (): number => Date.now();

/** Waits in real time, at most until the signal is aborted. */
export const systemSleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
  });

/** Acts after so many milliseconds of real time, unless it is called off before; answers what calls it off. */
export const systemAlarm = (milliseconds: number, act: () => void): (() => void) => {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
};

/** `2025-01-20T21:49:10.000Z`. */
export const isoTime = (instant: number): string => new Date(instant).toISOString();

/** Reads a date as HTTP writes it; undefined if it is none. */
export function httpTime(text: string): number | undefined {
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}
