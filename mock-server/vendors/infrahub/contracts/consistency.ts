import { allFlavors } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { contractState, contractSubject } from './rules.js';

/** Contracts of nobody, with other machines than they count, or that nothing ends. */
export function* contractProblems(cloud: InfrahubCloud): Generator<string> {
  const used = new Map<string, number>();
  for (const { id, contract, flavor: wanted, from, to } of cloud.allocations.all()) {
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
    const key = `${contract} ${flavor.gpu}`;
    used.set(key, (used.get(key) ?? 0) + flavor.gpus);
  }
  const due = new Set(cloud.agenda.all().map(({ kind, subject, at }) => `${kind} ${subject} ${at}`));
  for (const { id, org, end, discounts } of cloud.contracts.all()) {
    if (cloud.organizations.get(org) === undefined) yield `contract ${id} is of no organization`;
    if (end > cloud.now && !due.has(`contract ${contractSubject(id)} ${end}`))
      yield `contract ${id} ends, and nothing ends it`;
    for (const model of new Set(discounts.map(discount => discount.model))) {
      const counted = discounts.reduce((sum, one) => sum + (one.model === model ? one.used : 0), 0);
      if (counted !== (used.get(`${id} ${model}`) ?? 0))
        yield `contract ${id} counts ${counted} ${model} in use, and has others`;
    }
  }
}
