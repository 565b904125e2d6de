import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { assumed } from '../../core/evidence.js';
import type { Refusal } from '../../core/failure.js';
import { defineOperations } from '../../core/operation.js';
import { defineResource } from '../../core/resource.js';
import { dateTime, done, enveloped, id, name } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

const docs = page('DeploymentApi', 'startDeployment');

export const deploymentRefusals = {
  noTemplate: {
    kind: 'notFound',
    text: id => `Template ${id} does not exist.`,
    evidence: 'assumed',
    docs,
  } satisfies Refusal<number>,
  wrongTemplate: {
    kind: 'conflict',
    text: said => `The template cannot be deployed: ${said}`,
    evidence: 'assumed',
    docs,
  } satisfies Refusal<string>,
  busy: {
    kind: 'conflict',
    text: ({ name, state }) => `Deployment ${name} is in ${state} state`,
    evidence: 'assumed',
    docs,
  } satisfies Refusal<{ name: string; state: string }>,
} as const;

/** No page lists the states: these are those of clusters. */
const deploymentStatus = assumed(z.enum(['CREATING', 'ACTIVE', 'DELETING', 'ERROR']));

const listedDeployment = z.strictObject({
  id: z.int(),
  name: z.string(),
  description: z.string(),
  /** Name of the template. */
  template: z.string(),
  status: deploymentStatus,
  created_at: dateTime,
});
const list = enveloped({ deployments: z.array(listedDeployment) });
const oneDeployment = enveloped({
  deployment: z.strictObject({
    ...listedDeployment.shape,
    /** What the gaps were filled with, as JSON in a text. */
    variables: z.string(),
  }),
});

const startDeployment = z.object({
  name: name(50),
  description: z.string().max(1000),
  template_id: z.int(),
  variables: z.record(z.string(), z.string()).default({}),
});

nameSchemas({
  DeploymentStatus: deploymentStatus,
  DeploymentInList: listedDeployment,
  DeploymentList: list,
  OneDeployment: oneDeployment,
  StartDeployment: startDeployment,
});

const one = { params: z.object({ id: id() }), example: { params: { id: '1' } } } as const;

export const deployments = defineOperations(routes.deployments, {
  list: {
    summary: 'All deployments',
    docs: page('DeploymentApi', 'listDeployments'),
    effect: 'read',
    responses: { 200: list },
  },
  start: {
    summary: 'Make what a template says',
    docs,
    effect: 'spend',
    body: startDeployment,
    responses: { 200: oneDeployment },
    failures: ['notFound', 'exists', 'funds', 'stock', 'quota', 'conflict'],
    example: {
      body: {
        name: 'example-deployment',
        description: 'Example deployment',
        template_id: 1,
        variables: {
          name: 'example-deployed',
          environment_name: 'default-NORWAY-1',
          key_name: 'example-keypair',
        },
      },
    },
    checkedWith: {
      body: {
        name: 'hostdouble-{tag}',
        variables: { name: 'hostdouble-{tag}', environment_name: '{environment_name}', key_name: '{key_name}' },
      },
    },
    keeps: [
      { read: 'deployments.start', at: '$.deployment.name', of: 'name' },
      { read: 'deployments.show', at: '$.deployment.name', of: 'name' },
      { read: 'deployments.show', at: '$.deployment.description', of: 'description' },
    ],
  },
  show: {
    summary: 'One deployment',
    docs: page('DeploymentApi', 'getDeployment'),
    effect: 'read',
    ...one,
    responses: { 200: oneDeployment },
    failures: ['notFound'],
  },
  delete: {
    summary: 'Delete a deployment and the machines that it made',
    docs: page('DeploymentApi', 'deleteDeployment'),
    effect: 'destroy',
    ...one,
    responses: { 202: done },
    failures: ['notFound', 'conflict'],
  },
});

defineResource(deployments, {
  create: 'start',
  ids: { deployment_id: '$.deployment.id' },
  ready: { read: 'show', at: '$.deployment.status', is: ['ACTIVE', 'ERROR'] },
  destroy: 'delete',
  gone: { read: 'show' },
});
