import { Failure } from '../../../contracts/core/failure.js';
import { utcTime } from '../../../contracts/core/time.js';
import type { DueJob } from '../../domain/agenda.js';
import { type Cloud, type Jobs, jobOf } from '../../domain/cloud.js';
import type { Part } from '../../domain/transaction.js';
import { type KeptRecords, keyOf } from './kept-records.js';
import { type Link, memberAt, namedBy, onlyWith, placesIn, standingAt } from './links.js';
import { pageOf, type ShownLink } from './page.js';
import { resourcesOf } from './resources.js';
import { nameOf, type ShownRecord, type ShownRecords } from './shown-records.js';

/** One record of a cloud, with what looks it up and shows it. */
export interface Thing {
  readonly cloud: Cloud;
  readonly resource: string;
  readonly part: Part;
  readonly record: object;
  readonly kept: KeptRecords;
  readonly shown: ShownRecords;
}

/** Most of each list: things that refer to it and are named, its events, what waits for it, intervals. */
const [FIRST, EVENTS, WAITING, INTERVALS] = [8, 100, 100, 200];

/** The record of a key. Throws `Failure` where there is none. */
export function recordOf(kept: KeptRecords, resource: string, part: Part, key: string): object {
  if (part.form !== 'records')
    throw new Failure('notFound', { text: `"${resource}" has intervals and no records with keys: read the list` });
  const record = kept.get(resource, key);
  if (record === undefined) throw new Failure('notFound', { text: `there is no ${resource} ${JSON.stringify(key)}` });
  return record;
}

/** What a thing's links lead to, each with its place. */
export async function linksOf({ cloud, resource, part, record, kept, shown }: Thing) {
  const found: { at: string; resource: string; key: string; name: string | null }[] = [];
  const { links } = await placesIn(cloud, resource, part);
  for (const link of links)
    for (const value of namedBy(record, link)) {
      const target = kept.named(link, value, { record, links });
      const own = cloud.parts.get(link.resource);
      if (target === undefined || own === undefined) continue;
      const [named = {}] = await shown.of(own, [target.record]);
      found.push({ at: link.at, resource: link.resource, key: target.key, name: nameOf(named) });
    }
  return found;
}

/** Records of a resource that refer to a thing. */
interface Referring {
  readonly resource: string;
  readonly part: Part;
  readonly link: Link;
  readonly records: readonly object[];
}

/** All that refers to a thing, by resource and link. */
export async function referringTo({ cloud, resource, record, kept }: Thing): Promise<Referring[]> {
  const found: Referring[] = [];
  for (const [name, part] of resourcesOf(cloud)) {
    const { links } = await placesIn(cloud, name, part);
    for (const link of links) {
      if (link.resource !== resource) continue;
      const wanted = `${Reflect.get(record, link.by)}`;
      const records = kept
        .all(name)
        .filter(one =>
          namedBy(one, link).some(
            value => `${value}` === wanted && kept.named(link, value, { record: one, links })?.record === record,
          ),
        );
      if (records.length > 0) found.push({ resource: name, part, link, records });
    }
  }
  return found;
}

/** What refers to a thing as it is shown: how much of each resource, and the first. Intervals are told by themselves. */
export async function referrersOf({ shown }: Thing, referring: readonly Referring[]) {
  const found: { resource: string; at: string; count: number; first: { key: string; name: string | null }[] }[] = [];
  for (const { resource, part, link, records } of referring) {
    if (part.form !== 'records') continue;
    const firsts = records.slice(0, FIRST);
    const named = await shown.of(part, firsts);
    const first = firsts.map((record, index) => ({ key: keyOf(record), name: nameOf(named[index] ?? {}) }));
    found.push({ resource, at: link.at, count: records.length, first });
  }
  return found;
}

/** What was metered of a thing. */
interface Metered {
  meter: string;
  of: string | null;
  count: number;
  intervals: ShownRecord[];
  links: ShownLink[];
  times: string[];
}

/** What was metered of a thing, or of what stands for it in the books: a record that names it by its kind and its id. */
export async function intervalsOf(thing: Thing, referring: readonly Referring[]): Promise<Metered[]> {
  const books = referring.flatMap(({ link, part, resource, records }) =>
    link.when === undefined || part.form !== 'records'
      ? []
      : records.map(record => ({ ...thing, resource, part, record })),
  );
  const metered = [...referring];
  for (const book of books.slice(0, FIRST)) metered.push(...(await referringTo(book)));
  const found: Metered[] = [];
  for (const { part, resource, records, link } of metered) {
    if (part.form !== 'intervals' || link.at !== '$.subject') continue;
    const page = await pageOf(thing.cloud, [resource, part], records.slice(-INTERVALS), thing);
    const of = link.resource === thing.resource ? null : link.resource;
    const { records: intervals, links, times } = page;
    found.push({ meter: resource, of, count: records.length, intervals, links, times });
  }
  return found;
}

