import { type Finding, severities } from '../../core/checks.js';
import type { Contract, Entry, LoadedContract } from '../../core/contract.js';
import { disputedFailures } from '../../core/disputed-failures.js';
import type { FailureKind } from '../../core/failure.js';
import type { Schema } from '../../core/operation.js';
import { heldBy, placesOf } from '../../core/schema.js';
import { type DisputedPlace, Disputes } from './disputes.js';
import { FindingsBound } from './findings-bound.js';
import type { Reason, ReportFinding, ReportOperation } from './report.js';

/** What a run knows of one operation. Its size depends on the contract, not on the number of exchanges. */
interface Line {
  exchanges: number;
  compared: boolean;
  reason: Reason | null;
  detail: string | null;
  drifted: boolean;
  gone: boolean;
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

/** What a run found out: a line for each operation, and each finding once. */
export class Results {
  readonly #contract: LoadedContract;
  readonly #lines: ReadonlyMap<string, Line>;
  readonly #findings = new Map<string, ReportFinding>();
  readonly #bound = new FindingsBound();
  readonly #disputes = new Disputes();

  constructor(contract: LoadedContract) {
    this.#contract = contract;
    this.#lines = new Map(contract.entries.map(({ id }) => [id, newLine()]));
  }

  #line({ id }: Entry): Line {
    const line = this.#lines.get(id);
    if (line === undefined) throw new Error(`${this.#contract.vendor} has no operation "${id}" in this run`);
    return line;
  }

  /** Counts an answer that was compared with the contract. */
  exchange(entry: Entry): void {
    this.#line(entry).exchanges += 1;
  }

  /** Notes that a success was compared, and which of its fields were seen. */
  compared(entry: Entry, schema: Schema, body: unknown): void {
    const line = this.#line(entry);
    for (const { path } of placesOf(schema)) if (path !== '$') line.known.add(path);
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
    this.#line(entry).drifted = true;
    const { vendor } = this.#contract;
    const shared = sharedBy(this.#contract, check, status, failure);
    const ofWriter = check === 'number-form' && severity === 'notice';
    const path = ofWriter ? '$' : place;
    const ofRun = ofWriter ? 'numbers' : check === 'disputed' ? 'disputed' : shared;
    const about = ofRun === undefined ? entry.id : `(${ofRun})`;
    const id = findingId(vendor, about, status, path, check);
    const before = this.#findings.get(id);
    if (before === undefined && !this.#bound.takes(entry, about, status, severity)) return;
    this.#findings.set(id, {
      ...{ id, vendor, operation: before?.operation ?? entry.id, failure: shared ?? null },
      ...{ status, path, check, severity },
      expected: ofWriter ? 'whole numbers with a decimal point where they are of that kind' : expected,
      found: ofWriter ? 'none with one, as if written anew on the way' : (before?.found ?? found),
      evidence,
      times: (before?.times ?? 0) + 1,
      confirmed: confirmed || (before?.confirmed ?? false),
      allowed: null,
    });
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

  operation(entry: Entry): ReportOperation {
    return operationOf(entry, this.#line(entry));
  }

  operations(): ReportOperation[] {
    return this.#contract.entries.map(entry => this.operation(entry));
  }

  /** The gravest first. */
  findings(): ReportFinding[] {
    return [...this.#findings.values(), ...this.#bound.rest(this.#contract.vendor)].toSorted(bySeverity);
  }
}

const newLine = (): Line => ({
  exchanges: 0,
  compared: false,
  reason: null,
  detail: null,
  drifted: false,
  gone: false,
  seen: new Set(),
  known: new Set(),
  refusalsTried: 0,
  refusalsHeld: 0,
});

const operationOf = ({ id, operation }: Entry, line: Line): ReportOperation => ({
  id,
  effect: operation.effect,
  evidence: operation.evidence ?? 'documented',
  outcome: line.drifted ? 'drift' : line.compared ? 'held' : 'not-compared',
  reason: reasonToSay(line),
  detail: line.detail,
  exchanges: line.exchanges,
  fields: { compared: line.seen.size, known: line.known.size },
  refusals: { tried: line.refusalsTried, held: line.refusalsHeld },
});

/** Why a success could not be compared; null if one was, or if only a refusal was and that drifted. */
function reasonToSay({ compared, gone, drifted, reason }: Line): Reason | null {
  if (compared || (drifted && !gone)) return null;
  return reason ?? (gone ? 'absent' : 'stopped');
}

const bySeverity = (one: ReportFinding, other: ReportFinding): number =>
  severities.indexOf(one.severity) - severities.indexOf(other.severity) || one.id.localeCompare(other.id);
