import type { Log } from '../log.js';
import type { Outcome } from './outcome.js';

/**
 * Tells of credentials that were refused, of each vendor and for each reason once: a client that has a wrong one is refused
 * again and again. A refusal that the operator wants is none to tell of.
 */
export function createRefusedNotes(log: Log) {
  /** Reasons that were told, by vendor: a text made of both would cost each refusal. */
  const told = new Map<string, Set<string | null>>();

  return (vendor: string, method: string, path: string, { failure }: Outcome): void => {
    if (failure === undefined || failure.detail.injected) return;
    const { why = null } = failure.detail;
    const reasons = told.get(vendor) ?? new Set();
    if (reasons.has(why)) return;
    told.set(vendor, reasons.add(why));
    log.warn('a credential was refused', { vendor, method, path: path.slice(0, LONGEST), why });
  };
}

/** Letters that are told of a path. */
const LONGEST = 500;
