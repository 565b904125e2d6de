import { z } from 'zod';
import { byGravity } from '../../core/checks.js';
import type { LoadedContract } from '../../core/contract.js';
import { schemasAt } from '../../core/json-path.js';
import { didYouMean } from '../../core/names.js';
import type { JsonPath } from '../../core/playbook.js';
import { routesOf } from '../../core/route.js';
import type { ReportFinding } from '../report/report.js';

/** `$`, `$.data[*].id`, `$.data["odd name"]`: the places that a report names. */
const PLACE = /^\$(\.[A-Za-z_]\w*|\[(\*|\d+|"(?:[^"\\]|\\.)*")\])*$/;
const isPlace = (text: string): text is JsonPath => PLACE.test(text);

/** What a client reads of the answers of each operation: `{ "servers.list": ["$.data[*].id"] }`. */
const fields = z.record(z.string(), z.array(z.string()));
/** A recorded run, in HAR as `--har` writes it: it tells what was called, and not what was read of the answers. */
const recorded = z.looseObject({
  log: z.looseObject({ entries: z.array(z.looseObject({ _operation: z.string().nullable().optional() })) }),
});
/** A report, as `--format json` writes it: likewise. */
const reported = z.looseObject({
  format: z.literal(1),
  vendor: z.string(),
  operations: z.array(z.looseObject({ id: z.string(), exchanges: z.int() })),
});

/** What is known of a client before a run. */
export interface Reads {
  /** Places that it reads, by operation. */
  readonly places: ReadonlyMap<string, readonly string[]>;
  /** Operations that it called in a recorded run; undefined where none is given. */
  readonly called: ReadonlySet<string> | undefined;
}

export const nothingRead: Reads = { places: new Map(), called: undefined };

/** What came of reading such a file: what it says, what is wrong with it, and places that no schema has. */
export interface ReadsResult {
  readonly reads: Reads;
  readonly wrong: readonly string[];
  readonly odd: readonly string[];
}

/** Reads what a client reads, or what it called, from JSON. */
export function readsFrom(contract: LoadedContract, content: unknown): ReadsResult {
  const calls = calledIn(contract, content);
  if (calls !== undefined) return { reads: { places: new Map(), called: calls }, wrong: [], odd: [] };
  const result = fields.safeParse(content);
  if (!result.success)
    return {
      reads: nothingRead,
      wrong: [
        'it must hold a list of places for each operation, { "<operation>": ["$.data[*].id"] }, or a recorded run',
      ],
      odd: [],
    };
  const ids = routesOf(contract.routes).map(({ id }) => `${id}`);
  const wrong: string[] = [];
  const odd: string[] = [];
  for (const [id, places] of Object.entries(result.data)) {
    if (!ids.includes(id)) wrong.push(`no operation is named "${id}"${didYouMean(id, ids)}`);
    for (const place of places)
      if (!isPlace(place)) wrong.push(`${id}: "${place}" is no place such as $.data[*].id`);
      else if (
        contract.byId.has(id) &&
        place !== '$' &&
        schemasAt(contract.byId.get(id)?.operation, place).length === 0
      )
        odd.push(`${id}: the contract knows no ${place}`);
  }
  return { reads: { places: new Map(Object.entries(result.data)), called: undefined }, wrong, odd };
}

function calledIn(contract: LoadedContract, content: unknown): ReadonlySet<string> | undefined {
  const har = recorded.safeParse(content);
  if (har.success) return new Set(har.data.log.entries.flatMap(entry => entry._operation ?? []));
  const report = reported.safeParse(content);
  if (!report.success || report.data.vendor !== contract.vendor) return undefined;
  return new Set(report.data.operations.filter(({ exchanges }) => exchanges > 0).map(({ id }) => id));
}

/** Whether two places meet: one is the other, or lies in it. An index is like any. */
function meet(one: string, other: string): boolean {
  const [first, second] = [one, other].map(place => place.replaceAll(/\[\d+\]/g, '[*]'));
  if (first === undefined || second === undefined) return false;
  const [short, long] = first.length <= second.length ? [first, second] : [second, first];
  return long.startsWith(short) && (long.length === short.length || /[.[]/.test(long[short.length] ?? ''));
}

/** Whether a finding breaks what the client reads. What is only told, such as a field that is new, breaks nothing. */
export const isRead = ({ places }: Reads, { operation, path, severity }: ReportFinding): boolean =>
  severity !== 'notice' && path.startsWith('$') && (places.get(operation)?.some(place => meet(place, path)) ?? false);

/**
 * Puts first what breaks what the client reads, then what it called in a recorded run, then the rest; among these the
 * gravest first, as they come, and then those of operations that are called most.
 */
export function ranked(
  reads: Reads,
  findings: readonly ReportFinding[],
  calls: ReadonlyMap<string, number>,
): ReportFinding[] {
  const rank = (finding: ReportFinding): number =>
    isRead(reads, finding) ? 0 : reads.called === undefined || reads.called.has(finding.operation) ? 1 : 2;
  return findings
    .map(finding =>
      isRead(reads, finding) ? { ...finding, found: `${finding.found}: breaks what this client reads` } : finding,
    )
    .toSorted(
      (one, other) =>
        rank(one) - rank(other) ||
        byGravity(one.severity, other.severity) ||
        (calls.get(other.operation) ?? 0) - (calls.get(one.operation) ?? 0),
    );
}
