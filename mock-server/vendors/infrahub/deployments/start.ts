import { refuse } from '../../../../contracts/core/failure.js';
import { deploymentRefusals } from '../../../../contracts/vendors/infrahub/deployments.js';
import { createInstances } from '../../../../contracts/vendors/infrahub/virtual-machines/schemas.js';
import type { InfrahubCloud } from '../cloud.js';
import { pythonJson } from '../python-json.js';
import type { Template } from '../templates/record.js';
import { orderOf } from '../virtual-machines/order.js';
import { createMachines } from '../virtual-machines/rules.js';
import { type MachineText, machinesIn } from './content.js';
import type { Deployment } from './record.js';
import { lookAgain } from './rules.js';

/** What is wanted of a deployment, its template already found. */
export interface DeploymentOrder {
  readonly org: number;
  readonly name: string;
  readonly description: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Makes what a template says: its machines are ordered as if each had been asked for. */
export function startDeployment(cloud: InfrahubCloud, template: Template, order: DeploymentOrder): Deployment {
  const { org, name, description, variables } = order;
  const made = machinesIn(template.content, variables).flatMap(text =>
    createMachines(cloud, orderOf(cloud, org, creationIn(text, name))),
  );
  const id = cloud.nextId('deployment');
  lookAgain(cloud, id);
  return cloud.deployments.add({
    id,
    org,
    name,
    description,
    template: template.name,
    variables: pythonJson(variables),
    state: 'CREATING',
    machines: made.map(machine => machine.id),
    createdAt: cloud.now,
  });
}

/** The creation that a template describes. Its machine is called as the deployment unless it says otherwise. */
function creationIn(text: MachineText, name: string) {
  const read = createInstances.safeParse({ name, count: 1, ...text });
  if (read.success) return read.data;
  const places = read.error.issues.map(({ path }) => path.join('.'));
  throw refuse(deploymentRefusals.wrongTemplate, `wrong ${[...new Set(places)].join(', ')}`);
}
