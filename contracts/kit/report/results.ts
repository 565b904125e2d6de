import { byGravity, type Finding, type Severity, severities } from '../../core/checks.js';
import type { Contract, Entry, LoadedContract } from '../../core/contract.js';
import type { WireReply } from '../../core/dialect.js';
import { disputedFailures } from '../../core/disputed-failures.js';
import type { FailureKind } from '../../core/failure.js';
import { heldBy } from '../../core/held.js';
import type { Schema } from '../../core/operation.js';
import { pathsOf } from '../../core/schema.js';
import { attributed, type KeptFinding } from './attributed.js';
import { type DisputedPlace, Disputes } from './disputes.js';
import type { Earlier } from './earlier.js';
import { FindingsBound } from './findings-bound.js';
import { notedOf } from './noted.js';
import { type Reason, type ReportFinding, type ReportOperation, reaches } from './report.js';
import { type AnsweredCall, nothingShown, type Show, slimmed } from './shown.js';

/** What a run knows of one operation. Its size depends on the contract, not on the number of exchanges. */
interface Line {
  exchanges: number;
  compared: boolean;
  reason: Reason | null;
  detail: string | null;
  gone: boolean;
  /** Ids of its findings. */
  readonly found: Set<string>;
  /** The last call that was to succeed, its answer only as far as it is small. */
  last: AnsweredCall | undefined;
  readonly seen: Set<string>;
  readonly known: Set<string>;
  refusalsTried: number;
  refusalsHeld: number;
}

/** The id of a finding, the same in every run: `infrahub/billing.usage/200/$.data[*].total_bill/type`. */
const findingId = (vendor: string, about: string, status: number, place: string, check: string): string =>
  [vendor, about, status, place, check].join('/');

/** Checks of a failure's own form, which is the same whichever operation fails. */
const OF_FORM = new Set(['failure-shape', 'media-type', 'number-form']);
const OF_CREDENTIALS = new Set(['refuses-no-credential', 'refuses-wrong-credential']);
/** What may be answered before an operation is reached; with any other refusal the operation itself was reached. */
const BEFORE: ReadonlySet<FailureKind> = new Set<FailureKind>(['forbidden', 'invalid', 'malformed', 'noRoute']);

/**
 * The kind of failure that a finding is about, where all operations share it: how a failure is written, and how a credential
 * is refused, which is done before any operation is reached. If a call succeeds without a credential, or is refused by the
 * operation itself, the finding is about that operation.
 */
function sharedBy({ dialect }: Contract, check: string, status: number, failure: FailureKind | undefined) {
  if (failure === undefined) return undefined;
  if (OF_FORM.has(check)) return failure;
  if (OF_CREDENTIALS.has(check)) return BEFORE.has(failure) ? 'unauthenticated' : undefined;
  const isOtherForm = check === 'unknown-id' && failure === 'noRoute' && status === dialect.failures.notFound.status;
  return isOtherForm ? 'notFound' : undefined;
}

/** How results are to be told. */
export interface ResultsOptions {
  /** Shows the call in which something is found; without it none is shown. */
  readonly show?: Show;
  /** From which severity on a finding is drift; default `warning`. */
  readonly failOn?: Severity;
}

/** What a run found out: a line for each operation, and each finding once. */
export class Results {
  readonly #contract: LoadedContract;
  readonly #lines: ReadonlyMap<string, Line>;
  readonly #kept = new Map<string, KeptFinding>();
  readonly #bound = new FindingsBound();
  readonly #disputes = new Disputes();
  readonly #show: Show;
  readonly #failOn: Severity;
  /** The last call, with all of its answer. Keep no other so: an answer may be large. */
  #sent: AnsweredCall | undefined;
  /** The calls whose answers somebody still holds. */
  readonly #byReply = new WeakMap<WireReply, AnsweredCall>();

