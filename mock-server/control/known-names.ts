import type { Contract } from '../../contracts/core/contract.js';
import { loadGroup } from '../../contracts/core/define-contract.js';
import { Failure } from '../../contracts/core/failure.js';
import { didYouMean } from '../../contracts/core/names.js';
import { type Route, routesOf } from '../../contracts/core/route.js';
import { concerns } from '../worlds/faults.js';
import type { RunningServer } from './running-server.js';

const wrong = (text: string): Failure => new Failure('invalid', { text });

/** Refuses the name of a vendor that is not served: what is asked of it would be answered with nothing. */
export function needServedVendor({ vendors: { names } }: RunningServer, vendor: string): void {
  if (!names.includes(vendor)) throw wrong(`there is no vendor "${vendor}"${didYouMean(vendor, names)}`);
}

/** Refuses a pattern that means no operation of any vendor: a slip in it would be answered with nothing. */
export async function needOperation(server: RunningServer, pattern: string): Promise<void> {
  await operationsOf(server, pattern);
}

/** The same, and refuses one that means only what nothing serves: a fault would never take a call of it. */
export async function needServed(server: RunningServer, pattern: string): Promise<void> {
  for (const { contract, group, name } of await operationsOf(server, pattern))
    if (Object.hasOwn(contract.groups, group) && Object.hasOwn((await loadGroup(contract, group)).operations, name))
      return;
  throw wrong(`what "${pattern}" names is known, and not served yet`);
}

/** The same, and refuses one that means no operation which begins a task that can fail. */
export async function needFailingTask(server: RunningServer, pattern: string): Promise<void> {
  await needOperation(server, pattern);
  const failing: string[] = [];
  for (const name of server.vendors.names) {
    const { jobs } = await server.vendors.load(name);
    const operations = Object.values(jobs).flatMap(({ fails }) => fails?.operations ?? []);
    if (operations.some(operation => concerns(pattern, name, operation))) return;
    failing.push(...operations.map(operation => `${name}/${operation}`));
  }
  const known = failing.length === 0 ? 'none does' : `these do: ${[...new Set(failing)].join(', ')}`;
  throw wrong(`what "${pattern}" names begins no task that can fail; ${known}`);
}

/** The operations that a pattern means; refuses one that means none, with the names that are near. */
export async function operationsOf({ vendors }: RunningServer, pattern: string) {
  const names: string[] = [];
  const meant: (Pick<Route, 'group' | 'name'> & { readonly contract: Contract })[] = [];
  for (const vendor of vendors.names) {
    const { contract } = await vendors.load(vendor);
    for (const { id, group, name } of routesOf(contract.routes)) {
      names.push(pattern.includes('/') ? `${vendor}/${id}` : id);
      if (concerns(pattern, vendor, id)) meant.push({ contract, group, name });
    }
  }
  if (meant.length === 0) throw wrong(`no operation is named "${pattern}"${didYouMean(pattern, names)}`);
  return meant;
}
