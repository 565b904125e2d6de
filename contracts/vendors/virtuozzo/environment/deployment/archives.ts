import { client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { done, given, sample } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { ARCHIVE, address, context, delay, hooks, name, named, nodeGroup, nodeId, project, STANDING } from './input.js';
import { deployAnswers, deployments, hooksShown } from './schemas.js';

const { envName: ENVIRONMENT } = sample;

/** environment.deployment: what stands in the contexts of a layer. */
export const archives = defineOperations(routes.deployment, {
  deployArchive: {
    summary: 'Deploys an archive to a context of a layer; what stood there before is replaced.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({
      fileUrl: address(),
      /** Required by the OpenAPI text; a public workflow sends none. */
      fileName: client(given(name())),
      context: given(context),
      nodeGroup,
      hooks,
      delay,
      zdt: given(read.flag()),
    }),
    responses: { 200: deployAnswers },
    failures: ['notFound', 'conflict', 'quota'],
    example: { query: { envName: ENVIRONMENT, ...ARCHIVE, context: 'shop' } },
    checkedWith: { query: { context: 'hostdouble-{tag}' } },
    keeps: [{ read: 'deployment.getDeployments', at: '$.array[*].context', of: 'context' }],
  },
  undeploy: {
    summary: 'Removes what stands in a context.',
    docs: docs.openapi,
    effect: 'destroy',
    query: named.extend({ context, nodeGroup }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, context: 'shop', nodeGroup: 'cp' } },
    sources: { context: STANDING },
  },
  renameContext: {
    summary: 'Moves what stands in a context to another.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ oldContext: context, newContext: context, nodeGroup }),
    responses: { 200: done },
    failures: ['notFound', 'exists', 'conflict'],
    example: { query: { envName: ENVIRONMENT, oldContext: 'shop', newContext: 'store', nodeGroup: 'cp' } },
    checkedWith: { query: { newContext: 'hostdouble-{tag}' } },
    keeps: [{ read: 'deployment.getDeployments', at: '$.array[*].context', of: 'newContext' }],
    sources: { oldContext: STANDING },
  },
  getDeployments: {
    summary: 'What stands in the contexts of a layer.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ nodeGroup }),
    responses: { 200: deployments },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, nodeGroup: 'cp' } },
  },
  getHooks: {
    summary: 'The scripts that run before and after a context, or the project of a build node, is deployed.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ context: given(context), project: given(project), nodeGroup, nodeId: given(nodeId) }),
    responses: { 200: hooksShown },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, context: 'shop', nodeGroup: 'cp' } },
    sources: { context: STANDING },
  },
});
