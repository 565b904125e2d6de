import type { Instant } from '../../../domain/clock.js';
import type { Interval } from '../../../domain/meter.js';
import type { InfrahubCloud } from '../cloud.js';
import type { Bill, ResourceTerms } from './record.js';

/** Bills of nobody or of nothing, and charges that no bill accounts for. */
export function* billProblems(cloud: InfrahubCloud): Generator<string> {
  for (const bill of cloud.bills.all())
    for (const problem of problemsOf(cloud, bill)) yield `bill ${bill.id} ${problem}`;
  for (const subject of cloud.charges.subjects())
    if (cloud.bills.get(subject) === undefined) yield `"${subject}" is charged for, and has no bill`;
}

function* problemsOf(cloud: InfrahubCloud, bill: Bill): Generator<string> {
  if (cloud.organizations.get(bill.org) === undefined) yield `is of the organization ${bill.org}, which is not there`;
  const resource = cloud.billed[bill.kind]?.get(bill.resource);
  const lives = resource !== undefined && resource.state.toUpperCase() !== 'DELETING';
  if (lives && resource.org !== bill.org) yield `is of the organization ${bill.org}, and its ${bill.kind} is not`;
  if (lives && bill.ended !== null) yield `has ended, and its ${bill.kind} is there`;
  if (!lives && bill.ended === null) yield `is open, and its ${bill.kind} is not there`;
  if (bill.since > cloud.now || (bill.ended ?? 0) > cloud.now) yield 'is about the future';
  yield* intervalProblems(cloud.charges.of(bill.id), bill, cloud.now);
}

/** What is charged must lie within the bill, one stretch after the other, and only the last may last. */
function* intervalProblems(intervals: readonly Interval<ResourceTerms>[], bill: Bill, now: Instant): Generator<string> {
  let end: Instant | null = bill.since;
  for (const { from, to } of intervals) {
    if (end === null || from < end || from > now) yield `is charged from ${from}, out of turn`;
    if (to !== null && (to <= from || to > (bill.ended ?? now))) yield `is charged until ${to}, out of turn`;
    end = to;
  }
  if (end === null && bill.ended !== null) yield 'has ended, and is still charged';
}
