import type { Finding, Severity } from '../../core/checks.js';
import { checkExchange } from '../../core/checks.js';
import type { Entry, LoadedContract } from '../../core/contract.js';
import { isDeeper } from '../../core/depth.js';
import type { WireReply } from '../../core/dialect.js';
import { mayHoldLong } from '../../core/exact-json.js';
import type { Schema } from '../../core/operation.js';
import { replyFrom } from '../../core/over-fetch.js';
import { redactor } from '../../core/redact.js';
import { routesOf } from '../../core/route.js';
import { keysOf } from '../../core/schema.js';
import { hasWide, readWide } from '../../core/whole-number.js';
import { type Baseline, compareWith } from '../report/baseline.js';
import { many, type Reason, type Report, type ReportFinding, reaches, reportOf, standing } from '../report/report.js';
import { Results } from '../report/results.js';
import { showing } from '../report/shown.js';
import { isoTime } from '../system.js';
import { cleanedFindings, cleanedReport } from '../transport/redact.js';
import { troubleIn } from '../transport/transport.js';
import { verdictOf } from '../verdict/verdict.js';
import { harEntry } from './har.js';
import { JudgedBefore } from './judged-before.js';
import { NeverAnswered } from './never-answered.js';
import { headerOf, headersByName, type PassedCall, type PassedReply } from './passed.js';
import { type Reads, ranked } from './reads.js';
import { findingsOfRequest, requestChecks } from './request-checks.js';
import { SecretsSeen } from './secrets-seen.js';
import { Strays } from './strays.js';

export interface ObserverOptions {
  readonly contract: LoadedContract;
  /** Address of the API, as a report shows it. */
  readonly target: string;
  readonly failOn: Severity;
  readonly baseline?: Baseline;
  readonly reads: Reads;
  readonly now: () => number;
}

/** What is told of a call at once, each thing the first time only. */
export interface Told {
  readonly findings: readonly ReportFinding[];
  /** Why a call was not compared, in words. */
  readonly notCompared: string | undefined;
}

const NOTHING: Told = { findings: [], notCompared: undefined };
/** Longest body of a request that is kept to be shown. */
const LONGEST_SHOWN = 16_384;
/** Stands for the credential of the client, which is not kept. */
const UNKNOWN = '\0';
/** Most differences that are remembered, to know one that comes again. */
const MOST_KNOWN = 10_000;
/** Answers to a request for a part, or for what has changed: no whole body stands in them. */
const CONDITIONAL: Readonly<Record<number, readonly string[]>> = {
  206: ['range'],
  304: ['if-none-match', 'if-modified-since'],
};

/**
 * Holds calls that passed between a client and an endpoint to a contract, both what the client sent and what was answered,
 * and reports as a check does. Its memory depends on the contract, not on the number of calls.
 */
export class Observer {
  readonly #options: ObserverOptions;
  readonly #results: Results;
  readonly #strays: Strays;
  readonly #silent: NeverAnswered;
  readonly #secrets: SecretsSeen;
  readonly #judged = new JudgedBefore();
  readonly #startedAt: number;
  readonly #calls = new Map<string, number>();
  readonly #known = new Set<string>();
  readonly #told = new Set<string>();
  readonly #full = new Set<string>();
  /** Calls of operations that were not compared, by the reason. */
  readonly #unread = new Map<string, number>();
  #requests = 0;

  constructor(options: ObserverOptions) {
    this.#options = options;
    const { contract, target, failOn } = options;
    const [usual = ''] = contract.dialect.auth.default ?? [];
    // No credential is known here: what carries one is shown as the variable of the usual scheme.
    this.#results = new Results(contract, { failOn, show: showing(contract, target, { [usual]: UNKNOWN }) });
    this.#strays = new Strays(options.contract, text => redactor(this.secrets())(text));
    this.#silent = new NeverAnswered(options.contract);
    this.#secrets = new SecretsSeen(options.contract);
    this.#startedAt = options.now();
  }

  /** The secrets that were seen so far, to be taken out of whatever is written. */
  secrets(): string[] {
    return this.#secrets.list();
  }

  /** A call that was seen, as an entry of HAR; the client called it at `origin`. */
  recorded(call: PassedCall, origin: string): string {
    const { contract } = this.#options;
    const shownPath = (path: string): string => this.#strays.shownPath(path);
    return harEntry(call, this.entryOf(call), { contract, origin, secrets: this.secrets(), shownPath });
  }

  /** The operation of a call, if the contract describes it. */
  entryOf({ route }: PassedCall): Entry | undefined {
    return route.kind === 'operation' ? this.#options.contract.byId.get(route.id) : undefined;
  }

