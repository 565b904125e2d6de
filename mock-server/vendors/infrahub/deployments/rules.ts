import { SECOND } from '../../../domain/clock.js';
import type { InfrahubCloud } from '../cloud.js';
import type { Machine } from '../virtual-machines/record.js';
import { deleteMachine, isResting, passing } from '../virtual-machines/rules.js';
import type { Deployment } from './record.js';

/** How often it is looked whether all machines are there, or all gone. */
const LOOKS_EVERY = 3 * SECOND;

/** Names a deployment to the agenda. */
export const deploymentSubject = (id: number): string => `deployment:${id}`;

/** The machines of a deployment that are still there. */
export const machinesOf = (cloud: InfrahubCloud, { machines }: Deployment): Machine[] =>
  machines.flatMap(id => cloud.machines.get(id) ?? []);

/** Begins to delete a deployment with its machines. */
export function deleteDeployment(cloud: InfrahubCloud, deployment: Deployment): void {
  for (const machine of machinesOf(cloud, deployment)) if (machine.state !== 'DELETING') deleteMachine(cloud, machine);
  cloud.deployments.update(deployment.id, { state: 'DELETING' });
  lookAgain(cloud, deployment.id);
}

/** Has a deployment looked at in a while. */
export const lookAgain = (cloud: InfrahubCloud, id: number): void =>
  cloud.agenda.enter(cloud.now + LOOKS_EVERY, 'deployment', deploymentSubject(id));

/** Looks whether a deployment has come to where it was going. */
export function settleDeployment(cloud: InfrahubCloud, id: number): void {
  const deployment = cloud.deployments.need(id);
  const machines = machinesOf(cloud, deployment);
  if (deployment.state === 'DELETING') {
    if (machines.length > 0) lookAgain(cloud, id);
    else cloud.deployments.remove(id);
    return;
  }
  if (deployment.state !== 'CREATING') return;
  const isBuilding = ({ state }: Machine): boolean => state === 'CREATING' || state === 'BUILD';
  if (machines.some(isBuilding)) return lookAgain(cloud, id);
  const hasFailed = ({ state }: Machine): boolean => !isResting(state) && passing[state] === undefined;
  cloud.deployments.update(id, { state: machines.some(hasFailed) ? 'ERROR' : 'ACTIVE' });
}
