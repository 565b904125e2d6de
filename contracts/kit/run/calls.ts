import type { Finding } from '../../core/checks.js';
import type { Entry } from '../../core/contract.js';
import { exactBody } from '../../core/exact-json.js';
import type { FailureKind } from '../../core/failure.js';
import type { Example } from '../../core/operation.js';
import { paramNames } from '../../core/route.js';
import { paramName } from '../../core/value-names.js';
import type { Reason, ReportOperation } from '../report/report.js';
import { credentialNames } from '../transport/credentials.js';
import { mayCall } from '../transport/request.js';
import type { TransportResult } from '../transport/transport.js';
import { absenceOf } from '../verdict/gone.js';
import { findingsOfRefusal, refusalsOf } from '../verdict/refusals.js';
import { refusedInput } from '../verdict/refused-input.js';
import { inBoth, onceEach } from '../verdict/same-findings.js';
import { isWhole } from '../verdict/wrong-inputs.js';
import type { Absences } from './absences.js';
import { type CallOutcome, failed, wronglyDone } from './call-outcome.js';
import { HeldBack } from './held-back.js';
import { type InputChoice, meantInQuery, type Resolution, type Resolved, resolve } from './input.js';
import { type KnownValues, wordsOf } from './known-values.js';
import type { Words } from './overlaid.js';
import { mayRepeat, Sender, type SenderOptions } from './sender.js';
import { isSpared } from './spared.js';

/** What the calls of a run need. */
export interface CallsOptions extends SenderOptions {
  /** The example of an operation, dated for this run. */
  example(entry: Entry): Example;
  readonly absences: Absences;
  readonly known: KnownValues;
  /** Whether calls that must be refused are tried too. */
  readonly refusals: boolean;
  /** Fills words in braces: `tag` and `number` anew each time, and the credentials. */
  readonly words: Words;
  selected(id: string): boolean;
  onProgress(operation: ReportOperation): void;
}

/** Call first with what is needed, then with other things, then with all of the example's query. */
const CHOICES: readonly InputChoice[] = [{}, { attempt: 1 }, { attempt: 2 }, { whole: true }];
/** If a call failed for one of these reasons, trying refusals tells nothing. */
const OF_TROUBLE: ReadonlySet<Reason> = new Set<Reason>(['timeout', 'server', 'rate-limit', 'stopped']);
/** After one of these nobody knows whether the call did its work. */
const UNSURE: ReadonlySet<Reason> = new Set<Reason>(['timeout', 'server']);
const MOST_PROVIDERS = 5;

/** Calls operations with known values, compares the answers with the contract, and learns values from them. */
export class Calls {
  readonly #options: CallsOptions;
  readonly #visited = new Set<string>();
  readonly #heldBack = new HeldBack();
  readonly #sender: Sender;

  constructor(options: CallsOptions) {
    this.#options = options;
    this.#sender = new Sender(options);
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
    const refusals: CallOutcome[] = [];
    for (const choice of choices) {
      if (choice.whole && last.succeeded) break; // the example's filters would only leave less to compare
      const resolution = await this.inputFor(entry, choice);
      if ('missing' in resolution) missing ??= resolution.missing;
      if ('missing' in resolution || !isWhole(entry, resolution.resolved.input)) continue;
      const { resolved } = resolution;
      if (JSON.stringify(resolved.input) === tried) continue;
      const mayNot = mayCall(contract, entry, credentials, resolved.input) ? undefined : 'credential';
      const reason = mayNot ?? (isSpared(entry, resolved) ? 'spared' : undefined);
      if (reason !== undefined) {
        if (isTold) results.notCompared(entry, reason);
        return { ...last, wrongly };
      }
      const isFirst = tried === undefined && choices === CHOICES;
      tried = JSON.stringify(resolved.input);
      if (isFirst && !isRead) wrongly.push(...(await this.refuse(entry, resolved)));
      last = await this.call(entry, resolved);
      if (last.refused !== undefined) refusals.push(last);
      const inTrouble = last.reason !== undefined && OF_TROUBLE.has(last.reason);
      if (isFirst && isRead && !inTrouble && last.absence === undefined)
        await this.refuse(entry, resolved, last.failure);
      if (this.stopped() !== undefined) break;
      if (last.succeeded) {
        if (!isTold || !isRead || results.isFull(entry)) break;
        continue; // another thing may have the fields that this one lacks
      }
      if (last.reason !== 'absent' && !(isRead && last.reason === 'input') && choice.others !== true) break;
    }
    // If another input was taken, the refusal counts only if it asks for what need not be sent.
    const isOver = results.reasonOf(entry) === null;
    const first = refusals.find(({ refused }) => isRead && isTold && (!isOver || refused?.severity === 'error'));
    if (first !== undefined) this.#tellRefused(entry, first, first.refused, refusals.length > 1);
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
  async call(entry: Entry, resolved: Resolved): Promise<CallOutcome> {
    const { contract, results, absences, known, selected } = this.#options;
    const { input } = resolved;
    const { verdict, result } = await this.#sender.judged(entry, input);
    const absence = absenceOf({ contract, entry }, result);
    absences.hear(entry, resolved, result, absence);
    const isTold = selected(entry.id);
    if (isTold) this.#tell(entry, result, verdict.findings, mayRepeat(entry));
    const { reply } = result;
    const failure = reply && contract.dialect.failureOf(reply);
    this.#heldBack.settle(entry, failure);
    if (isTold && reply && failure) results.refused(entry, reply.status, failure);
    const said = { input, absence, ...(failure && { failure }), ...(reply && { status: reply.status }) };
    if (!verdict.compared) {
      const { reason, detail } = verdict;
      if (isTold) results.notCompared(entry, reason, detail);
      const refused = refusedInput(contract, entry, resolved, reply);
      // A read has other inputs to try first.
      if (isTold && entry.operation.effect !== 'read') this.#tellRefused(entry, said, refused, false);
      return { ...said, succeeded: false, mayHaveWorked: UNSURE.has(reason), reason, detail, refused };
    }
    const detail = `answered ${reply?.status}${failure === undefined ? '' : ` (${failure})`}`;
    const body = reply && exactBody(reply);
    if (verdict.schema === undefined || reply === undefined) {
      if (isTold) results.answered(entry);
      return { ...said, succeeded: false, mayHaveWorked: failure === undefined, body, detail };
    }
    if (isTold) results.compared(entry, verdict.schema, reply.body);
    known.harvest(entry, verdict.schema, body, input);
    this.#sender.noteAnswered(entry, input);
    return { ...said, succeeded: true, mayHaveWorked: true, body, detail };
  }

  #tellRefused(
    entry: Entry,
    { status = 0, failure }: Partial<CallOutcome>,
    refused: Finding | undefined,
    confirmed: boolean,
  ): void {
    if (refused !== undefined) this.#options.results.found(entry, status, failure, refused, confirmed);
  }

