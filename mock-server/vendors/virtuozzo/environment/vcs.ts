import { refuse } from '../../../../contracts/core/failure.js';
import { contextTaken } from '../../../../contracts/vendors/virtuozzo/environment/deployment/refusals.js';
import type { vcs as operations } from '../../../../contracts/vendors/virtuozzo/environment/vcs.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtuozzoCloud } from '../cloud.js';
import { environmentMeant } from './control/rules.js';
import { worked } from './control/work.js';
import { takes } from './deployment/deploy.js';
import { FETCH_TAKES, updateContext } from './deployment/follow.js';
import { retie, tie, untie } from './deployment/projects.js';
import { layerMeant, mustBeRepository, mustRun, projectIn, projectMeant } from './deployment/rules.js';
import { vcsView } from './deployment/view.js';

export const handlers = {
  createProject(call) {
    const { query, cloud, caller } = call;
    const environment = environmentMeant(cloud, caller.holder, query);
    const group = layerMeant(environment, query.nodeGroup);
    const { type, url, branch = null, login = null, keyId = null, context, updateNow = false, delay } = query;
    mustBeRepository(url);
    if (projectIn(cloud, environment, group, context) !== undefined) throw refuse(contextTaken, { context });
    if (updateNow) mustRun(environment);
    const sources = { type, url, branch, login, keyId };
    const wanted = { ...query, autoUpdate: query.autoupdate, sources, context };
    const project = tie(cloud, environment, group, wanted, 'vcs.createProject');
    if (!updateNow) return { status: 200, body: vcsView(project) };
    updateContext(cloud, environment, project);
    const body = vcsView(projectMeant(cloud, environment, group, context));
    const length = FETCH_TAKES + takes(environment, group, delay);
    return { status: 200, body, ...worked(call, 'deploy', environment.id, length) };
  },

  getProject({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const group = layerMeant(environment, query.nodeGroup);
    return { status: 200, body: vcsView(projectMeant(cloud, environment, group, query.context)) };
  },

  editProject({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const project = projectMeant(cloud, environment, layerMeant(environment, query.nodeGroup), query.oldContext);
    if (query.url !== undefined) mustBeRepository(query.url);
    const { type, url, branch, login, keyId } = project.sources;
    const sources = {
      type: query.type ?? type,
      url: query.url ?? url,
      branch: query.branch ?? branch,
      login: query.login ?? login,
      keyId: query.keyId ?? keyId,
    };
    const wanted = { ...query, autoUpdate: query.autoupdate, sources, context: query.newContext };
    return { status: 200, body: vcsView(retie(cloud, environment, project, wanted, 'vcs.editProject')) };
  },

  deleteProject({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const project = projectMeant(cloud, environment, layerMeant(environment, query.nodeGroup), query.context);
    untie(cloud, environment, project);
    return { status: 200, body: vcsView(project) };
  },

  update(call) {
    const { query, cloud, caller } = call;
    const environment = environmentMeant(cloud, caller.holder, query);
    const group = layerMeant(environment, query.nodeGroup);
    const update = updateContext(cloud, environment, projectMeant(cloud, environment, group, query.context));
    const work = FETCH_TAKES + takes(environment, group, query.delay);
    return { status: 200, body: { result: 0, ...update }, ...worked(call, 'deploy', environment.id, work) };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;
