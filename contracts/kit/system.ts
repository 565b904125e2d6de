export { MOST_BYTES, overFetch, TOO_LARGE } from '../core/over-fetch.js';

/** The real time of the machine that checks; what is checked has its own. */
export const realNow = (): number => Date.now();

/** Waits really. */
export const realSleep = (milliseconds: number): Promise<void> =>
  new Promise(resolve => {
    setTimeout(resolve, milliseconds);
  });
