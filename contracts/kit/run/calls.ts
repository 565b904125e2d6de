import type { Finding } from '../../core/checks.js';
import type { Entry, LoadedContract } from '../../core/contract.js';
import type { WireReply } from '../../core/dialect.js';
import type { FailureKind } from '../../core/failure.js';
import type { Example } from '../../core/operation.js';
import { paramNames } from '../../core/route.js';
import { paramName } from '../../core/value-names.js';
import type { Reason, ReportOperation } from '../report/report.js';
import type { Results } from '../report/results.js';
import { credentialNames } from '../transport/credentials.js';
import { type Credentials, mayCall, requestOf } from '../transport/request.js';
import type { Transport, TransportResult } from '../transport/transport.js';
import { findingsOfRefusal, isWhole, type RefusedCall, refusalsOf } from '../verdict/refusals.js';
import { type Verdict, verdictOf } from '../verdict/verdict.js';
import type { EndpointWatch } from './endpoint-watch.js';
import { type InputChoice, meantInQuery, type Resolution, type Resolved, resolve } from './input.js';
import { type KnownValues, wordsOf } from './known-values.js';
import type { Words } from './overlaid.js';

/** A call of a run and its answer, for those who record them. */
export interface Seen {
  readonly entry: Entry;
  readonly input: Example;
  /** What was to be refused, or undefined for a call that should succeed. */
  readonly refusal: RefusedCall | undefined;
  readonly reply: WireReply;
}

/** What the calls of a run need. */
export interface CallsOptions {
  readonly contract: LoadedContract;
  /** The example of an operation, dated for this run. */
  example(entry: Entry): Example;
  readonly base: string;
  readonly credentials: Credentials;
  readonly transport: Transport;
  readonly watch: EndpointWatch;
  readonly results: Results;
  readonly known: KnownValues;
  /** Whether calls that must be refused are tried too. */
  readonly refusals: boolean;
  /** Fills words in braces: `tag` and `number` anew each time, and the credentials. */
  readonly words: Words;
  selected(id: string): boolean;
  onProgress(operation: ReportOperation): void;
  readonly onExchange?: ((seen: Seen) => void) | undefined;
}

/** The result of calling an operation. */
export interface CallOutcome {
  /** It answered with a success that the contract knows. */
  readonly succeeded: boolean;
  /** The call may have done its work: it was not refused, or nobody knows, for there was trouble or no answer. */
  readonly mayHaveWorked?: boolean;
  /** What came back, in words: `answered 409 (conflict)`. */
  readonly detail: string;
  readonly reason?: Reason;
  readonly failure?: FailureKind;
  readonly status?: number;
  readonly body?: unknown;
  readonly input?: Example;
  /** Calls before this one that had to be refused and were not. */
  readonly wrongly?: readonly CallOutcome[];
}

/** Call first with what is needed, then with other things, then with all of the example's query. */
const CHOICES: readonly InputChoice[] = [{}, { attempt: 1 }, { attempt: 2 }, { whole: true }];
/** If a call failed for one of these reasons, trying refusals tells nothing. */
const OF_TROUBLE: ReadonlySet<Reason> = new Set<Reason>(['timeout', 'server', 'rate-limit']);
/** After one of these nobody knows whether the call did its work. */
const UNSURE: ReadonlySet<Reason> = new Set<Reason>(['timeout', 'server']);
const MOST_PROVIDERS = 5;

/** Calls operations with known values, compares the answers with the contract, and learns values from them. */
export class Calls {
  readonly #options: CallsOptions;
  readonly #visited = new Set<string>();

  constructor(options: CallsOptions) {
    this.#options = options;
  }

  /** Why the run has ended, in a sentence; undefined while it goes on. */
  stopped(): string | undefined {
    return this.#options.watch.stopped();
  }

  /** Whether the endpoint is lost: then things cannot be taken away either. */
  isLost(): boolean {
    return this.#options.watch.isLost();
  }

  /** Calls an operation with several inputs until its success was compared, and tries what must be refused. */
  async visit(entry: Entry, choices: readonly InputChoice[] = CHOICES): Promise<CallOutcome> {
    const { selected, onProgress, results } = this.#options;
    this.#visited.add(entry.id);
    const stopped = this.stopped();
    const outcome = stopped === undefined ? await this.#visitNow(entry, choices) : failed(stopped);
    if (selected(entry.id)) onProgress(results.operation(entry));
    return outcome;
  }

