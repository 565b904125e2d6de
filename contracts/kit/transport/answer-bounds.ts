import { isDeeper, MOST_DEEP } from '../../core/depth.js';
import type { WireReply } from '../../core/dialect.js';

const MIB = 2 ** 20;

/** Most of an answer that is read by default, in MiB. */
export const MAX_ANSWER = 8;

export const bytesOf = (mebibytes: number): number => mebibytes * MIB;

export const largeSentence = (mebibytes: number): string => `sends answers of more than ${mebibytes} MiB`;
export const deepSentence = `sends JSON that is nested deeper than ${MOST_DEEP} levels`;

/**
 * Most that of an answer is compared. Each field that is missing in an object is a difference of its own, with a path and
 * words: an object weighs as much as the fields that it may lack. With these bounds the differences of one answer take
 * some hundred MB in the worst case; a list of 10,000 rows with 15 fields is compared whole.
 */
const HEAVIEST = 400_000;
const OF_OBJECT = 20;
/** Most members of one object: more are no fields, and none can be left out without inventing that it is missing. */
const MOST_MEMBERS = 10_000;
/** If an answer is too heavy, compare so many items of each list, the first of these that helps. */
const ITEMS = [1000, 200, 40, 8];

/** An answer with which something can be done; or why nothing can be, in words that follow an address. */
export type BoundedReply =
  | { readonly reply: WireReply /** If its lists were cut: to so many items. */; readonly items?: number }
  | { readonly refused: string };

/**
 * Holds an answer to what a run can take, whichever client read it: its size, its depth, and how much of it there is to
 * compare. Of very long lists keep the first items.
 */
export function bounded(reply: WireReply, most: number): BoundedReply {
  const { text, body, ...head } = reply;
  const written = text ?? (typeof body === 'string' ? body : '');
  if (written.length > most) return { refused: largeSentence(most / MIB) };
  if (text === undefined ? isNestedDeeper(body, MOST_DEEP) : isDeeper(text)) return { refused: deepSentence };
  const weight = weightOf(body);
  if (weight <= HEAVIEST) return { reply };
  if (weight === Number.POSITIVE_INFINITY) return { refused: `sends objects of more than ${MOST_MEMBERS} members` };
  const items = ITEMS.find(most => weightOf(body, most) <= HEAVIEST);
  if (items === undefined) return { refused: 'sends answers with more in them than can be compared' };
  return { reply: { ...head, body: cutTo(body, items) }, items };
}

/**
 * How much there is to compare with so many items of each list: more than the heaviest as soon as that is known, and
 * without bound for a huge object.
 */
function weightOf(body: unknown, items = HEAVIEST): number {
  let weight = 0;
  const waiting = [body];
  while (waiting.length > 0 && weight <= HEAVIEST) {
    const value = waiting.pop();
    weight += 1;
    if (value === null || typeof value !== 'object') continue;
    if (Array.isArray(value)) {
      for (const item of value.length > items ? value.slice(0, items) : value) waiting.push(item);
      continue;
    }
    const members: unknown[] = Object.values(value);
    if (members.length > MOST_MEMBERS) return Number.POSITIVE_INFINITY;
    weight += OF_OBJECT;
    for (const member of members) waiting.push(member);
  }
  return weight;
}

/** Whether a value that somebody else parsed is nested deeper than so many levels. Do not recurse. */
function isNestedDeeper(body: unknown, most: number): boolean {
  let level = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true;
    level = level.flatMap(value => (value !== null && typeof value === 'object' ? Object.values(value) : []));
  }
  return false;
}

/** A copy with at most so many items in each list. The depth is bounded, so that it may recurse. */
function cutTo(value: unknown, items: number): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.slice(0, items).map(item => cutTo(item, items));
  const copy = Object.entries(value).map(([name, member]) => [name, cutTo(member, items)] as const);
  return Object.fromEntries(copy);
}
