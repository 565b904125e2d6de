import type { Entry } from '../../core/contract.js';
import type { Effect } from '../../core/operation.js';
import { compareWith } from '../report/baseline.js';
import { earlierIn } from '../report/earlier.js';
import { type Report, type ReportOperation, reportOf, wasCompared } from '../report/report.js';
import { Results } from '../report/results.js';
import { showing } from '../report/shown.js';
import { sinceOf } from '../report/since.js';
import { isoTime, systemNow } from '../system.js';
import { preflight } from '../transport/preflight.js';
import { cleanedFindings, cleanedReport, cleanedText } from '../transport/redact.js';
import { baseOf, type Credentials } from '../transport/request.js';
import { Absences } from './absences.js';
import { Calls } from './calls.js';
import { EndpointWatch } from './endpoint-watch.js';
import { datedExamples } from './example-dates.js';
import { KnownValues } from './known-values.js';
import { reportNoLonger } from './no-longer.js';
import type { RunOptions } from './options.js';
import type { Words } from './overlaid.js';
import { goThrough } from './phases.js';
import { Resources, type TakingAway } from './resources.js';
import { loadScope, type Scope } from './scope.js';
import { OwnSessions } from './spared.js';
import { type TimeOfRun, timeOfRun } from './time-of-run.js';
import type { Wait } from './waits.js';

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
  const sessions = new OwnSessions(options.contract, base, options.credentials);
  const tell = ({ milliseconds, sentence }: Wait): void =>
    options.onWait?.({ milliseconds, sentence: cleanedText(sentence, sessions.secrets()) });
  const time = await timeOfRun(options, base, tell);
  const { transport, limit } = time;
  const signed = await sessions.open(transport);
  const credentials = { ...options.credentials, ...signed.credentials };
  const groups = Object.keys(contract.operations);
  let proof: Entry | undefined;
  const noteProof = (entry: Entry): void => {
    proof = entry;
  };
  const unusable =
    signed.problem ?? (await preflight(options.contract, groups, base, credentials, transport, noteProof));
  const results = new Results(contract, { failOn, show: showing(contract, base, credentials) });
  for (const entry of contract.entries) if (!selected(entry.id)) results.notCompared(entry, 'skipped');
  const watch = new EndpointWatch(contract, base, limit);
  const absences = new Absences();
  const left: Report['left'] = [];
  if (unusable === undefined) {
    const shared = { scope, base, credentials, time, sessions, results, absences, watch, proof, startedAt };
    left.push(...(await call(options, shared)));
  }
  limit.signOut();
  left.push(...(await sessions.leave()));

  if (!watch.isLost()) absences.tell(results, selected);
  const ended = limit.said();
  const stopped = ended ?? unusable ?? watch.conclusion();
  if (stopped === undefined) reportNoLonger(contract, results, selected, options);
  const disputed = results.disputed();
  // Take secrets out before comparing: a baseline was written without them.
  const found = results.findings(options.since && earlierIn(options.since));
  const findings = cleanedFindings(found, sessions.secrets());
  const isCompared = comparedBy(scope, results.operations(), stopped === undefined);
  const judged = compareWith(options.baseline ?? { allow: [] }, findings, now(), isCompared);
  const allowed = new Set(found.filter((_, at) => judged.findings[at]?.allowed !== null).map(({ id }) => id));
  const report = reportOf({
    contract,
    target: base,
    startedAt: isoTime(startedAt),
    milliseconds: now() - startedAt,
    requests: time.requests(),
    notAsked: scope.notAsked,
    operations: results.operations(allowed),
    left,
    failOn,
    stopped,
    hasEnded: ended !== undefined && unusable === undefined,
    disputed,
    since: options.since === undefined ? null : sinceOf(findings, options.since, isCompared),
    ...judged,
  });
  return cleanedReport(report, sessions.secrets());
}

/** What all calls of a run share. */
interface Shared {
  readonly scope: Scope;
  readonly base: string;
  readonly credentials: Credentials;
  readonly time: TimeOfRun;
  readonly sessions: OwnSessions;
  readonly results: Results;
  readonly absences: Absences;
  readonly watch: EndpointWatch;
  readonly proof: Entry | undefined;
  readonly startedAt: number;
}

/** Makes all calls of a run. Answers what could not be proved gone. */
function call(options: RunOptions, { scope, startedAt, time, sessions, ...shared }: Shared): Promise<Report['left']> {
  const { contract, selected } = scope;
  const { settleFor = 180_000, refusals = true, disposable = false } = options;
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
  const example = datedExamples(contract.playbook ?? {}, time.opened);
  const { onExchange } = options;
  const onTakeAway = (taking: TakingAway): void =>
    options.onTakeAway?.({ ...taking, thing: cleanedText(taking.thing, sessions.secrets()) });
  const { transport, pause, limit } = time;
  const { results, absences } = shared;
  const common = { contract, selected, known, results, absences };
  const asking = { ...shared, ...common, transport, example, refusals, words, onProgress, onExchange };
  const calls = new Calls(asking);
  const resources = new Resources({ ...common, calls, disposable, pause, limit, settleFor, onTakeAway });
  const callsToEnd = async (entry: Entry): Promise<Calls | undefined> => {
    const own = await sessions.credentialsToEnd(entry, transport);
    return own && new Calls({ ...asking, credentials: own });
  };
  return goThrough({ ...common, calls, resources, allow, disposable, pause, callsToEnd });
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
  const compared = new Set(operations.filter(wasCompared).map(({ id }) => id));
  const isComplete = isWhole && notAsked === 0 && contract.entries.every(({ id }) => selected(id));
  return finding => {
    const [vendor, about = ''] = finding.split('/');
    if (vendor !== contract.vendor) return false;
    if (about.startsWith('(')) return isComplete;
    const [group = '', name = ''] = about.split('.');
    return compared.has(about) || !Object.hasOwn(contract.routes[group] ?? {}, name);
  };
}
