import type { Contract } from '../../contracts/core/contract.js';
import { loadGroup } from '../../contracts/core/define-contract.js';
import { Failure } from '../../contracts/core/failure.js';
import { didYouMean, vendorCalled, vendorsThereAre } from '../../contracts/core/names.js';
import { type Route, routesOf } from '../../contracts/core/route.js';
import type { Vendors } from '../calls/listed-vendor.js';
import type { FaultWish } from '../worlds/faults.js';
import { concerns } from '../worlds/rule.js';
import type { RunningServer } from './running-server.js';

const wrong = (text: string): Failure => new Failure('invalid', { text });

/**
 * Own name of the vendor that is called so. Refuses one of a vendor that is not served: what is asked of it would be answered
 * with nothing.
 */
export const needServedVendor = ({ vendors }: RunningServer, vendor: string): string => vendors.need(vendor);

/** Own name of the vendor that is called so in an address. One that is not there is not found. */
export function vendorAt({ listed }: Pick<Vendors, 'listed'>, called: string): string {
  const vendor = vendorCalled(called, listed);
  if (vendor !== undefined) return vendor;
  throw new Failure('notFound', { text: `there is no vendor "${called}"${vendorsThereAre(called, listed)}` });
}

/** A pattern of operations with the vendor's own name where it begins with one, which may be another that it is known by. */
function called({ vendors: { listed } }: RunningServer, pattern: string): string {
  const at = pattern.indexOf('/');
  const name = pattern.slice(0, Math.max(at, 0));
  if (at < 0 || name.includes('*')) return pattern;
  const vendor = vendorCalled(name, listed);
  if (vendor !== undefined) return `${vendor}${pattern.slice(at)}`;
  throw wrong(`no operation is named "${pattern}": there is no vendor "${name}"${vendorsThereAre(name, listed)}`);
}

/**
 * The pattern with the vendor's own name. Refuses one that means no operation of any vendor: a slip in it would be answered
 * with nothing.
 */
export async function needOperation(server: RunningServer, pattern: string): Promise<string> {
  await operationsOf(server, pattern);
  return called(server, pattern);
}

/** The same, and refuses one that means only what nothing serves: a fault would never take a call of it. */
export async function needServed(server: RunningServer, pattern: string): Promise<string> {
  for (const { contract, group, name } of await operationsOf(server, pattern))
    if (Object.hasOwn(contract.groups, group) && Object.hasOwn((await loadGroup(contract, group)).operations, name))
      return called(server, pattern);
  throw wrong(`what "${pattern}" names is known, and not served yet`);
}

/** Which tasks a rule is to have fail, and when. */
type FailingRule = Pick<FaultWish, 'operation' | 'after' | 'step'>;

/**
 * The same, and refuses one that means no operation which begins a task that can fail, or, where the rule says `after` or
 * `step`, can fail before its end or has such a step.
 */
export async function needFailingTask(server: RunningServer, { operation, after, step }: FailingRule): Promise<string> {
  const pattern = await needOperation(server, operation);
  const isEarly = after !== undefined || step !== undefined;
  const failing: string[] = [];
  const steps = new Set<string>();
  let isMeant = false;
  for (const vendor of server.vendors.names)
    for (const { fails } of Object.values((await server.vendors.load(vendor)).jobs))
      for (const operation of fails === undefined || (isEarly && !fails.early) ? [] : fails.operations) {
        failing.push(`${vendor}/${operation}`);
        if (!concerns(pattern, vendor, operation)) continue;
        isMeant = true;
        for (const name of fails?.early?.steps(operation) ?? []) steps.add(name);
      }
  if (!isMeant) {
    const known = failing.length === 0 ? 'none does' : `these do: ${[...new Set(failing)].join(', ')}`;
    throw wrong(`what "${pattern}" names begins no task that can fail${isEarly ? ' before its end' : ''}; ${known}`);
  }
  if (step !== undefined && !steps.has(step))
    throw wrong(
      `no task that "${pattern}" names has a step "${step}"${didYouMean(step, steps)}; there are ${[...steps].join(', ')}`,
    );
  return pattern;
}

/** The operations that a pattern means; refuses one that means none, with the names that are near. */
export async function operationsOf(server: RunningServer, given: string) {
  const { vendors } = server;
  const pattern = called(server, given);
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
