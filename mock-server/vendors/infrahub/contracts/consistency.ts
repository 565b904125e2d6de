import { allFlavors } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { contractState, contractSubject } from './rules.js';

/** Contracts of nobody, with other machines than they count, or that nothing ends. */
export function* contractProblems(cloud: InfrahubCloud): Generator<string> {
  const used = new Map<string, number>();
  for (const { id, contract, discount, flavor: wanted, from, to } of cloud.allocations.all()) {
    const flavor = allFlavors.find(one => one.id === wanted);
    const of = cloud.contracts.get(contract);
    if (flavor === undefined) yield `vm ${id} is in the contract ${contract}, and of no flavor`;
    if (of === undefined) yield `vm ${id} is in the contract ${contract}, which is not there`;
    if (from > cloud.now || (to ?? from) < from) yield `vm ${id} is in the contract ${contract}, out of turn`;
    if (to !== null || flavor === undefined || of === undefined) continue;
    const machine = cloud.machines.get(id);
    if (machine?.org !== of.org || machine.flavor !== wanted || machine.state === 'DELETING')
      yield `vm ${id} is in the contract ${contract}, and is no such machine`;
    if (contractState(of, cloud.now) !== 'ACTIVE')
      yield `vm ${id} is in the contract ${contract}, which is not in force`;
    if (of.discounts.find(one => one.id === discount)?.model !== flavor.gpu)
      yield `vm ${id} has the discount ${discount}, which is of other GPUs`;
    const key = `${contract} ${discount}`;
    used.set(key, (used.get(key) ?? 0) + flavor.gpus);
  }
  const due = new Set(cloud.agenda.all().map(({ kind, subject, at }) => `${kind} ${subject} ${at}`));
  for (const { id, org, end, discounts } of cloud.contracts.all()) {
    if (cloud.organizations.get(org) === undefined) yield `contract ${id} is of no organization`;
    if (end > cloud.now && !due.has(`contract ${contractSubject(id)} ${end}`))
      yield `contract ${id} ends, and nothing ends it`;
    for (const { id: discount, used: counted } of discounts)
      if (counted !== (used.get(`${id} ${discount}`) ?? 0))
        yield `contract ${id} counts ${counted} GPUs in use, and has others`;
  }
}
