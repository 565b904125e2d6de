import { refuse } from '../../../../contracts/core/failure.js';
import {
  deploymentRefusals,
  type deployments as operations,
} from '../../../../contracts/vendors/infrahub/deployments.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import { timeText } from '../common.js';
import { usableTemplate } from '../templates/rules.js';
import type { Deployment } from './record.js';
import { deleteDeployment, machinesOf } from './rules.js';
import { startDeployment } from './start.js';

const listedView = ({ id, name, description, template, state, createdAt }: Deployment) => ({
  id,
  name,
  description,
  template,
  status: state,
  created_at: timeText(createdAt),
});

const deploymentView = (deployment: Deployment) => ({ ...listedView(deployment), variables: deployment.variables });

export const handlers = {
  list({ cloud, caller }) {
    const found = cloud.deployments.filter(({ org }) => org === caller.holder);
    return {
      status: 200,
      body: { status: true, message: 'Getting deployments success', deployments: found.map(listedView) },
    };
  },

  start({ body, cloud, caller }) {
    const org = caller.holder;
    const template = usableTemplate(cloud, body.template_id, org);
    if (template === undefined) throw refuse(deploymentRefusals.noTemplate, body.template_id);
    if (cloud.named(cloud.deployments, body.name, org) !== undefined) throw refuse(refusals.nameTaken, 'Deployment');
    const { name, description, variables } = body;
    const deployment = startDeployment(cloud, template, { org, name, description, variables });
    return {
      status: 200,
      body: { status: true, message: 'Deployment created successfully', deployment: deploymentView(deployment) },
    };
  },

  show({ params, cloud, caller }) {
    const deployment = deploymentView(cloud.own(cloud.deployments, params.id, caller.holder));
    return { status: 200, body: { status: true, message: 'Getting deployment detail success', deployment } };
  },

  delete({ params, cloud, caller }) {
    const deployment = cloud.own(cloud.deployments, params.id, caller.holder);
    if (deployment.state === 'CREATING' || deployment.state === 'DELETING')
      throw refuse(deploymentRefusals.busy, deployment);
    const building = machinesOf(cloud, deployment).find(({ state }) => state === 'CREATING' || state === 'BUILD');
    if (building !== undefined) throw refuse(refusals.beingCreated, building);
    deleteDeployment(cloud, deployment);
    return { status: 202, body: { status: true, message: 'Deployment is being deleted.' } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