  async #visitNow(entry: Entry, choices: readonly InputChoice[]): Promise<CallOutcome> {
    const { contract, credentials, results, selected } = this.#options;
    const isTold = selected(entry.id);
    const isRead = entry.operation.effect === 'read';
    const wrongly: CallOutcome[] = [];
    let last = failed('was not called');
    let tried: string | undefined;
    let missing: string | undefined;
    for (const choice of choices) {
      if (choice.whole && last.succeeded) break; // the example's filters would only leave less to compare
      const resolution = await this.inputFor(entry, choice);
      if ('missing' in resolution) missing ??= resolution.missing;
      if ('missing' in resolution || !isWhole(entry, resolution.resolved.input)) continue;
      const { resolved } = resolution;
      if (JSON.stringify(resolved.input) === tried) continue;
      if (!mayCall(contract, entry, credentials, resolved.input)) {
        if (isTold) results.notCompared(entry, 'credential');
        return { ...last, wrongly };
      }
      const isFirst = tried === undefined && choices === CHOICES;
      tried = JSON.stringify(resolved.input);
      if (isFirst && !isRead) wrongly.push(...(await this.refuse(entry, resolved)));
      last = await this.call(entry, resolved);
      const inTrouble = last.reason !== undefined && OF_TROUBLE.has(last.reason);
      if (isFirst && isRead && !inTrouble) await this.refuse(entry, resolved, last.failure);
      if (this.stopped() !== undefined) break;
      if (last.succeeded) {
        if (!isTold || !isRead || results.isFull(entry)) break;
        continue; // another thing may have the fields that this one lacks
      }
      if (last.reason !== 'absent' && !(isRead && last.reason === 'input') && choice.others !== true) break;
    }
    if (tried === undefined) last = failed(missing === undefined ? last.detail : `nothing gives ${missing}`);
    if (tried === undefined && isTold) this.tellMissing(entry, missing);
    return { ...last, wrongly };
  }

  /** Reports that an operation was not called because nothing gives this value. */
  tellMissing(entry: Entry, missing: string | undefined): void {
    const isSecret = credentialNames(this.#options.contract).some(name => missing === `{${name}}`);
    const detail = missing === undefined ? undefined : `nothing gives ${missing}`;
    this.#options.results.notCompared(entry, isSecret ? 'credential' : 'no-data', detail);
  }

  /** Calls an operation once with this input, and compares the answer. */
  async call(entry: Entry, { input }: Resolved): Promise<CallOutcome> {
    const { contract, results, known, selected } = this.#options;
    const { verdict, result } = await this.#judged(entry, input);
    const isTold = selected(entry.id);
    if (isTold) this.#tell(entry, result, verdict.findings, mayRepeat(entry));
    const { reply } = result;
    const failure = reply && contract.dialect.failureOf(reply);
    const said = { input, ...(failure && { failure }), ...(reply && { status: reply.status }) };
    if (!verdict.compared) {
      const { reason, detail } = verdict;
      if (isTold) results.notCompared(entry, reason, detail);
      return { ...said, succeeded: false, mayHaveWorked: UNSURE.has(reason), reason, detail };
    }
    const detail = `answered ${reply?.status}${failure === undefined ? '' : ` (${failure})`}`;
    if (verdict.schema === undefined || reply === undefined) {
      if (isTold) results.answered(entry);
      return { ...said, succeeded: false, mayHaveWorked: failure === undefined, body: reply?.body, detail };
    }
    if (isTold) results.compared(entry, verdict.schema, reply.body);
    known.harvest(entry, verdict.schema, reply.body, input);
    return { ...said, succeeded: true, mayHaveWorked: true, body: reply.body, detail };
  }

  /** Calls a read for its answer, and compares nothing. */
  async look(entry: Entry, { input }: Resolved): Promise<CallOutcome> {
    const result = await this.#send(entry, input);
    const { reply, trouble } = result;
    const failure = reply && this.#options.contract.dialect.failureOf(reply);
    if (reply === undefined) return failed(trouble?.sentence ?? 'gave no answer');
    const detail = `answered ${reply.status}${failure === undefined ? '' : ` (${failure})`}`;
    if (failure !== undefined) return { succeeded: false, failure, detail, status: reply.status };
    return { succeeded: true, body: reply.body, input, detail, status: reply.status };
  }

  /**
   * Tries calls that must be refused, and answers those that were not and so did their work. If good calls are refused
   * with the kind `anyway`, that refusal says nothing of a bad call.
   */
  async refuse(entry: Entry, resolved: Resolved, anyway?: FailureKind): Promise<CallOutcome[]> {
    const { contract, credentials, refusals, results, selected } = this.#options;
    const worked: CallOutcome[] = [];
    if (!refusals || !selected(entry.id)) return worked;
    for (const refusal of refusalsOf(contract, entry, resolved, credentials)) {
      if (this.stopped() !== undefined) break;
      const result = await this.#sendUnheard(entry, refusal.input, refusal);
      const { reply, trouble } = result;
      if (reply === undefined || trouble !== undefined || reply.headers?.['x-hostdouble-unserved']) continue;
      const kind = contract.dialect.failureOf(reply);
      if (kind !== undefined && kind === anyway && !refusal.kinds.includes(kind)) continue;
      let findings = findingsOfRefusal(contract, entry, refusal, reply);
      if (kind === undefined) worked.push(wronglyDone(refusal, reply));
      const repeats = kind === undefined ? mayRepeat(entry) : mayRepeat(entry, refusal);
      if (findings.length > 0 && repeats) {
        const { reply: second } = await this.#sendUnheard(entry, refusal.input, refusal);
        findings = second === undefined ? [] : inBoth(findings, findingsOfRefusal(contract, entry, refusal, second));
      }
      results.refusal(entry, findings.length === 0);
      this.#tell(entry, result, findings, repeats);
    }
    return worked;
  }

  /** Makes an input for an operation; first visits the reads that may give the values it lacks. */
  async inputFor(entry: Entry, choice: InputChoice = {}): Promise<Resolution> {
    const { contract, known, example, words } = this.#options;
    const lacking = wordsOf(entry).filter(name => words(name) === undefined);
    for (const name of [...paramNames(entry.operation.path), ...meantInQuery(contract, entry), ...lacking])
      for (const provider of known.providers(entry, name).slice(0, MOST_PROVIDERS)) {
        if (known.values(entry, name).length > 0) break;
        if (!this.#visited.has(provider.id)) await this.visit(provider);
      }
    return resolve(contract, known, entry, example(entry), words, choice);
  }

  /** Reads again what gives the things of an operation; answers whether there was anything to read. */
  async lookAgain(entry: Entry): Promise<boolean> {
    const { known } = this.#options;
    let looked = false;
    for (const name of paramNames(entry.operation.path)) {
      const [provider] = known.made(paramName(entry, name)) === undefined ? known.providers(entry, name) : [];
      if (provider === undefined) continue;
      known.drop(entry, name);
      await this.visit(provider);
      looked = true;
    }
    return looked;
  }

  /** Sends and judges. If there are differences, asks again and keeps those that both answers have. */
  async #judged(entry: Entry, input: Example): Promise<{ verdict: Verdict; result: TransportResult }> {
    const { contract } = this.#options;
    const result = await this.#send(entry, input);
    const verdict = verdictOf({ contract, entry }, result);
    if (verdict.findings.length === 0 || !mayRepeat(entry)) return { verdict, result };
    const again = verdictOf({ contract, entry }, await this.#sendUnheard(entry, input));
    return { verdict: { ...verdict, findings: inBoth(verdict.findings, again.findings) }, result };
  }

  async #send(entry: Entry, input: Example): Promise<TransportResult> {
    const result = await this.#sendUnheard(entry, input);
    this.#options.watch.hear(result);
    return result;
  }

  /** Sends, and does not count trouble against the endpoint. For calls that must be refused and for repeated ones. */
  async #sendUnheard(entry: Entry, input: Example, refusal?: RefusedCall): Promise<TransportResult> {
    const { contract, base, credentials, transport, results, onExchange } = this.#options;
    const request = requestOf(contract, base, entry, input, credentials, refusal?.use);
    const result = await transport(request, mayRepeat(entry, refusal));
    results.sent({ entry, input, use: refusal?.use ?? 'valid', isRefused: refusal !== undefined, reply: result.reply });
    if (result.reply !== undefined) onExchange?.({ entry, input, refusal, reply: result.reply });
    return result;
  }

  #tell(entry: Entry, { reply }: TransportResult, findings: readonly Finding[], confirmed: boolean): void {
    const { contract, results } = this.#options;
    if (reply === undefined) return;
    results.exchange(entry, reply);
    const failure = contract.dialect.failureOf(reply);
    for (const finding of onceEach(findings)) results.found(entry, reply.status, failure, finding, confirmed);
  }
}

const failed = (detail: string): CallOutcome => ({ succeeded: false, detail });

const wronglyDone = ({ input }: RefusedCall, { status, body }: WireReply): CallOutcome => ({
  ...{ succeeded: false, mayHaveWorked: true, detail: `answered ${status}`, status, body, input },
});

/** Whether a request may be sent twice: it is a read, or must be refused for its credential. */
const mayRepeat = ({ operation }: Entry, refusal?: RefusedCall): boolean =>
  operation.effect === 'read' || (refusal !== undefined && refusal.use !== 'valid');

const inBoth = (first: readonly Finding[], second: readonly Finding[]): Finding[] => {
  const again = new Set(second.map(({ check, place }) => `${check} ${place}`));
  return first.filter(({ check, place }) => again.has(`${check} ${place}`));
};

/** Keeps one finding for all items of a list. */
const onceEach = (findings: readonly Finding[]): Iterable<Finding> =>
  new Map(findings.map(finding => [`${finding.check} ${finding.place}`, finding])).values();
