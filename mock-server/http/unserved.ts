import type { Contract } from '../../contracts/core/contract.js';
import type { Log } from '../log.js';
import { nearRoutes } from './near-route.js';
import type { Outcome } from './outcome.js';

/** Why nothing served a call: a known route that nothing serves yet, no known route, or one with other verbs. */
export type UnservedWhy = 'unserved' | 'unknown-route' | 'wrong-verb';

/** What the journal says of a call that nothing served. */
export interface UnservedNote {
  readonly why: UnservedWhy | null;
  /** The known route that was most likely meant, `environments.list (GET /v1/core/environments)`, or null. */
  readonly near: string | null;
}

/** A call that came in below a base path. */
export interface UnservedCall {
  readonly method: string;
  readonly base: string;
  /** Below the base path. */
  readonly path: string;
}

/** Of a call that was served. */
export const SERVED: UnservedNote = { why: null, near: null };
/** Most unknown paths that are remembered, and that are logged. */
const MOST = 1000;
/** Letters that are kept of a path. */
const LONGEST = 500;

/**
 * Says why nothing served a call, and logs it: once for each known route, and once for each unknown path. What it
 * remembers is bounded, for any number of unknown paths may be called.
 */
export function createUnservedNotes(log: Log) {
  const told = new Set<string>();
  const notes = new Map<string, UnservedNote>();
  const finders = new WeakMap<Contract, ReturnType<typeof nearRoutes>>();
  let logged = 0;

  return (contract: Contract, { place, failure }: Outcome, call: UnservedCall): UnservedNote => {
    if (place !== undefined) return place.served === null ? unserved(contract.vendor, place.id) : SERVED;
    if (failure?.kind === 'noRoute') return unknown(contract, 'unknown-route', call);
    return failure?.kind === 'methodNotAllowed' ? unknown(contract, 'wrong-verb', call) : SERVED;
  };

  function unserved(vendor: string, operation: string): UnservedNote {
    const key = `${vendor} ${operation}`;
    if (!told.has(key)) log.warn('known, and not served yet', { vendor, operation });
    told.add(key);
    return { why: 'unserved', near: null };
  }

  function unknown(contract: Contract, why: UnservedWhy, { method, base, path }: UnservedCall): UnservedNote {
    const { vendor } = contract;
    const shown = path.slice(0, LONGEST);
    const key = `${vendor} ${method} ${shown}`;
    const known = notes.get(key);
    if (known !== undefined) return known;
    const finder = finders.get(contract) ?? nearRoutes(contract);
    finders.set(contract, finder);
    const route = finder(method, path);
    const note = { why, near: route === undefined ? null : `${route.id} (${route.method} ${base}${route.path})` };
    const [oldest] = notes.keys();
    if (notes.size >= MOST && oldest !== undefined) notes.delete(oldest);
    notes.set(key, note);
    logged += 1;
    if (logged <= MOST) log.warn(why, { vendor, method, path: `${base}${shown}`, didYouMean: note.near });
    if (logged === MOST) log.warn('further unknown paths are not logged', { vendor });
    return note;
  }
}