  /** Calls a read for its answer, and compares nothing. */
  async look(entry: Entry, { input }: Resolved): Promise<CallOutcome> {
    const result = await this.#sender.send(entry, input);
    const { reply, trouble } = result;
    const failure = reply && this.#options.contract.dialect.failureOf(reply);
    if (reply === undefined) return failed(trouble?.sentence ?? 'gave no answer');
    const detail = `answered ${reply.status}${failure === undefined ? '' : ` (${failure})`}`;
    const absence = absenceOf({ contract: this.#options.contract, entry }, result);
    if (absence !== undefined)
      return { succeeded: false, absence, detail, status: reply.status, ...(failure && { failure }) };
    if (failure !== undefined) return { succeeded: false, failure, detail, status: reply.status };
    return { succeeded: true, body: exactBody(reply), input, detail, status: reply.status };
  }

  /**
   * Tries calls that must be refused, and answers those that were not and so did their work. If good calls are refused
   * with the kind `anyway`, that refusal says nothing of a bad call.
   */
  async refuse(entry: Entry, resolved: Resolved, anyway?: FailureKind): Promise<CallOutcome[]> {
    const { contract, credentials, refusals, results, selected } = this.#options;
    const worked: CallOutcome[] = [];
    const isRead = entry.operation.effect === 'read';
    let isDone = false; // a wrong input did its work: each further one might too
    if (!refusals || !selected(entry.id)) return worked;
    for (const refusal of refusalsOf(contract, entry, resolved, credentials)) {
      if (this.stopped() !== undefined || (isDone && refusal.about !== undefined)) break;
      const result = await this.#sender.quietly(entry, refusal.input, refusal);
      const { reply, trouble } = result;
      if (reply === undefined || trouble !== undefined || reply.headers?.['x-hostdouble-unserved']) continue;
      const kind = contract.dialect.failureOf(reply);
      if (kind !== undefined && kind === anyway && !refusal.kinds.includes(kind)) continue;
      let findings = findingsOfRefusal(contract, entry, refusal, reply);
      if (kind === undefined) worked.push(wronglyDone(refusal, reply));
      isDone ||= kind === undefined && refusal.about !== undefined && !isRead;
      const repeats = kind === undefined ? mayRepeat(entry) : mayRepeat(entry, refusal);
      if (findings.length > 0 && repeats) {
        const { reply: second } = await this.#sender.quietly(entry, refusal.input, refusal);
        findings = second === undefined ? [] : inBoth(findings, findingsOfRefusal(contract, entry, refusal, second));
      }
      const tell = (): void => {
        results.refusal(entry, findings.length === 0);
        this.#tell(entry, result, findings, repeats);
      };
      const isUnsure = kind !== undefined && refusal.about !== undefined && findings.length > 0 && !isRead;
      if (isUnsure) this.#heldBack.hold(entry, kind, tell);
      else tell();
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
  async lookAgain(entry: Entry, choices: readonly InputChoice[] = CHOICES): Promise<boolean> {
    const { known } = this.#options;
    let looked = false;
    for (const name of paramNames(entry.operation.path)) {
      const [provider] = known.made(paramName(entry, name)) === undefined ? known.providers(entry, name) : [];
      if (provider === undefined) continue;
      known.drop(entry, name);
      await this.visit(provider, choices);
      looked = true;
    }
    return looked;
  }

  #tell(entry: Entry, { reply }: TransportResult, findings: readonly Finding[], confirmed: boolean): void {
    const { contract, results } = this.#options;
    if (reply === undefined) return;
    results.exchange(entry, reply);
    const failure = contract.dialect.failureOf(reply);
    for (const finding of onceEach(findings)) results.found(entry, reply.status, failure, finding, confirmed);
  }
}
