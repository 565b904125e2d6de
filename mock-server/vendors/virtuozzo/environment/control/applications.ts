import type { applications as operations } from '../../../../../contracts/vendors/virtuozzo/environment/control/applications.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { answersOf, deployArchive, hooksOf, remove, rename, takes } from '../deployment/deploy.js';
import { layerMeant } from '../deployment/rules.js';
import { environmentMeant } from './rules.js';
import { worked } from './work.js';

export const applications = {
  deployApp(call) {
    const { query, cloud, caller } = call;
    const environment = environmentMeant(cloud, caller.holder, query);
    const group = layerMeant(environment, query.nodeGroup);
    const { context = 'ROOT', fileUrl: url, fileName: name, delay } = query;
    const hooks = query.hooks ?? hooksOf(query);
    const done = deployArchive(cloud, environment, { group, context, url, name, hooks });
    const responses = answersOf(environment, done);
    const work = worked(call, 'deploy', environment.id, takes(environment, group, delay));
    return { status: 200, body: { result: 0, responses }, ...work };
  },

  removeApp({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    remove(cloud, environment, layerMeant(environment, query.nodeGroup), query.context);
    return { status: 200, body: { result: 0 } };
  },

  renameApp({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    rename(cloud, environment, layerMeant(environment, query.nodeGroup), query.oldContext, query.newContext);
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;
