import type { Cloud } from '../../domain/cloud.js';
import type { Part } from '../../domain/transaction.js';
import type { KeptRecords } from './kept-records.js';
import { type Link, namedBy, placesIn, standingAt } from './links.js';
import { nameOf, type ShownRecord, type ShownRecords } from './shown-records.js';

/** What a link leads to. */
interface Target {
  readonly key: string;
  readonly name: string | null;
}

/** A link of some records with what its values lead to. */
export interface ShownLink {
  at: string;
  resource: string;
  when: { member: string; value: string } | null;
  found: Record<string, Target>;
}

/** Most things that the links of one page lead to. */
const MOST = 5000;

/** Years in which a number that is called a time is one. */
const [FIRST, LAST] = [Date.UTC(1990, 0), Date.UTC(2200, 0)];

/** Some records of a resource as they are shown, with what their links lead to and where their times stand. */
export async function pageOf(
  cloud: Cloud,
  [name, part]: readonly [string, Part],
  records: readonly object[],
  { kept, shown }: { readonly kept: KeptRecords; readonly shown: ShownRecords },
): Promise<{ records: ShownRecord[]; links: ShownLink[]; times: string[] }> {
  const { links, times } = await placesIn(cloud, name, part);
  const leading: ShownLink[] = [];
  let left = MOST;
  for (const link of links) {
    const found = await foundBy(cloud, link, records, { kept, shown, left });
    left -= Object.keys(found).length;
    const when = link.when === undefined ? null : { member: link.when[0], value: link.when[1] };
    if (Object.keys(found).length > 0) leading.push({ at: link.at, resource: link.resource, when, found });
  }
  return { records: await shown.of(part, records), links: leading, times: times.filter(at => areTimes(records, at)) };
}

async function foundBy(
  cloud: Cloud,
  link: Link,
  records: readonly object[],
  { kept, shown, left }: { kept: KeptRecords; shown: ShownRecords; left: number },
): Promise<Record<string, Target>> {
  const part = cloud.parts.get(link.resource);
  const values = new Set(records.flatMap(record => namedBy(record, link)));
  const targets = [...values].slice(0, left).flatMap(value => {
    const target = kept.named(link, value);
    return target === undefined ? [] : [{ value, ...target }];
  });
  if (part === undefined || targets.length === 0) return {};
  const named = await shown.of(
    part,
    targets.map(({ record }) => record),
  );
  return Object.fromEntries(
    targets.map(({ value, key }, index): [string, Target] => [`${value}`, { key, name: nameOf(named[index] ?? {}) }]),
  );
}

/** Whether what stands there is a time wherever anything does. */
function areTimes(records: readonly object[], at: string): boolean {
  const values = records.flatMap(record => standingAt(record, at)).map(({ value }) => value);
  return values.length > 0 && values.every(value => typeof value === 'number' && value >= FIRST && value <= LAST);
}
