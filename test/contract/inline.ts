import { controlDialect } from '../../contracts/control/dialect.js';
import type { Contract, LoadedContract } from '../../contracts/core/contract.js';
import { defineContract, loadContract } from '../../contracts/core/define-contract.js';
import type { OperationGroups } from '../../contracts/core/operation.js';

/** A contract of operations written out with their methods and paths, for trials of what holds for any contract. */
export function inline(groups: OperationGroups, more: Partial<Contract> = {}): Contract {
  return defineContract({
    ...{ vendor: 'things', title: 'Things', version: '1', docs: 'https://example.com/docs', dialect: controlDialect },
    ...more,
    routes: Object.fromEntries(
      Object.entries(groups).map(([group, operations]) => [
        group,
        Object.fromEntries(
          Object.entries(operations).map(([name, { method, path }]) => [name, `${method} ${path}` as const]),
        ),
      ]),
    ),
    groups,
  });
}

/** The same, with its operations at hand. */
export const loadInline = (groups: OperationGroups, more: Partial<Contract> = {}): Promise<LoadedContract> =>
  loadContract(inline(groups, more));
