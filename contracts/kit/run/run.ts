import type { Severity } from '../../core/checks.js';
import type { Contract } from '../../core/contract.js';
import { loadContract } from '../../core/define-contract.js';
import type { Effect } from '../../core/operation.js';
import { type Baseline, compareWith } from '../report/baseline.js';
import { type Report, type ReportFinding, type ReportOperation, reportOf } from '../report/report.js';
import { createTally } from '../report/results.js';
import { overFetch, realNow, realSleep } from '../system.js';
import { preflight } from '../transport/preflight.js';
import { redactor } from '../transport/redact.js';
import { baseOf, type Credentials, type Send } from '../transport/request.js';
import { signIn } from '../transport/sign-in.js';
import { type Asking, patient } from '../transport/transport.js';
import { createCaller, type Seen } from './calls.js';
import { recent } from './example-dates.js';
import { createPool } from './known-values.js';
import { liveThrough } from './resources.js';
import { selector } from './scope.js';

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

/**
 * Checks a contract against an endpoint and reports. It rejects for wrong options only: what the endpoint does is in the
 * report.
 */
export async function run(options: RunOptions): Promise<Report> {
  const { sleep = realSleep, now = realNow, failOn = 'warning' } = options;
  const startedAt = now();
  const contract = await loadContract(options.contract);
  const example = recent(contract.playbook ?? {}, startedAt);
  const base = baseOf(contract, options.target);
  const tally = createTally(contract);
  const pool = createPool(contract);
  const send = options.send ?? overFetch;
  const counted: Send = (request, timeout) => {
    tally.requests += 1;
    return send(request, timeout);
  };
  const { timeout = 30_000, rate = 5, retries = 3, settleFor = 180_000 } = options;
  const ask: Asking = patient({ send: counted, sleep, now, timeout, rate, retries });
  const secrets = Object.values(options.credentials);

  const signed = await signIn(contract, base, options.credentials, ask);
  const credentials = { ...options.credentials, ...signed.credentials };
  secrets.push(...Object.values(credentials));
  let stopped = signed.problem ?? (await preflight(contract, base, credentials, ask));
  const left: Report['left'] = [];
  const selected = selector(contract, options.only, options.skip);
  const all = contract.entries;
  for (const entry of all) if (!selected(entry.id)) tally.notCompared(entry, 'skipped');
  if (stopped === undefined) {
    let done = 0;
    const allow = new Set<Effect>(['read', ...(options.allow ?? [])]);
    const total = all.filter(({ id, operation }) => selected(id) && allow.has(operation.effect)).length;
    const onProgress = (operation: ReportOperation): void => {
      done = Math.min(done + 1, total);
      options.onProgress?.({ done, total, operation });
    };
    const { refusals = true, disposable = false } = options;
    let calls = 0;
    const words = (name: string): string | undefined => {
      if (name !== 'tag' && name !== 'number') return credentials[name];
      calls += 1;
      return name === 'tag' ? `${startedAt.toString(36)}${calls}` : `${(startedAt % 1e9) + calls}`;
    };
    const called = { contract, pool, tally, selected };
    const caller = createCaller({
      ...called,
      example,
      onExchange: options.onExchange,
      signal: options.signal,
      base,
      credentials,
      ask,
      refusals,
      words,
      onProgress,
    });
    left.push(...(await liveThrough({ ...called, caller, allow, disposable, sleep, settleFor })));
    stopped = caller.stopped();
  }
  await signed.leave();
  // Cleaned before they are compared: what a baseline holds was clean when it was written.
  const findings = tally.findings().map(cleaner(secrets));
  const operations = tally.operations();
  const missed = new Set(operations.filter(({ outcome }) => outcome === 'not-compared').map(({ id }) => id));
  const isComplete = stopped === undefined && all.every(({ id }) => selected(id));
  const wasCompared = (finding: string): boolean => {
    const [vendor, about = ''] = finding.split('/');
    return vendor === contract.vendor && (about.startsWith('(') ? isComplete : !missed.has(about));
  };
  const compared = compareWith(options.baseline ?? { allow: [] }, findings, now(), wasCompared);
  const report = reportOf({
    contract,
    target: base,
    startedAt: new Date(startedAt).toISOString(),
    milliseconds: now() - startedAt,
    requests: tally.requests,
    operations,
    left,
    failOn,
    stopped,
    ...compared,
  });
  return redacted(report, redactor(secrets));
}

/** Shorter ones may be words of the contract: a password `data` is no reason to change `$.data`. */
const LEAST_IN_PATHS = 8;

/** Takes secrets out of what an endpoint had a part in; the contract's own words hold none. */
function cleaner(secrets: readonly string[]): (finding: ReportFinding) => ReportFinding {
  const clean = redactor(secrets);
  const cleanPath = redactor(secrets.filter(({ length }) => length >= LEAST_IN_PATHS));
  return finding => ({
    ...finding,
    id: cleanPath(finding.id),
    path: cleanPath(finding.path),
    found: clean(finding.found),
  });
}

/** A report with whose other texts an endpoint had a part in cleaned likewise. */
function redacted(whole: Report, clean: (text: string) => string): Report {
  return {
    ...whole,
    target: clean(whole.target),
    sentence: clean(whole.sentence),
    operations: whole.operations.map(one => ({ ...one, detail: one.detail && clean(one.detail) })),
    left: whole.left.map(one => ({ ...one, name: clean(one.name) })),
  };
}
