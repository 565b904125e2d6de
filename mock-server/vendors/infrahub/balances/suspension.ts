import { canHibernate, flavorOf } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import type { Machine } from '../virtual-machines/record.js';
import { move } from '../virtual-machines/rules.js';

/**
 * Below 0 everything is suspended until a payment: so says the vendor, not how. ASSUMED: a machine is hibernated where its
 * flavor can be, with its address, and stopped where it cannot; what is stored stays. A machine that is only coming up then
 * is suspended when it is.
 */
export function suspend(cloud: InfrahubCloud, org: number): void {
  const running = cloud.machines.filter(machine => machine.org === org && machine.state === 'ACTIVE');
  const { suspended } = cloud.balances.need(org);
  const all = [...new Set([...suspended, ...running.map(({ id }) => id)])];
  for (const machine of running)
    if (canHibernate(flavorOf(machine.flavor))) move(cloud, machine, 'hibernate', true);
    else move(cloud, machine, 'stop');
  cloud.balances.update(org, { suspended: all });
}

/** Brings back what was suspended, as far as there is stock; what cannot come back yet is tried again. */
export function revive(cloud: InfrahubCloud, org: number): void {
  const { suspended } = cloud.balances.need(org);
  if (suspended.length === 0) return;
  const later = suspended.filter(id => {
    const machine = cloud.machines.get(id);
    return machine !== undefined && !comesBack(cloud, machine);
  });
  cloud.balances.update(org, { suspended: later });
}

/** Sets a machine on its way back; says whether nothing is left to do for it. */
function comesBack(cloud: InfrahubCloud, machine: Machine): boolean {
  if (machine.state === 'HIBERNATING' || machine.state === 'STOPPING') return false;
  if (machine.state === 'SHUTOFF') move(cloud, machine, 'start');
  if (machine.state !== 'HIBERNATED') return true;
  if (!cloud.isInStock(flavorOf(machine.flavor))) return false;
  move(cloud, machine, 'restore');
  return true;
}
