import type { Severity } from '../../core/checks.js';
import type { Contract } from '../../core/contract.js';
import type { Effect } from '../../core/operation.js';
import type { Baseline } from '../report/baseline.js';
import type { ReportOperation } from '../report/report.js';
import type { EarlierReport } from '../report/since.js';
import type { Credentials, Send } from '../transport/request.js';
import type { TakingAway } from './resources.js';
import type { Seen } from './sender.js';
import type { Wait } from './waits.js';

/** How a contract is checked against an endpoint. */
export interface RunOptions {
  readonly contract: Contract;
  /** Address of the API, with its base path or without. */
  readonly target: string;
  readonly credentials: Credentials;
  /** What calls may do beside reading. All that they make is named `hostdouble-…` and taken away at the end. */
  readonly allow?: readonly Effect[];
  /** Nothing at the endpoint matters: what was there before may be changed too. For doubles and throw-away accounts. */
  readonly disposable?: boolean;
  /** Operation ids, with `*` for any piece: `servers.*`. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** Whether calls that must be refused are tried too; default true. */
  readonly refusals?: boolean;
  /** Longest time for one answer, in milliseconds; default 30,000. */
  readonly timeout?: number;
  /**
   * Requests a second; 0 for as many as there can be. Default 5; and 0 for a double of this package and for an endpoint on
   * this machine.
   */
  readonly rate?: number;
  /** How often a request is sent again after 429, 5xx or a broken connection; default 3. */
  readonly retries?: number;
  /** Longest wait, in milliseconds, for a thing that was made to be ready or gone; default 180,000. */
  readonly settleFor?: number;
  /**
   * Longest time for the whole run, in milliseconds; default 15 minutes. Then it ends as if it were interrupted: what was
   * made is taken away, for which it has at most five minutes more, and what was found is reported.
   */
  readonly maxTime?: number;
  /** Most of one answer, in MiB; default 8. A larger one is not read further. */
  readonly maxAnswer?: number;
  /** From which severity on drift fails the run; default `warning`. */
  readonly failOn?: Severity;
  readonly baseline?: Baseline;
  /** An earlier report of this vendor: each finding is told as new, kept or gone, and what is no longer compared is one. */
  readonly since?: EarlierReport;
  readonly send?: Send;
  /** How a double of this package is called over plain HTTP, and asked whether it is one; default: as any endpoint. */
  readonly sendToDouble?: Send;
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly now?: () => number;
  /**
   * Whether to ask a host of this machine or of a private network if it is a double of this package, whose clock is then
   * moved instead of waiting; default true, unless a `sleep` is given, for then somebody else drives the time.
   */
  readonly driveDouble?: boolean;
  /** What `/__admin` of that double asks for, where it listens beyond its own machine. */
  readonly adminToken?: string;
  /** Ends the run before its time: nothing more is compared, and what was made is taken away. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Told before each wait of more than three seconds, with what is waited for. */
  readonly onWait?: (wait: Wait) => void;
  /** Told before a thing that was made is taken away. */
  readonly onTakeAway?: (taking: TakingAway) => void;
  /** Told of each call and its answer, as they stood on the wire: they may hold secrets. */
  readonly onExchange?: (seen: Seen) => void;
}

/** Told after each operation. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly operation: ReportOperation;
}
