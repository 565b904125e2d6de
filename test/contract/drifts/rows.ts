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

/** Vendors as the README lists them, with how many of their drifts a run finds, in Markdown. */
export function sharesOfDrifts(isFound: (row: DriftRow) => boolean): string {
  const lines = Object.keys(contracts).map(vendor => {
    const own = rows.filter(row => row.vendor === vendor);
    const of = (kind: ReturnType<typeof kindOfRow>): DriftRow[] => own.filter(row => kindOfRow(row) === kind);
    const drifts = of('drift');
    const found = drifts.filter(isFound).length;
    const alarms = of('control').filter(row => !isFound(row)).length;
    const share = `${Math.floor((100 * found) / drifts.length)} %`;
    return [vendor, drifts.length, `${found} (${share})`, of('control').length, alarms, of('unseen').length];
  });
  const head = ['API', 'drifts replayed', 'found', 'changes that are no drift', 'false alarms', 'not visible'];
  return [head, head.map(() => '---'), ...lines].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}