/** What is on the agenda about a thing, the next first. */
export function waitingFor({ cloud, resource, record }: Thing, jobs: Jobs<never>) {
  const key = keyOf(record);
  const isAbout = ({ kind, subject }: DueJob): boolean => {
    if (subject !== key && !subject.endsWith(`:${key}`)) return false;
    const { about = onlyWith(cloud, [subject]) } = jobOf(jobs, kind) ?? {};
    return [about].flat().includes(resource);
  };
  return cloud.agenda
    .all()
    .filter(isAbout)
    .toSorted((one, other) => one.at - other.at || one.order - other.order)
    .slice(0, WAITING)
    .map(({ at, kind }) => ({ at: utcTime.format(at), job: kind }));
}

/** Something that happened to a thing, or to what refers to it. */
interface ThingEvent {
  /** In milliseconds. */
  readonly time: number;
  /** The member that says when: `created`, `startedOn`. */
  readonly what: string;
  readonly resource: string;
  readonly key: string | null;
  readonly record: object;
  readonly part: Part;
}

/** The same as it is shown. */
interface ShownEvent {
  at: string;
  what: string;
  resource: string;
  key: string | null;
  name: string | null;
  said: Record<string, string | boolean>;
}

/** Times that say when something came to be, the tellingest first: of a record that refers to a thing one is told. */
const CAME = /^(?:at|started|created|made|added|begun|registered|invited|joined|installed|deployed)/;

/**
 * What happened to a thing: the times in its own record, and each record that refers to it and has a time; the latest first.
 * What is yet to come is on the agenda.
 */
export async function eventsOf(thing: Thing, referring: readonly Referring[]) {
  const { cloud, shown } = thing;
  const own = await placesIn(cloud, thing.resource, thing.part);
  const [shownOwn = {}] = await shown.of(thing.part, [thing.record]);
  const events: ThingEvent[] = own.times.flatMap(at =>
    standingAt(shownOwn, at).flatMap(({ value, beside }) => {
      const record = beside === shownOwn ? {} : Object(beside);
      return typeof value === 'number'
        ? [{ ...thing, time: value, what: at.slice(2).replaceAll('[*]', ''), key: null, record }]
        : [];
    }),
  );
  for (const { part, resource, records } of referring) {
    if (part.form !== 'records') continue;
    const { times } = await placesIn(cloud, resource, part);
    const top = times.filter(at => !at.includes('[') && at.split('.').length === 2).map(memberAt);
    const came = top.find(name => CAME.test(name)) ?? top[0];
    if (came === undefined) continue;
    for (const record of records) {
      const time: unknown = Reflect.get(record, came);
      if (typeof time === 'number') events.push({ time, what: came, resource, key: keyOf(record), record, part });
    }
  }
  const past = events.filter(({ time }) => time <= cloud.now).toSorted((one, other) => other.time - one.time);
  const latest = past.slice(0, EVENTS);
  const told: ShownEvent[] = [];
  for (const { time, what, resource, key, record, part } of latest) {
    const [said = {}] = key === null ? [record as ShownRecord] : await shown.of(part, [record]);
    const { links } = await placesIn(cloud, resource, part);
    const ids = new Set(links.map(({ at }) => at.slice('$.'.length)));
    const name = key === null ? null : nameOf(said);
    told.push({ at: utcTime.format(time), what, resource, key, name, said: words(said, ids) });
  }
  return { events: told, count: past.length };
}

/** Most words of an event, and the longest. */
const [WORDS, LONGEST] = [6, 120];

/** What an event says of itself in texts and in yes or no, but for what it is called and what it leads to. */
const words = (record: ShownRecord, ids: ReadonlySet<string>): Record<string, string | boolean> =>
  Object.fromEntries(
    Object.entries(record)
      .filter((entry): entry is [string, string | boolean] => ['string', 'boolean'].includes(typeof entry[1]))
      .filter(([name, value]) => name !== 'id' && name !== 'name' && !ids.has(name) && value !== '')
      .map(([name, value]): [string, string | boolean] => [name, typeof value === 'string' ? shortened(value) : value])
      .slice(0, WORDS),
  );

const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
