import type { Finding } from '../../core/checks.js';
import type { Entry, LoadedContract } from '../../core/contract.js';
import type { WireReply } from '../../core/dialect.js';
import type { FailureKind } from '../../core/failure.js';
import type { Example } from '../../core/operation.js';
import { paramNames } from '../../core/route.js';
import type { Reason, ReportOperation } from '../report/report.js';
import type { Tally } from '../report/results.js';
import { isForeign, saidOf } from '../transport/intermediary.js';
import { type Credentials, mayCall, requestOf } from '../transport/request.js';
import type { Answer, Asking } from '../transport/transport.js';
import { findingsOfRefusal, isWhole, type Refusal, refusalsOf } from '../verdict/refusals.js';
import { judge, type Verdict } from '../verdict/verdict.js';
import { meantInQuery, type Resolved, resolve, type Wish, type Words } from './input.js';
import { type Pool, paramName } from './known-values.js';

/** One call and its answer as a run saw it: for recorders and for trials of the checks themselves. */
export interface Seen {
  readonly entry: Entry;
  readonly input: Example;
  /** What was to be refused, or undefined for a call that should succeed. */
  readonly refusal: Refusal | undefined;
  readonly reply: WireReply;
}

/** With what a run calls. */
export interface CallerOptions {
  readonly contract: LoadedContract;
  /** The example of an operation, dated for this run. */
  example(entry: Entry): Example;
  readonly base: string;
  readonly credentials: Credentials;
  readonly ask: Asking;
  readonly tally: Tally;
  readonly pool: Pool;
  readonly refusals: boolean;
  /** Words for inputs that are neither made nor found: a new `tag` and `number` each time, and the credentials. */
  readonly words: Words;
  /** Aborted when the run is to end before its time. */
  readonly signal: AbortSignal | undefined;
  selected(id: string): boolean;
  onProgress(operation: ReportOperation): void;
  readonly onExchange?: ((seen: Seen) => void) | undefined;
}

/** What came of calling an operation. */
export interface Visit {
  /** It answered with a success that the contract knows. */
  readonly succeeded: boolean;
  /** It may have done its work all the same: what came back was no refusal, or trouble, or nothing. */
  readonly mayHaveWorked?: boolean;
  readonly reason?: Reason;
  readonly failure?: FailureKind;
  readonly body?: unknown;
  readonly input?: Example;
}

export interface Caller {
  /** Calls an operation with what the pool and the example give, compares, and tries what must be refused. */
  visit(entry: Entry, wishes?: readonly Wish[]): Promise<Visit>;
  /** Calls an operation with this input, and compares. */
  call(entry: Entry, resolved: Resolved): Promise<Visit>;
  /** Tries what must be refused, where a run is to; the answers of those calls that did their work all the same. */
  refuse(entry: Entry, resolved: Resolved): Promise<Visit[]>;
  /** Calls a read only to see what it answers. */
  look(entry: Entry, resolved: Resolved): Promise<Visit>;
  /** An input for an operation; reads whatever gives the values it lacks. Undefined when they cannot be had. */
  inputFor(entry: Entry, wish?: Wish): Promise<Resolved | undefined>;
  /** Reads anew what gives the things of an operation; whether there was anything to read. */
  lookAgain(entry: Entry): Promise<boolean>;
  /** Why nothing more is compared, in a sentence. */
  stopped(): string | undefined;
  /** Whether nothing is to be had from the endpoint any more, not even that what was made is taken away. */
  isLost(): boolean;
}

/** First with what is needed, then with other things, then with all of the example. */
const WISHES: readonly Wish[] = [{}, { attempt: 1 }, { attempt: 2 }, { whole: true }];
/** Reasons for which refusals tell nothing either. */
const OF_TROUBLE: ReadonlySet<Reason> = new Set<Reason>(['timeout', 'server', 'rate-limit']);
/** After these nobody knows what became of a call. */
const UNSURE: ReadonlySet<Reason> = new Set<Reason>(['timeout', 'server']);
const PROVIDERS = 5;
const PATIENCE = 3;

