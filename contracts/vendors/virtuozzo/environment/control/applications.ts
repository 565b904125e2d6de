import { client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { done, given, sample } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import {
  ARCHIVE,
  address,
  context,
  delay,
  hook,
  hooks,
  name,
  named,
  nodeGroup,
  STANDING,
} from '../deployment/input.js';
import { deployAnswers } from '../deployment/schemas.js';

const { envName: ENVIRONMENT } = sample;

/** environment.control: archives in contexts, as environment.deployment has them too. */
export const applications = defineOperations(routes.control, {
  deployApp: {
    summary: 'Deploys an archive to a context, ROOT where none is named; what stood there before is replaced.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({
      fileUrl: address(),
      fileName: given(name()),
      context: given(context),
      nodeGroup,
      hooks,
      delay,
      atomicDeploy: given(read.flag()),
      isSequential: given(read.flag()),
      /** A public client sends the two scripts apart. */
      preDeployHook: client(hook),
      postDeployHook: client(hook),
    }),
    responses: { 200: deployAnswers },
    failures: ['notFound', 'conflict', 'quota'],
    example: { query: { envName: ENVIRONMENT, ...ARCHIVE, context: 'shop' } },
    checkedWith: { query: { context: 'hostdouble-{tag}' } },
    keeps: [{ read: 'deployment.getDeployments', at: '$.array[*].context', of: 'context' }],
  },
  removeApp: {
    summary: 'Removes what stands in a context.',
    docs: docs.openapi,
    effect: 'destroy',
    query: named.extend({ context, nodeGroup }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, context: 'shop' } },
    sources: { context: STANDING },
  },
  renameApp: {
    summary: 'Moves what stands in a context to another.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ oldContext: context, newContext: context, nodeGroup }),
    responses: { 200: done },
    failures: ['notFound', 'exists', 'conflict'],
    example: { query: { envName: ENVIRONMENT, oldContext: 'shop', newContext: 'store' } },
    checkedWith: { query: { newContext: 'hostdouble-{tag}' } },
    keeps: [{ read: 'deployment.getDeployments', at: '$.array[*].context', of: 'newContext' }],
    sources: { oldContext: STANDING },
  },
});
