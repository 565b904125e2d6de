import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { contracts } from '../../../contracts/index.js';
import { type DriftRow, driftRow } from '../../../contracts/kit/drifts/row.js';

/** The rows of all vendors. */
export const rows: readonly DriftRow[] = Object.keys(contracts).flatMap(vendor => {
  const file = new URL(`../../../fixtures/drifts/${vendor}.json`, import.meta.url);
  return z.array(driftRow).parse(JSON.parse(readFileSync(file, 'utf8')));
});

/** A name of a row among those of all vendors. */
export const nameOfRow = ({ vendor, id }: DriftRow): string => `${vendor}/${id}`;

/** What a row is for: a drift that must be found, a change that must not, or what no run can see or make yet. */
export function kindOfRow({ expected, waits, unseen }: DriftRow): 'drift' | 'control' | 'unseen' | 'waiting' {
  if (waits !== undefined) return 'waiting';
  if (unseen !== undefined) return 'unseen';
  return expected.length > 0 ? 'drift' : 'control';
}

/** Vendors as the README lists them, with how many drifts and controls the suite holds each to, in Markdown. */
export function sharesOfDrifts(): string {
  const lines = Object.keys(contracts).map(vendor => {
    const own = rows.filter(row => row.vendor === vendor);
    const of = (kind: ReturnType<typeof kindOfRow>): number => own.filter(row => kindOfRow(row) === kind).length;
    return [vendor, of('drift'), `${of('drift')} (100 %)`, of('control'), 0, of('unseen')];
  });
  const head = ['API', 'drifts replayed', 'found', 'changes that are no drift', 'false alarms', 'not visible'];
  return [head, head.map(() => '---'), ...lines].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}
