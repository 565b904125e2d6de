import type { Described, Members } from './theirs.js';

/**
 * What two descriptions of an API say differently, one line each: `GET /core/gpus · 200 · gpu_list[].id: theirs integer,
 * ours string`. Whether a member of an answer is required is not compared: the vendor marks hardly any.
 */
export function* differencesOf(
  theirs: ReadonlyMap<string, Described>,
  ours: ReadonlyMap<string, Described>,
): Generator<string> {
  for (const call of theirs.keys()) if (!ours.has(call)) yield `${call} · only theirs`;
  for (const [call, own] of ours) {
    const other = theirs.get(call);
    if (other === undefined) yield `${call} · only ours`;
    else yield* inCall(call, other, own);
  }
}

function* inCall(call: string, theirs: Described, ours: Described): Generator<string> {
  yield* inMembers(`${call} · query`, theirs.query, ours.query, true);
  yield* inMembers(`${call} · body`, theirs.body, ours.body, true);
  for (const status of theirs.statuses) if (!ours.statuses.includes(status)) yield `${call} · ${status} · only theirs`;
  for (const status of Object.keys(ours.answers))
    if (!theirs.statuses.includes(status)) yield `${call} · ${status} · only ours`;
  for (const [status, members] of Object.entries(theirs.answers))
    yield* inMembers(`${call} · ${status}`, members, ours.answers[status] ?? new Map(), false);
}

function* inMembers(place: string, theirs: Members, ours: Members, isInput: boolean): Generator<string> {
  for (const [path, { type, isRequired }] of theirs) {
    if (path === '') continue;
    const own = ours.get(path);
    const label = `${place} · ${path}`;
    if (own === undefined) {
      if (!isBelowAny(path, ours)) yield `${label}: only theirs`;
    } else if (!agree(type, own.type) && !(isInput && isText(place, type)))
      yield `${label}: theirs ${type}, ours ${own.type}`;
    else if (isInput && isRequired !== own.isRequired)
      yield `${label}: required ${isRequired ? 'by them' : 'by us'} alone`;
  }
  for (const path of ours.keys())
    if (path !== '' && !theirs.has(path) && !isBelowAny(path, theirs)) yield `${place} · ${path}: only ours`;
}

/** Whole numbers are numbers; `any` and an object without members say nothing of what is inside. */
const agree = (theirs: string, ours: string): boolean =>
  theirs === ours || theirs === 'any' || ours === 'any' || (theirs === 'number' && ours === 'integer');

/** All that stands in a query is text. */
const isText = (place: string, type: string): boolean => place.endsWith('query') && type === 'string';

/** Whether a member lies below one that the other description leaves open, or does not have at all. */
function isBelowAny(path: string, members: Members): boolean {
  for (let at = path; at.includes('.') || at.endsWith('[]'); ) {
    at = at.endsWith('[]') ? at.slice(0, -2) : at.slice(0, at.lastIndexOf('.'));
    const above = members.get(at);
    if (above === undefined || above.type === 'any') return at !== '';
    if (above.type === 'object' && ![...members.keys()].some(one => one.startsWith(`${at}.`))) return true;
  }
  return false;
}
