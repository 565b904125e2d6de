import { setImmediate as others } from 'node:timers/promises';
import { loadContract } from '../../contracts/core/define-contract.js';
import { type Evidence, evidences } from '../../contracts/core/evidence.js';
import { type Route, routesOf } from '../../contracts/core/route.js';
import { loadHandlers } from '../calls/handler.js';
import type { Vendor } from '../calls/vendor.js';

/** How much of what a vendor has is described and served, and how sure the descriptions are. */
export interface Coverage {
  readonly title: string;
  /** Routes that the vendor is known to have. */
  readonly known: number;
  /** Of them, those that the contract describes. */
  readonly operations: number;
  readonly served: number;
  /** Known and not served: they answer 501. */
  readonly unserved: string[];
  /** Described operations by evidence. */
  readonly evidence: Record<Evidence, number>;
}

/**
 * A vendor's routes that nothing serves. It loads handlers and no contract, one group after the other, so that calls that
 * come in meanwhile need not wait for all of them.
 */
export async function unservedOf({ contract, groups }: Vendor): Promise<Route[]> {
  const served = new Set<string>();
  for (const group of Object.keys(contract.groups)) {
    for (const name of Object.keys(await loadHandlers(groups, group))) served.add(`${group}.${name}`);
    await others();
  }
  return routesOf(contract.routes).filter(({ id }) => !served.has(id));
}

/** Nothing counted yet of any evidence. */
export const byEvidence = (): Record<Evidence, number> => ({
  documented: 0,
  observed: 0,
  client: 0,
  disputed: 0,
  assumed: 0,
});

/** Counts a vendor's routes against its contract and its handlers. */
export async function coverageOf(vendor: Vendor): Promise<Coverage> {
  const { contract } = vendor;
  const { entries } = await loadContract(contract);
  const routes = routesOf(contract.routes);
  const unserved = await unservedOf(vendor);
  const evidence = byEvidence();
  for (const { operation } of entries) evidence[operation.evidence ?? 'documented'] += 1;
  return {
    title: contract.title,
    known: routes.length,
    operations: entries.length,
    served: routes.length - unserved.length,
    unserved: unserved.map(({ id }) => id),
    evidence,
  };
}

const COLUMNS = ['API', 'known', 'described', 'served', ...evidences] as const;

/** A Markdown table of coverage, one vendor a line. */
export function coverageTable(shares: readonly Coverage[]): string {
  const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(COLUMNS),
    row(COLUMNS.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...shares.map(share =>
      row([share.title, share.known, share.operations, share.served, ...evidences.map(mark => share.evidence[mark])]),
    ),
  ].join('\n');
}
