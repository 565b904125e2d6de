import { refuse } from '../../../../../contracts/core/failure.js';
import type { archives as operations } from '../../../../../contracts/vendors/virtuozzo/environment/deployment/archives.js';
import { hooksIn } from '../../../../../contracts/vendors/virtuozzo/environment/deployment/input.js';
import { nothingDeployed } from '../../../../../contracts/vendors/virtuozzo/environment/deployment/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { environmentMeant } from '../control/rules.js';
import { worked } from '../control/work.js';
import { answersOf, deployArchive, remove, rename, takes } from './deploy.js';
import { buildProjectMeant, deploymentIn, layerMeant, projectIn } from './rules.js';
import { contextsOf } from './view.js';

/** What stands in the contexts of a layer. */
export const archives = {
  deployArchive(call) {
    const { query, cloud, caller } = call;
    const environment = environmentMeant(cloud, caller.holder, query);
    const group = layerMeant(environment, query.nodeGroup);
    const { context = 'ROOT', fileUrl: url, fileName: name, hooks = null, delay } = query;
    const done = deployArchive(cloud, environment, { group, context, url, name, hooks });
    const responses = answersOf(environment, done);
    const work = worked(call, 'deploy', environment.id, takes(environment, group, delay));
    return { status: 200, body: { result: 0, responses }, ...work };
  },

  undeploy({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    remove(cloud, environment, layerMeant(environment, query.nodeGroup), query.context);
    return { status: 200, body: { result: 0 } };
  },

  renameContext({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    rename(cloud, environment, layerMeant(environment, query.nodeGroup), query.oldContext, query.newContext);
    return { status: 200, body: { result: 0 } };
  },

  getDeployments({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const array = contextsOf(cloud, environment.id, layerMeant(environment, query.nodeGroup));
    return { status: 200, body: { result: 0, array } };
  },

  getHooks({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    return { status: 200, body: { result: 0, object: hooksIn(hooksMeant() ?? '') ?? NO_HOOKS } };

    function hooksMeant(): string | null {
      const { nodeId, project, context = 'ROOT' } = query;
      if (nodeId !== undefined) return buildProjectMeant(cloud, environment, nodeId, project).hooks;
      const group = layerMeant(environment, query.nodeGroup);
      const found = projectIn(cloud, environment, group, context) ?? deploymentIn(cloud, environment, group, context);
      if (found === undefined) throw refuse(nothingDeployed, { context });
      return found.hooks;
    }
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

const NO_HOOKS = { preDeploy: '', postDeploy: '' };
