import type { Severity } from '../../core/checks.js';
import type { LoadedContract } from '../../core/contract.js';
import type { Baseline } from '../report/baseline.js';
import { type Reason, reasons } from '../report/report.js';
import type { Results } from '../report/results.js';
import type { EarlierReport } from '../report/since.js';
import { operationGone } from '../verdict/gone.js';

/** What was compared before, by an earlier run or by the one of which a baseline is. */
interface Before {
  readonly since?: EarlierReport | undefined;
  readonly baseline?: Baseline | undefined;
}

/**
 * How grave it is that what was compared before was not now, by the reason. `own`: the run itself left it out, which is no
 * finding. `graded`: the endpoint does not answer, which is as grave as if the operation were gone. The rest may be of this
 * account and its data: told, but a right that is missing may surprise a client.
 */
const BY_REASON: Readonly<Record<Reason, Severity | 'own' | 'graded'>> = {
  'not-allowed': 'own',
  spared: 'own',
  'not-made': 'own',
  skipped: 'own',
  stopped: 'own',
  undescribed: 'own',
  'too-large': 'notice',
  unread: 'notice',
  unserved: 'notice',
  'may-be-absent': 'notice',
  'no-data': 'notice',
  absent: 'notice',
  account: 'notice',
  state: 'notice',
  permission: 'warning',
  credential: 'warning',
  'rate-limit': 'warning',
  timeout: 'graded',
  server: 'graded',
  input: 'graded',
};

/** Checks of calls that had no success: what they found does not say that one was compared. */
const OF_NO_SUCCESS = new Set(['operation-gone', 'after-failed', 'status']);

/** Reports what an earlier report or a baseline shows as compared, and this run was asked for and could not compare. */
export function reportNoLonger(
  contract: LoadedContract,
  results: Results,
  selected: (id: string) => boolean,
  before: Before,
): void {
  const compared = comparedBefore(contract.vendor, before);
  for (const entry of contract.entries) {
    const when = compared.get(entry.id);
    const reason = results.missing(entry);
    if (when === undefined || reason === null || !selected(entry.id)) continue;
    const gravity = BY_REASON[reason];
    if (gravity === 'own') continue;
    const { detail } = results.operation(entry);
    const found = `none: ${reasons[reason]}${detail === null ? '' : ` (${detail})`}`;
    const finding = operationGone(entry, `a success, as ${when}`, found, gravity === 'graded' ? undefined : gravity);
    results.gone(entry, 0, finding, false, detail ?? reasons[reason]);
  }
}

/** When each operation was compared, in words. */
function comparedBefore(vendor: string, { since, baseline }: Before): ReadonlyMap<string, string> {
  const whens = new Map<string, string>();
  for (const { id } of baseline?.allow ?? []) {
    const [of, about = ''] = id.split('/');
    if (of === vendor && !OF_NO_SUCCESS.has(id.split('/').at(-1) ?? ''))
      whens.set(about, 'when the baseline was written');
  }
  for (const { id, reason } of since?.operations ?? []) if (reason === null) whens.set(id, `on ${since?.startedAt}`);
  return whens;
}
