import { stepsOf } from '../../../contracts/core/json-path.js';
import { bare, placesOf } from '../../../contracts/core/schema.js';
import { instant } from '../../../contracts/core/wire.js';
import type { CalledAs } from '../../domain/called-as.js';
import type { Cloud } from '../../domain/cloud.js';
import type { Part } from '../../domain/transaction.js';
import { plainName, resourcesOf } from './resources.js';
import { schemaOf } from './shown-records.js';

/** A place of a resource's records that names records of another, or of the same. */
export interface Link {
  /** `$.disks[*].storage`, where `[*]` is each item of a list. */
  readonly at: string;
  readonly resource: string;
  /** The member of those records that stands there. */
  readonly by: string;
  /** It is such a name only where this member beside it has this value. */
  readonly when: readonly [member: string, value: string] | undefined;
}

/** What a resource's schema says of its records. */
export interface Places {
  readonly links: readonly Link[];
  /** Places of instants. */
  readonly times: readonly string[];
}

const known = new WeakMap<Part, Promise<Places>>();

/** The links and the instants of a resource. Found by names; whether a link leads anywhere, the records tell. */
export async function placesIn(cloud: Cloud, name: string, part: Part): Promise<Places> {
  const found = known.get(part) ?? placesOfPart(cloud, name, part);
  known.set(part, found);
  const { links, times } = await found;
  return { times, links: part.form === 'intervals' ? [...subjectLinks(cloud, part), ...links] : links };
}

/** The end of a name that says that an id stands there. */
const ID = /_?(?:id|ID|Id)s?$/;

/** A time by its name, where no schema tells: whether it is one, the values tell. */
const TIME = /[a-z](?:At|On|Date|Time)$|_(?:at|on|date|time)$|^(?:at|since|from|to|until|start|end|created|updated)$/;

async function placesOfPart(cloud: Cloud, name: string, part: Part): Promise<Places> {
  const schema = await schemaOf(part);
  const isMeter = part.form === 'intervals';
  const below = schema === undefined ? [] : [...placesOf(schema, isMeter ? '$.terms' : '$')];
  const links: Link[] = [];
  const times: string[] = isMeter ? ['$.from', '$.to'] : [];
  for (const { path, schema: place } of below) {
    const { core, type } = bare(place);
    if (core === instant || (type === 'number' && TIME.test(memberAt(path)))) times.push(path);
    else if (type === 'number' || type === 'string') links.push(...linksAt(cloud, name, path));
  }
  return { links: once(links, ({ at, resource, when }) => `${at} ${resource} ${when}`), times: [...new Set(times)] };
}

/** The name of the member at a path, also of a list's items. */
export const memberAt = (path: string): string => path.replaceAll('[*]', '').split('.').at(-1) ?? '';

function* linksAt(cloud: Cloud, name: string, path: string): Generator<Link> {
  const member = memberAt(path);
  const qualified = `${name}${path.slice(1).replaceAll('[*]', '')}`;
  const all = resourcesOf(cloud).filter(([, { form }]) => form === 'records');
  const told = all.flatMap(([resource, { calledAs = [] }]) =>
    calledAs
      .filter(called => called.name === qualified || isCalled(member, called))
      .map(({ by = 'id', when, name: as }) => ({ at: path, resource, by, when, isOwn: as === qualified })),
  );
  const meant = told.some(({ isOwn }) => isOwn) ? told.filter(({ isOwn }) => isOwn) : told;
  if (meant.length > 0) yield* meant.map(({ isOwn: _, ...link }) => link);
  else if (member !== 'id')
    for (const [resource, part] of all)
      if (speaksOf(member, resource, part, path.endsWith('[*]')))
        yield { at: path, resource, by: 'id', when: undefined };
}

/** Whether a name is one by which others were told to speak of records, or its plural. */
export const isCalled = (member: string, { name }: CalledAs): boolean =>
  member === name || (member.endsWith('s') && plainName(member) === plainName(name));

/**
 * Whether a name speaks of a resource by the resource's own name, or by the kind of its ids: `serverId`, `vm_id`, and where
 * there may be several, `volumes`, which else is how many there are.
 */
export function speaksOf(member: string, resource: string, part: Part, isMany = true): boolean {
  const kind: unknown = Reflect.get(part, 'kind');
  const whole = plainName(member);
  const isOne = whole === member.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const plain = [...(isMany || isOne ? [whole] : []), plainName(member.replace(ID, ''))];
  if (member.replace(ID, '') === member && !isMany && !isOne) plain.pop();
  return [resource, ...(typeof kind === 'string' ? [kind] : [])].some(one => plain.includes(plainName(one)));
}

/** A meter's subject is a record of what it says that it is about, or of the only resource that has all its subjects. */
function subjectLinks(cloud: Cloud, meter: Part): Link[] {
  const resource = meter.about ?? onlyWith(cloud, subjectsOf(meter));
  return resource === undefined ? [] : [{ at: '$.subject', resource, by: 'id', when: undefined }];
}

/** Most subjects that are looked for. */
const LOOKED_FOR = 20;

const subjectsOf = (meter: Part): string[] => {
  const saved = meter.save();
  const running = (Array.isArray(saved) ? saved : []).filter(({ to }) => to === null);
  return running.slice(0, LOOKED_FOR).map(({ subject }) => `${subject}`);
};

/** The only resource that has records of all these ids. */
export function onlyWith(cloud: Cloud, ids: readonly string[]): string | undefined {
  if (ids.length === 0) return undefined;
  const having = resourcesOf(cloud).filter(([, part]) => {
    if (part.form !== 'records') return false;
    const saved = part.save();
    const own = new Set((Array.isArray(saved) ? saved : []).map(({ id }) => `${id}`));
    return ids.every(id => own.has(id));
  });
  return having.length === 1 ? having[0]?.[0] : undefined;
}

const once = <T>(all: readonly T[], key: (one: T) => string): T[] => [
  ...new Map(all.map(one => [key(one), one])).values(),
];

/** A value at a place of a record, with the object that it is a member of. */
interface Standing {
  readonly value: unknown;
  readonly beside: unknown;
}

const splitPaths = new Map<string, readonly string[]>();

/** All values at a place of a record, but for null; for `[*]` of each item of a list or a map. */
export function standingAt(record: object, path: string): Standing[] {
  const steps = splitPaths.get(path) ?? stepsOf(path);
  splitPaths.set(path, steps);
  let found: Standing[] = [{ value: record, beside: record }];
  for (const step of steps)
    found = found.flatMap(({ value, beside }) => {
      if (value === null || typeof value !== 'object') return [];
      if (step === '*') return Object.values(value).map((one): Standing => ({ value: one, beside }));
      const inner: unknown = Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
      return inner === undefined || inner === null ? [] : [{ value: inner, beside: value }];
    });
  return found;
}

/** Values of a record that are names by a link, those that `when` leaves out among them not. */
export const namedBy = (record: object, { at, when }: Link): unknown[] =>
  standingAt(record, at)
    .filter(({ beside }) => when === undefined || Reflect.get(Object(beside), when[0]) === when[1])
    .map(({ value }) => value);
