import { type Contract, entries } from '../contracts/core/contract.js';
import { type Evidence, evidences } from '../contracts/core/evidence.js';
import type { Vendor } from './calls/vendor.js';

/** How much of a contract is served, and how sure the contract is. */
export interface Coverage {
  readonly title: string;
  readonly operations: number;
  readonly served: number;
  readonly unserved: string[];
  /** Operations by evidence. */
  readonly evidence: Record<Evidence, number>;
}

/** Counts a contract's operations against its handlers. */
export function coverageOf(contract: Contract, handlers: Vendor['handlers']): Coverage {
  const all = entries(contract);
  const unserved = all.filter(({ group, name }) => handlers[group]?.[name] === undefined).map(({ id }) => id);
  const evidence: Record<Evidence, number> = { documented: 0, observed: 0, client: 0, assumed: 0 };
  for (const { operation } of all) evidence[operation.evidence ?? 'documented'] += 1;
  return { title: contract.title, operations: all.length, served: all.length - unserved.length, unserved, evidence };
}

const COLUMNS = ['API', 'operations', 'served', ...evidences] as const;

/** A Markdown table of coverage, one vendor a line. */
export function coverageTable(shares: readonly Coverage[]): string {
  const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(COLUMNS),
    row(COLUMNS.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...shares.map(share =>
      row([share.title, share.operations, share.served, ...evidences.map(mark => share.evidence[mark])]),
    ),
  ].join('\n');
}
