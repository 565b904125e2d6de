import { without } from './checked.js';

/** A listed rule as it would be asked for: without what is counted, and without what is as it is anyway. */
export function wishOf(rule: object): Record<string, unknown> {
  const { id: _, met: _met, struck, left, standing: _standing, ...asked } = Object(rule);
  const times = left === null ? undefined : Number(left) + Number(struck);
  const said = Object.entries(without({ ...asked, times })).filter(([, value]) => value !== null && value !== false);
  return Object.fromEntries(said);
}