  /** Holds a call to the contract, and tells what is new. */
  see(call: PassedCall): Told {
    this.#requests += 1;
    this.#secrets.learn(call);
    const entry = this.entryOf(call);
    if (entry === undefined) return this.#stray(call);
    this.#calls.set(entry.id, (this.#calls.get(entry.id) ?? 0) + 1);
    const { reply, broken } = call;
    const input = inputOf(this.#options.contract, entry, call);
    if (input !== undefined) this.#learnFrom(entry, input);
    if (reply === undefined || broken !== undefined) return this.#notCompared(entry, 'server', broken ?? 'no answer');
    if (call.method === 'HEAD' || isConditional(call, reply)) {
      this.#results.notCompared(entry, 'unread', 'such an answer has no whole body');
      return NOTHING;
    }
    const { body } = reply;
    const read = 'text' in body ? wireReply(reply, body.text) : undefined;
    const status = reply.status;
    if (input !== undefined && read !== undefined) {
      const isSmall = !('text' in call.sent) || call.sent.text.length <= LONGEST_SHOWN;
      const shown = { params: named(input.params), query: input.query, ...(isSmall && { body: input.body }) };
      this.#results.sent({ entry, input: shown, use: 'valid', isRefused: false, reply: read });
      const failure = this.#options.contract.dialect.failureOf(read);
      const wasTaken = failure === undefined && status < 400;
      const findings = findingsOfRequest(this.#options.contract.dialect, entry, input, wasTaken);
      for (const finding of findings) this.#found(entry, status, finding);
    }
    if ('unread' in body) return this.#notCompared(entry, body.unread, body.detail);
    if (read === undefined) return this.#notCompared(entry, 'too-large', 'too large: its JSON is nested too deep');
    this.#compare(entry, read);
    const unread = 'unread' in call.sent ? this.#countUnread(entry, `its request is ${call.sent.detail}`) : undefined;
    return { findings: this.#fresh(), notCompared: unread };
  }

  report(): Report {
    const { contract, target, failOn, baseline = { allow: [] }, reads, now } = this.#options;
    for (const { entry, status, finding } of this.#silent.findings()) this.#found(entry, status, finding);
    const called = this.#results.operations().filter(({ id }) => this.#calls.has(id));
    const operations = [...called, ...this.#strays.operations()];
    const secrets = this.secrets();
    const all = [...this.#results.findings(), ...this.#strays.findings()];
    const findings = ranked(reads, cleanedFindings(all, secrets), this.#calls);
    const compared = new Set(called.filter(({ outcome }) => outcome !== 'not-compared').map(({ id }) => id));
    const isDescribed = new Set(operations.map(({ id }) => id));
    const report = reportOf({
      ...{ contract, target, failOn, operations, left: [], stopped: undefined, disputed: this.#results.disputed() },
      since: null,
      startedAt: isoTime(this.#startedAt),
      milliseconds: now() - this.#startedAt,
      requests: this.#requests,
      notAsked: routesOf(contract.routes).filter(({ id }) => !isDescribed.has(id)).length,
      ...compareWith(baseline, findings, now(), id => compared.has(id.split('/')[1] ?? '')),
    });
    return cleanedReport({ ...report, sentence: this.#sentence(report) }, secrets);
  }

  /** The verdict in words: whose doing it is, and what was not looked at. */
  #sentence({ verdict, sentence, findings, failOn, exitCode }: Report): string {
    const failing = standing(findings).filter(({ severity }) => reaches(severity, failOn));
    const own = failing.filter(({ check }) => requestChecks.some(({ id }) => id === check));
    const unread = [...this.#unread.values()].reduce((sum, count) => sum + count, 0);
    const beside = unread === 0 ? '' : ` ${many(unread, 'exchange')} could not be compared.`;
    const isClients = verdict === 'drift' && own.length === failing.length;
    if (isClients)
      return `The endpoint keeps the contract; this client does not: ${many(own.length, 'finding')}.${beside}`;
    if (exitCode !== 2 || own.length === 0) return sentence + beside;
    return `${sentence} Of these ${own.length} ${own.length === 1 ? 'is' : 'are'} about what this client sends.${beside}`;
  }

  #stray(call: PassedCall): Told {
    const found = this.#strays.see(call);
    return found === undefined
      ? NOTHING
      : { findings: cleanedFindings([found], this.secrets()), notCompared: undefined };
  }

  #learnFrom(entry: Entry, input: NonNullable<ReturnType<typeof inputOf>>): void {
    const { operation } = entry;
    for (const part of ['params', 'query', 'body'] as const) this.#secrets.learnMarked(operation[part], input[part]);
    this.#secrets.learnSignIn(entry, input.query);
    this.#secrets.learnSignIn(entry, input.body);
  }

  #compare(entry: Entry, reply: WireReply): void {
    const { contract } = this.#options;
    const results = this.#results;
    const exchange = { contract, entry };
    const trouble = troubleIn(reply);
    this.#silent.hear(entry, reply);
    results.exchange(entry);
    const key = this.#judged.keyOf(entry, reply);
    const failure = contract.dialect.failureOf(reply);
    const before = this.#judged.recall(key);
    for (const finding of before ?? []) this.#found(entry, reply.status, finding, failure);
    if (before !== undefined) return;
    const verdict = verdictOf(exchange, { reply, ...(trouble && { trouble }) });
    this.#secrets.learnMarked(failure === undefined ? entry.operation.responses[reply.status] : undefined, reply.body);
    if (!verdict.compared) results.notCompared(entry, verdict.reason, verdict.detail);
    else if (verdict.schema === undefined || this.#full.has(entry.id)) results.answered(entry);
    else {
      results.compared(entry, verdict.schema, reply.body);
      if (results.isFull(entry)) this.#full.add(entry.id);
    }
    // A check provokes this refusal and looks at it there; here it is looked at when it comes.
    const isRefused = !verdict.compared && failure === 'unauthenticated' && trouble === undefined;
    const findings = isRefused
      ? checkExchange({ ...exchange, reply }).filter(({ check }) => check !== 'status')
      : verdict.findings;
    const once = new Map(findings.map(finding => [`${finding.check} ${finding.place}`, finding]));
    for (const finding of once.values()) this.#found(entry, reply.status, finding, failure);
    this.#judged.keep(key, [...once.values()]);
  }

  #found(entry: Entry, status: number, finding: Finding, failure?: ReturnType<WireFailure>): void {
    const key = `${entry.id} ${status} ${finding.check} ${finding.place}`;
    const isKnown = this.#known.has(key);
    if (!isKnown && this.#known.size >= MOST_KNOWN) return;
    this.#known.add(key);
    this.#results.found(entry, status, failure, finding, isKnown);
  }

  /** What has been found since it was last asked. */
  #fresh(): ReportFinding[] {
    if (this.#told.size === this.#known.size) return [];
    const fresh = this.#results.findings().filter(({ id }) => !this.#told.has(id));
    for (const { id } of fresh) this.#told.add(id);
    return cleanedFindings(fresh, this.secrets());
  }

  #notCompared(entry: Entry, reason: Reason, detail: string): Told {
    this.#results.exchange(entry);
    this.#results.notCompared(entry, reason, detail);
    return { findings: this.#fresh(), notCompared: this.#countUnread(entry, detail) };
  }

  /** Counts an exchange that was not compared; says so, if it is the first of its kind. */
  #countUnread({ id }: Entry, detail: string): string | undefined {
    const key = `${id} (${detail})`;
    const before = this.#unread.get(key) ?? 0;
    this.#unread.set(key, before + 1);
    return before === 0 ? `not compared: ${key}` : undefined;
  }
}

/** The params that are there. */
const named = (params: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

type WireFailure = LoadedContract['dialect']['failureOf'];

const isConditional = ({ headers }: PassedCall, { status }: PassedReply): boolean =>
  CONDITIONAL[status]?.some(name => headerOf(headers, name) !== undefined) ?? false;

/** An answer as the checks read it; undefined if its JSON is nested too deep to be walked through. */
function wireReply({ status, headers }: PassedReply, text: string): WireReply | undefined {
  return isDeeper(text) ? undefined : replyFrom(status, headersByName(headers), text);
}

/** What a client sent, by the names that the operation gives it; undefined where it was not read. */
function inputOf({ dialect }: LoadedContract, { operation }: Entry, call: PassedCall) {
  const { route, input, malformed } = call;
  if (route.kind !== 'operation' || (input === undefined && malformed === undefined)) return undefined;
  const names = new Map(keysOf(operation.query).map(name => [name.toLowerCase(), name]));
  const query = Object.entries(input?.query ?? {}).map(([name, value]) => [
    dialect.input === 'form' ? (names.get(name.toLowerCase()) ?? name) : name,
    value,
  ]);
  return { params: route.params, query: Object.fromEntries(query), body: bodySent(operation.body, call), malformed };
}

/** The body that was sent, as an endpoint reads it that keeps the digits of long numbers. */
function bodySent(schema: Schema | undefined, { sent, input }: PassedCall): unknown {
  if (input?.body === undefined || !('text' in sent) || !mayHoldLong(sent.text)) return input?.body;
  return schema !== undefined && hasWide(schema) ? readWide(schema, sent.text.replace(/^\ufeff/, '')) : input.body;
}
