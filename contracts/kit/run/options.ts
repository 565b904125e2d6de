import type { Severity } from '../../core/checks.js';
import type { Contract } from '../../core/contract.js';
import type { Effect } from '../../core/operation.js';
import type { Baseline } from '../report/baseline.js';
import type { Report, ReportOperation } from '../report/report.js';
import type { Credentials, Send } from '../transport/request.js';
import type { Seen } from './calls.js';

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
  /** Requests a second; default 5, and 0 for as many as there can be. */
  readonly rate?: number;
  /** How often a request is sent again after 429, 5xx or a broken connection; default 3. */
  readonly retries?: number;
  /** Longest wait, in milliseconds, for a thing that was made to be ready or gone; default 180,000. */
  readonly settleFor?: number;
  /** From which severity on drift fails the run; default `warning`. */
  readonly failOn?: Severity;
  readonly baseline?: Baseline;
  /** An earlier report of this endpoint: what it did not find, the endpoint has changed since. */
  readonly since?: Report;
  readonly send?: Send;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly now?: () => number;
  /** Ends the run before its time: nothing more is compared, and what was made is taken away. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Told of each call and its answer, as they stood on the wire: they may hold secrets. */
  readonly onExchange?: (seen: Seen) => void;
}

/** Told after each operation. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly operation: ReportOperation;
}
