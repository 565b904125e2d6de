import type { DisputedPlace } from '../disputes.js';
import { many } from '../report.js';

export const DISPUTED = "Where the vendor's own sources differ, this endpoint has";

/** A line for each form: those that the contract keeps are counted, the places of others are listed. */
export function disputeLines(places: readonly DisputedPlace[]): string[] {
  const byForm = new Map<string, DisputedPlace[]>();
  for (const place of places) {
    const form = place.forms.join(' and ');
    byForm.set(form, [...(byForm.get(form) ?? []), place]);
  }
  return [...byForm].map(([form, all]) => {
    const others = all.filter(({ kept }) => !kept).map(({ operation, path }) => `${operation} ${path}`);
    return `${form}: ${others.length === 0 ? many(all.length, 'place') : others.join(', ')}`;
  });
}
