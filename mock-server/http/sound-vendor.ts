import { loadContract } from '../../contracts/core/define-contract.js';
import { didYouMean } from '../../contracts/core/names.js';
import { loadPages } from '../calls/page.js';
import type { Vendor } from '../calls/vendor.js';
import { DEFAULT_WORLD } from '../worlds/worlds.js';
import { createRouteTable } from './route-table.js';

/**
 * Rejects with what is wrong with a vendor that is at hand, so that it is said when it is given and not at the first call
 * that meets it. It loads all of the contract and all handlers: do not ask it of a vendor that loads lazily.
 */
export async function needSound({ contract, groups, issue, pages }: Vendor): Promise<void> {
  await loadContract(contract);
  const table = createRouteTable(contract, groups);
  for (const group of Object.keys(contract.groups)) await table.load(group);
  if (pages !== undefined) await loadPages(contract.vendor, pages);
  const schemes = Object.keys(contract.dialect.schemes);
  for (const { name, scheme } of issue(DEFAULT_WORLD, 0))
    if (scheme !== null && !schemes.includes(scheme))
      throw new Error(
        `${contract.vendor}: issues the credential "${name}" for the scheme "${scheme}", which its dialect does not have${didYouMean(scheme, schemes)}`,
      );
}
