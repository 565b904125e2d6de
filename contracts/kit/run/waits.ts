import type { Double } from '../transport/double.js';
import { durationInWords, type TimeLimit } from './time-limit.js';

/** A wait that is told, because it is a long one. */
export interface Wait {
  /** How long it will be, or at most. */
  readonly milliseconds: number;
  /** `waiting 20 s: until infrahub/virtualMachines 7 is "ACTIVE"`. It may hold what the endpoint said. */
  readonly sentence: string;
}

/** What is waited for. */
export interface WaitFor {
  /**
   * `endpoint`: for something that happens at the endpoint as its time passes, so that a double's clock can be moved
   * instead. `itself`: for something else, such as the pace or a connection, which no clock of a double brings about.
   */
  readonly of: 'endpoint' | 'itself';
  /** `: until …`, `, for …`. */
  readonly words: string;
  /** If it is asked again and again: how long it was waited before, and how long it may be in all. */
  readonly part?: { readonly before: number; readonly longest: number };
}

/** Waits so many milliseconds for something. */
export type Pause = (milliseconds: number, what: WaitFor) => Promise<void>;

export interface WaitsOptions {
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly limit: Pick<TimeLimit, 'left' | 'waking'>;
  /** The double that the run is made against, if it is made against one. */
  readonly double?: Pick<Double, 'advance' | 'remark'>;
  readonly onWait?: ((wait: Wait) => void) | undefined;
}

/** Tell of waits that are longer. */
export const QUIET = 3000;
/** And again each time that so much has passed. */
const AGAIN = 30_000;

/** Makes the waits of a run: each ends with the run, and a long one is told. A double is not waited for. */
export function createPause({ sleep, limit, double = {}, onWait }: WaitsOptions): Pause {
  return async (wanted, { of, words, part }) => {
    const milliseconds = Math.min(wanted, limit.left());
    if (milliseconds <= 0) return;
    if (of === 'endpoint' && (await double.advance?.(milliseconds))) return;
    const { before = 0, longest = milliseconds } = part ?? {};
    if (isTold(before, milliseconds)) {
      const most = Math.max(milliseconds, Math.min(longest - before, limit.left()));
      const length = `${part === undefined ? '' : 'up to '}${durationInWords(most)}`;
      onWait?.({
        milliseconds: most,
        sentence: `waiting ${length}${words}${of === 'endpoint' ? (double.remark ?? '') : ''}`,
      });
    }
    await sleep(milliseconds, limit.waking());
  };
}

/** Whether this wait goes beyond what is waited in silence, or beyond a further step after that. */
function isTold(before: number, milliseconds: number): boolean {
  const steps = (waited: number): number => (waited <= QUIET ? 0 : 1 + Math.floor((waited - QUIET) / AGAIN));
  return steps(before + milliseconds) > steps(before);
}
