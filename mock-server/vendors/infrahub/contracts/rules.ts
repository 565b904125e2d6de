import { flavorOf } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
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
  const contract = cloud.contracts.find(
    one =>
      one.org === org &&
      contractState(one, cloud.now) === 'ACTIVE' &&
      one.discounts.some(({ model, count, used }) => model === gpu && count - used >= gpus),
  );
  if (contract === undefined) return;
  use(cloud, contract, gpu, gpus);
  cloud.allocations.add({ id, contract: contract.id, name, flavor, from: cloud.now, to: null });
}

/** Takes a machine out of its contract, if it is in one. */
export function leaveContract(cloud: InfrahubCloud, machine: number): void {
  const allocation = cloud.allocations.get(machine);
  if (allocation === undefined || allocation.to !== null) return;
  const { gpu, gpus } = flavorOf(allocation.flavor);
  cloud.allocations.update(machine, { to: cloud.now });
  use(cloud, cloud.contracts.need(allocation.contract), gpu, -gpus);
}

/** All machines that are or were in a contract, oldest first. */
export const allocationsOf = (cloud: InfrahubCloud, contract: number): Allocation[] =>
  cloud.allocations.filter(allocation => allocation.contract === contract);

function use(cloud: InfrahubCloud, { id, discounts }: GpuContract, gpu: string, by: number): void {
  const index = discounts.findIndex(
    ({ model, count, used }) => model === gpu && (by < 0 ? used >= -by : count - used >= by),
  );
  cloud.contracts.update(id, {
    discounts: discounts.map((one, at) => (at === index ? { ...one, used: one.used + by } : one)),
  });
}