export function createCaller(options: CallerOptions): Caller {
  const { contract, base, credentials, ask, tally, pool } = options;
  const asked = new Set<string>();
  let lost: string | undefined;
  let inTrouble = 0;
  const stopped = (): string | undefined => lost ?? (options.signal?.aborted ? 'The run was interrupted.' : undefined);

  async function send(entry: Entry, input: Example, refusal?: Refusal): Promise<Answer> {
    const request = requestOf(contract, base, entry, input, credentials, refusal?.use);
    const answer = await ask(request, mayRepeat(entry, refusal));
    if (answer.reply !== undefined) options.onExchange?.({ entry, input, refusal, reply: answer.reply });
    return answer;
  }

  /** Sends, judges, and asks a second time whether a difference is still there. */
  async function judged(entry: Entry, input: Example): Promise<{ verdict: Verdict; answer: Answer }> {
    const answer = await send(entry, input);
    watch(answer);
    const verdict = judge({ contract, entry }, answer);
    if (verdict.findings.length === 0 || !mayRepeat(entry)) return { verdict, answer };
    const again = judge({ contract, entry }, await send(entry, input));
    return { verdict: { ...verdict, findings: inBoth(verdict.findings, again.findings) }, answer };
  }

  /** Ends the run when the endpoint is in the same trouble call after call. */
  function watch({ reply, trouble }: Answer): void {
    const refused = reply !== undefined && contract.dialect.failureOf(reply) === 'unauthenticated';
    const foreign = trouble === undefined && reply !== undefined && isForeign(reply);
    inTrouble = trouble !== undefined || refused || foreign ? inTrouble + 1 : 0;
    if (inTrouble < PATIENCE) return;
    if (refused) lost ??= `${contract.title} no longer takes the credential (${reply.status}).`;
    else if (foreign) lost ??= `${base} no longer answers as ${contract.title} does: it ${saidOf(reply)}.`;
    else lost ??= `${base} ${trouble?.sentence ?? 'gives no answer'}.`;
  }

  async function look(entry: Entry, { input }: Resolved): Promise<Visit> {
    const answer = await send(entry, input);
    watch(answer);
    const { reply } = answer;
    const failure = reply && contract.dialect.failureOf(reply);
    if (reply === undefined || failure !== undefined) return { succeeded: false, ...(failure && { failure }) };
    return { succeeded: true, body: reply.body, input };
  }

  async function call(entry: Entry, { input }: Resolved): Promise<Visit> {
    const { verdict, answer } = await judged(entry, input);
    const told = options.selected(entry.id);
    if (told) tell(entry, answer, verdict.findings, mayRepeat(entry));
    if (!verdict.compared) {
      if (told) tally.notCompared(entry, verdict.reason, verdict.detail);
      const failure = answer.reply && contract.dialect.failureOf(answer.reply);
      const { reason } = verdict;
      return { succeeded: false, mayHaveWorked: UNSURE.has(reason), reason, input, ...(failure && { failure }) };
    }
    const { reply } = answer;
    if (verdict.schema === undefined || reply === undefined) {
      if (told) tally.answered(entry);
      const isRefused = reply !== undefined && contract.dialect.failureOf(reply) !== undefined;
      return { succeeded: false, mayHaveWorked: !isRefused, body: reply?.body, input };
    }
    if (told) tally.compared(entry, verdict.schema, reply.body);
    pool.harvest(entry, verdict.schema, reply.body, input);
    return { succeeded: true, mayHaveWorked: true, body: reply.body, input };
  }

  function tell(entry: Entry, { reply }: Answer, findings: readonly Finding[], confirmed: boolean): void {
    if (reply === undefined) return;
    tally.exchange(entry);
    const failure = contract.dialect.failureOf(reply);
    for (const finding of onceEach(findings)) tally.found(entry, reply.status, failure, finding, confirmed);
  }

  /** Tries what must be refused; where the same refusal meets a good call too, that it is another than expected tells nothing. */
  async function refuse(entry: Entry, resolved: Resolved, anyway?: FailureKind): Promise<Visit[]> {
    const worked: Visit[] = [];
    if (!options.refusals || !options.selected(entry.id)) return worked;
    for (const refusal of refusalsOf(contract, entry, resolved, credentials)) {
      if (stopped() !== undefined) break;
      const answer = await send(entry, refusal.input, refusal);
      const { reply, trouble } = answer;
      if (reply === undefined || trouble !== undefined || reply.headers?.['x-hostdouble-unserved']) continue;
      const kind = contract.dialect.failureOf(reply);
      if (kind !== undefined && kind === anyway && !refusal.kinds.includes(kind)) continue;
      let findings = findingsOfRefusal(contract, entry, refusal, reply);
      if (kind === undefined)
        worked.push({ succeeded: false, mayHaveWorked: true, body: reply.body, input: refusal.input });
      const repeats = kind === undefined ? mayRepeat(entry) : mayRepeat(entry, refusal);
      if (findings.length > 0 && repeats) {
        const { reply: second } = await send(entry, refusal.input, refusal);
        findings = second === undefined ? [] : inBoth(findings, findingsOfRefusal(contract, entry, refusal, second));
      }
      tally.refusal(entry, findings.length === 0);
      tell(entry, answer, findings, repeats);
    }
    return worked;
  }

  async function inputFor(entry: Entry, wish: Wish = {}): Promise<Resolved | undefined> {
    for (const name of [...paramNames(entry.operation.path), ...meantInQuery(contract, entry)])
      for (const provider of pool.providers(entry, name).slice(0, PROVIDERS)) {
        if (pool.values(entry, name).length > 0) break;
        if (!asked.has(provider.id)) await visit(provider);
      }
    const resolution = resolve(contract, pool, entry, options.example(entry), options.words, wish);
    return 'resolved' in resolution ? resolution.resolved : undefined;
  }

  async function lookAgain(entry: Entry): Promise<boolean> {
    let looked = false;
    for (const name of paramNames(entry.operation.path)) {
      const [provider] = pool.made(paramName(entry, name)) === undefined ? pool.providers(entry, name) : [];
      if (provider === undefined) continue;
      pool.drop(entry, name);
      await visit(provider);
      looked = true;
    }
    return looked;
  }

  async function visit(entry: Entry, wishes = WISHES): Promise<Visit> {
    asked.add(entry.id);
    const visited = stopped() === undefined ? await visitNow(entry, wishes) : { succeeded: false };
    if (options.selected(entry.id)) options.onProgress(tally.operation(entry));
    return visited;
  }

  async function visitNow(entry: Entry, wishes: readonly Wish[]): Promise<Visit> {
    const told = options.selected(entry.id);
    const isRead = entry.operation.effect === 'read';
    let last: Visit = { succeeded: false };
    let tried: string | undefined;
    for (const wish of wishes) {
      if (wish.whole && last.succeeded) break; // filters would only leave less
      const resolved = await inputFor(entry, wish);
      if (resolved === undefined || !isWhole(entry, resolved.input)) continue;
      if (JSON.stringify(resolved.input) === tried) continue;
      if (!mayCall(contract, entry, credentials, resolved.input)) {
        if (told) tally.notCompared(entry, 'credential');
        return last;
      }
      const isFirst = tried === undefined && wishes === WISHES;
      tried = JSON.stringify(resolved.input);
      if (isFirst && !isRead) await refuse(entry, resolved);
      last = await call(entry, resolved);
      const inTrouble = last.reason !== undefined && OF_TROUBLE.has(last.reason);
      if (isFirst && isRead && !inTrouble) await refuse(entry, resolved, last.failure);
      if (stopped() !== undefined) break;
      if (last.succeeded) {
        if (!told || !isRead || tally.isFull(entry)) break;
        continue; // another thing may have what this one lacks
      }
      if (last.reason !== 'absent' && !(isRead && last.reason === 'input') && wish.others !== true) break;
    }
    if (tried === undefined && told) tally.notCompared(entry, 'no-data');
    return last;
  }

  return { visit, call, refuse, look, lookAgain, inputFor, stopped, isLost: () => lost !== undefined };
}

/** Whether a request may be sent twice: reads, and calls that are refused for want of a credential. */
const mayRepeat = ({ operation }: Entry, refusal?: Refusal): boolean =>
  operation.effect === 'read' || (refusal !== undefined && refusal.use !== 'valid');

const inBoth = (first: readonly Finding[], second: readonly Finding[]): Finding[] => {
  const again = new Set(second.map(({ check, place }) => `${check} ${place}`));
  return first.filter(({ check, place }) => again.has(`${check} ${place}`));
};

/** One for all items of a list. */
const onceEach = (findings: readonly Finding[]): Iterable<Finding> =>
  new Map(findings.map(finding => [`${finding.check} ${finding.place}`, finding])).values();
