import { overFetchUpTo, systemAlarm, systemNow, systemSleep } from '../system.js';
import { bytesOf, MAX_ANSWER } from '../transport/answer-bounds.js';
import { type Double, doubleAt } from '../transport/double.js';
import { isLoopback } from '../transport/near-host.js';
import type { Send } from '../transport/request.js';
import { createTransport, type Transport, type TransportOptions } from '../transport/transport.js';
import type { RunOptions } from './options.js';
import { TimeLimit } from './time-limit.js';
import { createPause, type Pause, QUIET, type Wait } from './waits.js';

/** By what a run asks, waits and ends. */
export interface TimeOfRun {
  readonly transport: Transport;
  readonly pause: Pause;
  readonly limit: TimeLimit;
  /** The endpoint's time when the run began, if that is known, else the run's. */
  readonly opened: number;
  /** Number of requests that were sent to the API so far. */
  requests(): number;
}

const USUAL_RATE = 5;

/** Finds out how the time of a run passes: by the clock of a double, by one that the caller drives, or by that of the world. */
export async function timeOfRun(options: RunOptions, base: string, tell: (wait: Wait) => void): Promise<TimeOfRun> {
  const { now = systemNow, sleep = systemSleep, maxTime, signal, maxAnswer = MAX_ANSWER } = options;
  const { timeout = 30_000, contract, credentials, adminToken } = options;
  const usual = options.send ?? overFetchUpTo(bytesOf(maxAnswer));
  const toDouble = (base.startsWith('http:') && options.sendToDouble) || usual;
  const limit = new TimeLimit({ now, maxTime, signal });
  const isAsked = options.driveDouble ?? options.sleep === undefined;
  const about = { contract, base, credentials, send: toDouble, timeout, adminToken };
  const double = isAsked ? await doubleAt(about) : undefined;
  const send = double === undefined ? usual : toDouble;
  const pause = createPause({ sleep, limit, onWait: tell, ...(double && { double }) });
  let requests = 0;
  const counted: Send = (request, longest) => {
    requests += 1;
    return send(request, longest);
  };
  const isReal = options.sleep === undefined;
  const transport = createTransport({
    ...{
      send: counted,
      sleep: pause,
      now,
      maxAnswer,
      timeout,
      retries: options.retries ?? 3,
    },
    rate: options.rate ?? rateFor(base, double),
    left: () => limit.left(),
    // A wait for an answer is told where time is real; a caller that drives the time does not wait for answers.
    ...(isReal && { onAsk: tellingOfSlow(tell) }),
  });
  return { transport, pause, limit, opened: double?.now ?? now(), requests: () => requests };
}

/** Do not pace what costs nobody anything: a double, and what runs on this machine. */
const rateFor = (base: string, double: Double | undefined): number =>
  double !== undefined || isLoopback(base) ? 0 : USUAL_RATE;

/** Tells of an answer that is not there after some seconds. */
const tellingOfSlow =
  (tell: (wait: Wait) => void): NonNullable<TransportOptions['onAsk']> =>
  ({ method, url }, timeout) =>
    systemAlarm(QUIET, () => {
      const milliseconds = Math.max(timeout - QUIET, 0);
      const call = `${method} ${new URL(url).pathname}`;
      tell({ milliseconds, sentence: `waiting up to ${Math.ceil(milliseconds / 1000)} s: for the answer to ${call}` });
    });