  constructor(contract: LoadedContract, { show = () => nothingShown, failOn = 'warning' }: ResultsOptions = {}) {
    this.#contract = contract;
    this.#lines = new Map(contract.entries.map(({ id }) => [id, newLine()]));
    this.#show = show;
    this.#failOn = failOn;
  }

  #line({ id }: Entry): Line {
    const line = this.#lines.get(id);
    if (line === undefined) throw new Error(`${this.#contract.vendor} has no operation "${id}" in this run`);
    return line;
  }

  /** Takes note of a call: what is found next of its operation was found in its answer, or in the lack of one. */
  sent(sent: AnsweredCall): void {
    this.#sent = sent;
    if (sent.reply !== undefined) this.#byReply.set(sent.reply, sent);
    // A call may be of an operation that is in no group of this run: to see if the endpoint is there at all.
    const line = this.#lines.get(sent.entry.id);
    if (line !== undefined && !sent.isRefused) line.last = slimmed(this.#contract, sent);
  }

  /** Counts an answer that was compared with the contract; what is found next was found in it. */
  exchange(entry: Entry, reply?: WireReply): void {
    this.#line(entry).exchanges += 1;
    this.#sent = (reply && this.#byReply.get(reply)) ?? this.#sent;
  }

  /** Notes that a success was compared, and which of its fields were seen. */
  compared(entry: Entry, schema: Schema, body: unknown): void {
    const line = this.#line(entry);
    for (const path of pathsOf(schema)) line.known.add(path);
    for (const held of heldBy(schema, body)) {
      // Of a map's members the schema knows no names: what an endpoint calls them is not kept.
      if (line.known.has(held.path)) line.seen.add(held.path);
      this.#disputes.note(entry, held);
    }
    this.answered(entry);
  }

  /** Notes that the operation answered, be it in a way that the contract does not describe. */
  answered(entry: Entry): void {
    Object.assign(this.#line(entry), { compared: true, reason: null, detail: null });
  }

  /** Notes why no success could be compared, unless one was before. */
  notCompared(entry: Entry, reason: Reason, detail?: string): void {
    const line = this.#line(entry);
    if (!line.compared) Object.assign(line, { reason, detail: detail ?? null });
  }

  /** Notes a refusal; it may be of a kind that only one of the vendor's own sources lists. */
  refused(entry: Entry, status: number, failure: FailureKind): void {
    if (disputedFailures(this.#contract, entry).includes(failure)) this.#disputes.noteRefusal(entry, status);
  }

  /** Which form each disputed place has. Reports once for the run if one has another than the contract keeps. */
  disputed(): DisputedPlace[] {
    const other = this.#disputes.finding();
    if (other !== undefined) this.found(other.entry, 200, undefined, other.finding, true);
    return this.#disputes.places();
  }

  /** Counts a call that must be refused. */
  refusal(entry: Entry, held: boolean): void {
    const line = this.#line(entry);
    line.refusalsTried += 1;
    if (held) line.refusalsHeld += 1;
  }

  found(entry: Entry, status: number, failure: FailureKind | undefined, finding: Finding, confirmed: boolean): void {
    const { check, place, expected, found, evidence, severity } = finding;
    const { vendor } = this.#contract;
    const shared = sharedBy(this.#contract, check, status, failure);
    const ofWriter = check === 'number-form' && severity === 'notice';
    const path = ofWriter ? '$' : place;
    const ofRun = ofWriter ? 'numbers' : check === 'disputed' ? 'disputed' : shared;
    const about = ofRun === undefined ? entry.id : `(${ofRun})`;
    const id = findingId(vendor, about, status, path, check);
    const kept = this.#kept.get(id);
    if (kept === undefined && !this.#bound.takes(entry, about, status, severity)) return;
    const line = this.#line(entry);
    line.found.add(id);
    const before = kept?.finding;
    const sent = this.#sent?.entry.id === entry.id ? this.#sent : line.last;
    const { request, excerpt } = before ?? (sent === undefined ? nothingShown : this.#show(sent, finding));
    const noted = kept?.noted ?? notedOf(this.#contract, finding, sent, failure);
    const told = {
      ...{ id, vendor, operation: before?.operation ?? entry.id, failure: shared ?? null },
      ...{ status, path, check, severity },
      expected: ofWriter ? 'whole numbers with a decimal point where they are of that kind' : expected,
      found: ofWriter ? 'none with one, as if written anew on the way' : (before?.found ?? found),
      evidence,
      times: (before?.times ?? 0) + 1,
      confirmed: confirmed || (before?.confirmed ?? false),
      ...{ allowed: null, request, excerpt },
    };
    this.#kept.set(id, { finding: told, noted });
  }

  /** Notes that an operation is not there, or not any more. */
  gone(entry: Entry, status: number, finding: Finding, confirmed: boolean, detail: string): void {
    this.found(entry, status, undefined, finding, confirmed);
    Object.assign(this.#line(entry), { gone: true, detail });
  }

  /** Why no success of an operation was compared; null if one was, or if the operation was found to be gone. */
  missing(entry: Entry): Reason | null {
    const { compared, gone, reason } = this.#line(entry);
    return compared || gone ? null : (reason ?? 'stopped');
  }

  reasonOf(entry: Entry): Reason | null {
    return this.#line(entry).reason;
  }

  /** Whether every field of an operation's successes has been seen. */
  isFull(entry: Entry): boolean {
    const { known, seen } = this.#line(entry);
    return [...known].every(path => seen.has(path));
  }

  /** The result of one operation; what a baseline allows is no part of its outcome. */
  operation(entry: Entry, allowed: ReadonlySet<string> = new Set()): ReportOperation {
    const line = this.#line(entry);
    const standing = [...line.found].filter(id => !allowed.has(id)).map(id => this.#kept.get(id)?.finding.severity);
    const gravest = severities.find(severity => standing.includes(severity));
    return operationOf(entry, line, gravest, this.#failOn);
  }

  /** The results of all operations, without the findings of these ids, which a baseline allows. */
  operations(allowed?: ReadonlySet<string>): ReportOperation[] {
    return this.#contract.entries.map(entry => this.operation(entry, allowed));
  }

  /** The gravest first, each with who moved. */
  findings(earlier: Earlier = () => undefined): ReportFinding[] {
    const told = attributed(this.#kept, this.#lines, earlier);
    return [...told, ...this.#bound.rest(this.#contract.vendor)].toSorted(bySeverity);
  }
}

const newLine = (): Line => ({
  exchanges: 0,
  compared: false,
  reason: null,
  detail: null,
  gone: false,
  found: new Set(),
  last: undefined,
  seen: new Set(),
  known: new Set(),
  refusalsTried: 0,
  refusalsHeld: 0,
});

const operationOf = (
  { id, operation }: Entry,
  line: Line,
  gravest: Severity | undefined,
  failOn: Severity,
): ReportOperation => {
  const isTold = line.compared || (line.found.size > 0 && !line.gone);
  return {
    id,
    effect: operation.effect,
    evidence: operation.evidence ?? 'documented',
    outcome: gravest === undefined ? (isTold ? 'held' : 'not-compared') : outcomeOf(gravest, failOn),
    reason: isTold ? null : (line.reason ?? (line.gone ? 'absent' : 'stopped')),
    detail: line.detail,
    exchanges: line.exchanges,
    fields: { compared: line.seen.size, known: line.known.size },
    refusals: { tried: line.refusalsTried, held: line.refusalsHeld },
  };
};

/** What fails no run is not drift: call it by its severity. */
const outcomeOf = (gravest: Severity, failOn: Severity): ReportOperation['outcome'] =>
  reaches(gravest, failOn) || gravest === 'error' ? 'drift' : gravest;

const bySeverity = (one: ReportFinding, other: ReportFinding): number =>
  byGravity(one.severity, other.severity) || one.id.localeCompare(other.id);
