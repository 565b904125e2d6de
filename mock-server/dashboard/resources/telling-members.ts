import { type Member, type ShownPage, type ThingLink, type ThingRecord, topMember } from './shown.js';

/** What a member is for a reader. */
type Sort = 'id' | 'name' | 'state' | 'link' | 'time' | 'number' | 'flag' | 'text';

/** A member that a table shows, and as what. */
export interface TellingMember extends Member {
  readonly sort: Sort;
}

/** Most columns, and how many of them may be of one sort before the others had their turn. */
const MOST = 7;
const QUOTA: readonly (readonly [Sort, number])[] = [
  ['id', 1],
  ['name', 1],
  ['state', 2],
  ['link', 3],
  ['time', 1],
  ['number', 2],
  ['flag', 1],
  ['text', 1],
  ['time', 2],
  ['link', 5],
];

const NAME = /^(name|displayName|title|label|hostname|email|code|domain)$/;
const STATE = /^(state|status|action|kind|type|phase|result|event)$|(State|Status)$/;
/** Times in the order in which they tell. */
const TIME = [/^(at|from|started|since|started(At|On))$/, /^(created|made|added)/, /^(ends|to|ended|updated)/];

/** Records that are looked at. */
const LOOKED_AT = 300;

/** The members that tell most of a resource's records, in the order of columns. */
export function tellingMembers({
  records,
  links,
  times,
}: Pick<ShownPage, 'records' | 'links' | 'times'>): TellingMember[] {
  const some = records.slice(0, LOOKED_AT);
  const members = membersOf(some).map(member => ({ ...member, sort: sortOf(member, some, links, times) }));
  const telling = members.filter(member => isTelling(member, some));
  const chosen = new Set<TellingMember>();
  for (const [sort, most] of QUOTA) {
    const all = telling.filter(one => one.sort === sort);
    if (sort === 'time') all.sort((one, other) => timeRank(one.id) - timeRank(other.id));
    for (const one of all.slice(0, most)) if (chosen.size < MOST) chosen.add(one);
  }
  const order: readonly Sort[] = ['id', 'name', 'state', 'link', 'flag', 'text', 'number', 'time'];
  return [...chosen].sort((one, other) => order.indexOf(one.sort) - order.indexOf(other.sort));
}

const timeRank = (id: string): number => {
  const rank = TIME.findIndex(word => word.test(id));
  return rank < 0 ? TIME.length : rank;
};

/** All members that records have at the top, and those of the terms of intervals. */
function membersOf(records: readonly ThingRecord[]): Member[] {
  const names = new Set<string>();
  for (const record of records)
    for (const [name, value] of Object.entries(record))
      if (name !== 'terms' || value === null || typeof value !== 'object') names.add(name);
      else for (const inner of Object.keys(value)) names.add(`terms.${inner}`);
  return [...names].map(id => {
    const [first = '', inner] = id.split(/(?<=^terms)\./);
    return { id, of: record => (inner === undefined ? record[first] : Reflect.get(Object(record[first]), inner)) };
  });
}

function sortOf(
  { id, of }: Member,
  records: readonly ThingRecord[],
  links: readonly ThingLink[],
  times: readonly string[],
): Sort {
  if (times.includes(`$.${id}`)) return 'time';
  if (id !== 'id' && links.some(({ at }) => topMember(at) === id)) return 'link';
  if (id === 'id') return 'id';
  if (NAME.test(id)) return 'name';
  const value = records.map(of).find(one => one !== null && one !== undefined);
  if (STATE.test(id) && typeof value === 'string') return 'state';
  return typeof value === 'boolean' ? 'flag' : typeof value === 'number' ? 'number' : 'text';
}

/** So many records may have the same value everywhere and still be told apart by it: few. */
const FEW = 3;

/** Whether a member tells anything: not if it holds nothing, something nested, or the same in all of many records. */
function isTelling({ of, sort }: TellingMember, records: readonly ThingRecord[]): boolean {
  const values = records.map(of);
  const there = values.filter(value => value !== null && value !== undefined && value !== '' && !isEmptyList(value));
  if (there.length === 0) return false;
  if (sort === 'id' || sort === 'name' || sort === 'state') return true;
  if (sort !== 'link' && there.some(value => typeof value === 'object')) return false;
  if (sort === 'text' && there.some(value => `${value}`.length > 80)) return false;
  return records.length <= FEW || new Set(values.map(value => JSON.stringify(value))).size > 1;
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
