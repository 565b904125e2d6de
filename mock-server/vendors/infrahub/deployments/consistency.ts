import type { InfrahubCloud } from '../cloud.js';
import { deploymentSubject, machinesOf } from './rules.js';

/** Deployments with machines that are another's, and those on a way that nothing ends. */
export function* deploymentProblems(cloud: InfrahubCloud): Generator<string> {
  const waiting = new Set(cloud.agenda.all().map(({ kind, subject }) => `${kind} ${subject}`));
  for (const deployment of cloud.deployments.all()) {
    const { id, org, state } = deployment;
    for (const machine of machinesOf(cloud, deployment)) {
      if (machine.org !== org) yield `deployment ${id} has the vm ${machine.id}, which is of another organization`;
      if (state === 'DELETING' && machine.state !== 'DELETING')
        yield `deployment ${id} is being deleted, and the vm ${machine.id} is not`;
      if (state === 'ACTIVE' && machine.state === 'CREATING')
        yield `deployment ${id} is ACTIVE, and the vm ${machine.id} is CREATING`;
    }
    const isMoving = state === 'CREATING' || state === 'DELETING';
    if (isMoving && !waiting.has(`deployment ${deploymentSubject(id)}`))
      yield `deployment ${id} is ${state}, and nothing ends that`;
  }
}
