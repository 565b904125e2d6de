import type { Jobs } from '../../../domain/cloud.js';
import type { InfrahubCloud } from '../cloud.js';
import { chargeMachine, deleteMachine } from '../virtual-machines/rules.js';
import { allocationsOf, leaveContract } from './rules.js';

const idOf = (subject: string): number => Number(/^contract:(\d+)$/.exec(subject)?.[1]);

/** A contract ends: what is in it is deleted, or stays outside of it. */
export const contractJobs: Jobs<InfrahubCloud> = {
  contract: {
    about: 'contract',
    has: (cloud, subject) => cloud.contracts.get(idOf(subject)) !== undefined,
    run(cloud, subject) {
      const { id, deletesAtEnd } = cloud.contracts.need(idOf(subject));
      for (const { id: machine, to } of allocationsOf(cloud, id)) {
        if (to !== null) continue;
        if (deletesAtEnd) deleteMachine(cloud, cloud.machines.need(machine));
        else {
          leaveContract(cloud, machine);
          chargeMachine(cloud, cloud.machines.need(machine));
        }
      }
    },
  },
};
