import { type Finding, severities } from '../../core/checks.js';
import type { Contract, Entry, LoadedContract } from '../../core/contract.js';
import type { FailureKind } from '../../core/failure.js';
import type { Schema } from '../../core/operation.js';
import { heldBy, placesOf } from '../../core/schema.js';
import type { Reason, ReportFinding, ReportOperation } from './report.js';

/** What is known of one operation while a run goes on: it grows with the contract, not with the exchanges. */
interface Line {
  exchanges: number;
  compared: boolean;
  reason: Reason | null;
  detail: string | null;
  drifted: boolean;
  readonly seen: Set<string>;
  readonly known: Set<string>;
  refusalsTried: number;
  refusalsHeld: number;
}

/** Keeps count of a run. */
export interface Tally {
  requests: number;
  /** An answer with which something was compared. */
  exchange(entry: Entry): void;
  /** The success of an operation was compared. */
  compared(entry: Entry, schema: Schema, body: unknown): void;
  /** It answered in a way that the contract does not know at all. */
  answered(entry: Entry): void;
  notCompared(entry: Entry, reason: Reason, detail?: string): void;
  refusal(entry: Entry, held: boolean): void;
  found(entry: Entry, status: number, failure: FailureKind | undefined, finding: Finding, confirmed: boolean): void;
  reasonOf(entry: Entry): Reason | null;
  /** Whether every field of an operation's successes has been seen. */
  isFull(entry: Entry): boolean;
  operation(entry: Entry): ReportOperation;
  operations(): ReportOperation[];
  findings(): ReportFinding[];
}

/** Stable from run to run, and readable: `infrahub/billing.usage/200/$.data[*].total_bill/type`. */
const findingId = (vendor: string, about: string, status: number, place: string, check: string): string =>
  [vendor, about, status, place, check].join('/');

/** Checks of a failure's own form, which is the same whichever operation fails. */
const OF_FORM = new Set(['failure-shape', 'media-type', 'number-form']);
const OF_CREDENTIALS = new Set(['refuses-no-credential', 'refuses-wrong-credential']);
/** What may be answered before an operation is reached; any other refusal is the operation's own, and let a stranger in. */
const BEFORE: ReadonlySet<FailureKind> = new Set<FailureKind>(['forbidden', 'invalid', 'malformed', 'noRoute']);

/**
 * The kind of failure that a finding is about rather than about one operation: how it is written, and how a credential is
 * refused, which is done before any operation is reached. What is let in is the affair of the operation that lets in.
 */
function sharedBy({ dialect }: Contract, check: string, status: number, failure: FailureKind | undefined) {
  if (failure === undefined) return undefined;
  if (OF_FORM.has(check)) return failure;
  if (OF_CREDENTIALS.has(check)) return BEFORE.has(failure) ? 'unauthenticated' : undefined;
  const isOtherForm = check === 'unknown-id' && failure === 'noRoute' && status === dialect.failures.notFound.status;
  return isOtherForm ? 'notFound' : undefined;
}

export function createTally(contract: LoadedContract): Tally {
  const all = contract.entries;
  const lines = new Map<string, Line>(all.map(({ id }) => [id, newLine()]));
  const findings = new Map<string, ReportFinding>();
  const line = (entry: Entry): Line => lines.get(entry.id) ?? newLine();

  return {
    requests: 0,
    exchange(entry) {
      line(entry).exchanges += 1;
    },
    compared(entry, schema, body) {
      const { seen, known } = line(entry);
      for (const { path } of placesOf(schema)) if (path !== '$') known.add(path);
      for (const { path } of heldBy(schema, body)) if (path !== '$') seen.add(path);
      Object.assign(line(entry), { compared: true, reason: null, detail: null });
    },
    answered(entry) {
      Object.assign(line(entry), { compared: true, reason: null, detail: null });
    },
    notCompared(entry, reason, detail) {
      if (!line(entry).compared) Object.assign(line(entry), { reason, detail: detail ?? null });
    },
    refusal(entry, held) {
      line(entry).refusalsTried += 1;
      if (held) line(entry).refusalsHeld += 1;
    },
    found(entry, status, failure, { check, place, expected, found, evidence, severity }, confirmed) {
      line(entry).drifted = true;
      const shared = sharedBy(contract, check, status, failure);
      const ofWriter = check === 'number-form' && severity === 'notice';
      const path = ofWriter ? '$' : place;
      const about = ofWriter ? '(numbers)' : shared === undefined ? entry.id : `(${shared})`;
      const id = findingId(contract.vendor, about, status, path, check);
      const before = findings.get(id);
      findings.set(id, {
        id,
        vendor: contract.vendor,
        operation: before?.operation ?? entry.id,
        failure: shared ?? null,
        status,
        path,
        check,
        severity,
        expected: ofWriter ? 'whole numbers with a decimal point where they are of that kind' : expected,
        found: ofWriter ? 'none with one, as if written anew on the way' : (before?.found ?? found),
        evidence,
        times: (before?.times ?? 0) + 1,
        confirmed: confirmed || (before?.confirmed ?? false),
        allowed: null,
      });
    },
    isFull: entry => [...line(entry).known].every(path => line(entry).seen.has(path)),
    reasonOf: entry => line(entry).reason,
    operation: entry => operationOf(entry, line(entry)),
    operations: () => all.map(entry => operationOf(entry, line(entry))),
    findings: () => [...findings.values()].toSorted(bySeverity),
  };
}

const newLine = (): Line => ({
  exchanges: 0,
  compared: false,
  reason: null,
  detail: null,
  drifted: false,
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
  reason: line.drifted || line.compared ? null : (line.reason ?? 'stopped'),
  detail: line.detail,
  exchanges: line.exchanges,
  fields: { compared: [...line.seen].filter(path => line.known.has(path)).length, known: line.known.size },
  refusals: { tried: line.refusalsTried, held: line.refusalsHeld },
});

const bySeverity = (one: ReportFinding, other: ReportFinding): number =>
  severities.indexOf(one.severity) - severities.indexOf(other.severity) || one.id.localeCompare(other.id);
