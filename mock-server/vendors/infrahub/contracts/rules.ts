import { flavorOf } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import type { Discount } from '../tariff.js';
import type { Machine } from '../virtual-machines/record.js';
import type { Allocation, GpuContract } from './record.js';

/** Names a contract to the agenda. */
export const contractSubject = (id: number): string => `contract:${id}`;

export const contractState = ({ start, end }: GpuContract, now: number) =>
  now < start ? ('PENDING' as const) : now < end ? ('ACTIVE' as const) : ('EXPIRED' as const);

/** The contract that a machine is in now. */
export function contractOf(cloud: InfrahubCloud, machine: number): number | null {
  const allocation = cloud.allocations.get(machine);
  return allocation === undefined || allocation.to !== null ? null : allocation.contract;
}

/**
 * Puts a new machine into the oldest contract that has its GPUs left. ASSUMED: no call says which machine a contract is for,
 * and answers count what remains.
 */
export function joinContract(
  cloud: InfrahubCloud,
  { id, org, name, flavor }: Pick<Machine, 'id' | 'org' | 'name' | 'flavor'>,
): void {
  const { gpu, gpus, name: flavorName } = flavorOf(flavor);
  if (gpus === 0 || flavorName.endsWith('-spot')) return;
  const hasLeft = ({ model, count, used }: GpuContract['discounts'][number]): boolean =>
    model === gpu && count - used >= gpus;
  const contract = cloud.contracts.find(
    one => one.org === org && contractState(one, cloud.now) === 'ACTIVE' && one.discounts.some(hasLeft),
  );
  const discount = contract?.discounts.find(hasLeft);
  if (contract === undefined || discount === undefined) return;
  use(cloud, contract, discount.id, gpus);
  cloud.allocations.add({
    id,
    contract: contract.id,
    discount: discount.id,
    name,
    flavor,
    from: cloud.now,
    to: null,
  });
}

/** What a machine's GPUs cost less for its contract. */
export function discountOf(cloud: InfrahubCloud, machine: number): Discount | undefined {
  const allocation = cloud.allocations.get(machine);
  if (allocation === undefined || allocation.to !== null) return undefined;
  return cloud.contracts.need(allocation.contract).discounts.find(({ id }) => id === allocation.discount);
}

/** Takes a machine out of its contract, if it is in one. */
export function leaveContract(cloud: InfrahubCloud, machine: number): void {
  const allocation = cloud.allocations.get(machine);
  if (allocation === undefined || allocation.to !== null) return;
  cloud.allocations.update(machine, { to: cloud.now });
  const { gpus } = flavorOf(allocation.flavor);
  use(cloud, cloud.contracts.need(allocation.contract), allocation.discount, -gpus);
}

/** All machines that are or were in a contract, oldest first. */
export const allocationsOf = (cloud: InfrahubCloud, contract: number): Allocation[] =>
  cloud.allocations.filter(allocation => allocation.contract === contract);

const use = (cloud: InfrahubCloud, { id, discounts }: GpuContract, discount: number, by: number): GpuContract =>
  cloud.contracts.update(id, {
    discounts: discounts.map(one => (one.id === discount ? { ...one, used: one.used + by } : one)),
  });
