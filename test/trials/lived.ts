import { type Journalled, OPENED } from './control.js';
import type { Placed } from './history.js';
import type { Ledger, Noted } from './ledger.js';

/** What happened to a world, one after the other. */
export type Step = Placed & { readonly call?: Noted; readonly isAdvance: boolean };

/** How far each advance of a trial's clock goes, and how that is asked for. */
export const [MINUTE, BY_A_MINUTE] = [60_000, { by: 'PT1M' }];

/** The kind under which advances stand in a ledger. */
export const ADVANCE = 'advance';

/** How many advances came before an instant of a world's clock. */
const advancesBefore = (instant: string): number => (Date.parse(instant) - Date.parse(OPENED)) / MINUTE;

/**
 * Puts what was written to a world, and what moved its clock, in the one order that its journal tells: writes stand in it by number,
 * and the instant of each says how many advances came before. Answers the steps, and what is wrong with the journal itself.
 */
export function lived(
  ledger: Ledger,
  world: string,
  journal: readonly Journalled[],
  now: string,
): { readonly steps: readonly Step[]; readonly wrong: readonly string[] } {
  const wrong: string[] = [];
  const steps: Step[] = [];
  const advances = advancesOf(ledger, world);
  const seen = new Set<string>();
  let moved = 0;
  const moveTo = (instant: string): void => {
    for (const count = advancesBefore(instant); moved < count; moved++) {
      const { sent = 0, heard = Number.POSITIVE_INFINITY } = advances.get(moved + 1) ?? advances.get(0) ?? {};
      steps.push({ tag: `advance ${moved + 1}`, sent, heard, isAdvance: true });
    }
    if (advancesBefore(instant) < moved) wrong.push(`${world}: the clock of its journal goes back to ${instant}`);
  };
  for (const { tag, failure, number, at } of journal) {
    const call = ledger.find(tag);
    if (call?.effect !== 'write' || failure !== null) continue;
    if (call.world !== world) wrong.push(`${world}: number ${number} of its journal, ${tag}, is of ${call.world}`);
    if (seen.has(tag)) wrong.push(`${world}: ${tag} is in its journal twice`);
    if (call.fate === 'refused' || call.fate === 'unsent')
      wrong.push(`${world}: ${tag}, ${call.fate}, is in its journal`);
    seen.add(tag);
    moveTo(at);
    steps.push({ tag, sent: call.sent, heard: call.heard, call, isAdvance: false });
  }
  moveTo(now);
  for (const { tag, effect, fate, kind } of ledger.of(world))
    if (effect === 'write' && fate === 'done' && kind !== ADVANCE && !seen.has(tag))
      wrong.push(`${world}: ${kind} ${tag} was acknowledged, and is not in its journal`);
  for (const count of advances.keys())
    if (count > moved) wrong.push(`${world}: advance ${count} was acknowledged, and the clock did not go so far`);
  return { steps, wrong };
}

/** Advances that were acknowledged, by the minute that they brought; under 0 what is known of the others. */
function advancesOf(ledger: Ledger, world: string): Map<number, { sent: number; heard: number }> {
  const found = new Map<number, { sent: number; heard: number }>();
  for (const { kind, fate, received, sent, heard } of ledger.of(world)) {
    if (kind !== ADVANCE) continue;
    if (fate === 'done' && received?.state === 'answered')
      found.set(advancesBefore(JSON.parse(received.text).clock.now), { sent, heard });
    else if (fate === 'unknown')
      found.set(0, { sent: Math.min(sent, found.get(0)?.sent ?? sent), heard: Number.POSITIVE_INFINITY });
  }
  return found;
}
