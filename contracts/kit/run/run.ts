import type { Effect } from '../../core/operation.js';
import { compareWith } from '../report/baseline.js';
import { earlierIn } from '../report/earlier.js';
import { type Report, type ReportOperation, reportOf } from '../report/report.js';
import { Results } from '../report/results.js';
import { showing } from '../report/shown.js';
import { isoTime, overFetch, systemNow, systemSleep } from '../system.js';
import { preflight } from '../transport/preflight.js';
import { cleanedFindings, cleanedReport } from '../transport/redact.js';
import { baseOf, type Credentials, type Send } from '../transport/request.js';
import { signIn } from '../transport/sign-in.js';
import { createTransport, type Transport } from '../transport/transport.js';
import { Calls } from './calls.js';
import { EndpointWatch } from './endpoint-watch.js';
import { datedExamples } from './example-dates.js';
import { KnownValues } from './known-values.js';
import type { RunOptions } from './options.js';
import type { Words } from './overlaid.js';
import { goThrough } from './phases.js';
import { Resources } from './resources.js';
import { loadScope, type Scope } from './scope.js';

/**
 * Checks a contract against an endpoint and reports. It rejects for wrong options only: what the endpoint does is in the
 * report.
 */
export async function run(options: RunOptions): Promise<Report> {
  const { now = systemNow, failOn = 'warning' } = options;
  const startedAt = now();
  const scope = await loadScope(options);
  const { contract, selected } = scope;
  const base = baseOf(contract, options.target);
  const sent = { requests: 0 };
  const transport = transportOf(options, sent);
  const signed = await signIn(options.contract, base, options.credentials, transport);
  const credentials = { ...options.credentials, ...signed.credentials };
  const secrets = [...new Set([...Object.values(options.credentials), ...Object.values(credentials)])];
  const groups = Object.keys(contract.operations);
  const unusable = signed.problem ?? (await preflight(options.contract, groups, base, credentials, transport));
  const results = new Results(contract, { failOn, show: showing(contract, base, credentials) });
  for (const entry of contract.entries) if (!selected(entry.id)) results.notCompared(entry, 'skipped');
  const watch = new EndpointWatch(contract, base, options.signal);
  const left: Report['left'] = [];
  if (unusable === undefined)
    left.push(...(await call(options, { scope, base, credentials, transport, results, watch, startedAt })));
  const session = await signed.leave();
  if (session !== undefined) left.push({ ...session, name: 'session' });

  const stopped = unusable ?? watch.stopped();
  // Take secrets out before comparing: a baseline was written without them.
  const found = results.findings(options.since && earlierIn(options.since));
  const findings = cleanedFindings(found, secrets);
  const wasCompared = comparedBy(scope, results.operations(), stopped === undefined);
  const judged = compareWith(options.baseline ?? { allow: [] }, findings, now(), wasCompared);
  const allowed = new Set(found.filter((_, at) => judged.findings[at]?.allowed !== null).map(({ id }) => id));
  const report = reportOf({
    contract,
    target: base,
    startedAt: isoTime(startedAt),
    milliseconds: now() - startedAt,
    requests: sent.requests,
    notAsked: scope.notAsked,
    operations: results.operations(allowed),
    left,
    failOn,
    stopped,
    ...judged,
  });
  return cleanedReport(report, secrets);
}

function transportOf(options: RunOptions, sent: { requests: number }): Transport {
  const { send = overFetch, sleep = systemSleep, now = systemNow, timeout = 30_000, rate = 5, retries = 3 } = options;
  const counted: Send = (request, longest) => {
    sent.requests += 1;
    return send(request, longest);
  };
  return createTransport({ send: counted, sleep, now, timeout, rate, retries });
}

/** What all calls of a run share. */
interface Shared {
  readonly scope: Scope;
  readonly base: string;
  readonly credentials: Credentials;
  readonly transport: Transport;
  readonly results: Results;
  readonly watch: EndpointWatch;
  readonly startedAt: number;
}

/** Makes all calls of a run. Answers what could not be proved gone. */
function call(options: RunOptions, { scope, startedAt, ...shared }: Shared): Promise<Report['left']> {
  const { contract, selected } = scope;
  const { sleep = systemSleep, settleFor = 180_000, refusals = true, disposable = false } = options;
  const allow = new Set<Effect>(['read', ...(options.allow ?? [])]);
  const isCalled = (id: string, effect: Effect): boolean => selected(id) && allow.has(effect);
  const total = contract.entries.filter(({ id, operation }) => isCalled(id, operation.effect)).length;
  let done = 0;
  const onProgress = (operation: ReportOperation): void => {
    done = Math.min(done + 1, total);
    options.onProgress?.({ done, total, operation });
  };
  const known = new KnownValues(contract);
  const words = wordsFor(startedAt, shared.credentials);
  const example = datedExamples(contract.playbook ?? {}, startedAt);
  const { onExchange } = options;
  const common = { contract, selected, known, results: shared.results };
  const calls = new Calls({ ...shared, ...common, example, refusals, words, onProgress, onExchange });
  const resources = new Resources({ ...common, calls, disposable, sleep, settleFor });
  return goThrough({ ...common, calls, resources, allow, disposable, sleep });
}

/** Gives the credentials, and each time a new `tag` and `number`, which other runs do not send either. */
function wordsFor(startedAt: number, credentials: Credentials): Words {
  let given = 0;
  return name => {
    if (name !== 'tag' && name !== 'number') return credentials[name];
    given += 1;
    return name === 'tag' ? `${startedAt.toString(36)}${given}` : `${(startedAt % 1e9) + given}`;
  };
}

/** Whether this run compared what a finding is about. A finding of an operation that has no route any more counts as compared. */
function comparedBy(
  { contract, selected, notAsked }: Scope,
  operations: readonly ReportOperation[],
  isWhole: boolean,
): (finding: string) => boolean {
  const compared = new Set(operations.filter(({ outcome }) => outcome !== 'not-compared').map(({ id }) => id));
  const isComplete = isWhole && notAsked === 0 && contract.entries.every(({ id }) => selected(id));
  return finding => {
    const [vendor, about = ''] = finding.split('/');
    if (vendor !== contract.vendor) return false;
    if (about.startsWith('(')) return isComplete;
    const [group = '', name = ''] = about.split('.');
    return compared.has(about) || !Object.hasOwn(contract.routes[group] ?? {}, name);
  };
}
