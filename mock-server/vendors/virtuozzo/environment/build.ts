import { refuse } from '../../../../contracts/core/failure.js';
import type { build as operations } from '../../../../contracts/vendors/virtuozzo/environment/build.js';
import { noProject } from '../../../../contracts/vendors/virtuozzo/environment/deployment/refusals.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtuozzoCloud } from '../cloud.js';
import { environmentMeant, environmentNamed } from './control/rules.js';
import { worked } from './control/work.js';
import type { Beginning } from './deployment/beginnings.js';
import { buildAndDeploy, projectsOfNodes } from './deployment/build-rules.js';
import { takes } from './deployment/deploy.js';
import { BUILD_TAKES, buildIt, deployBuild, FETCH_TAKES, fetchSources, mustHaveTarget } from './deployment/follow.js';
import { addBuild, type BuildWanted, changeBuild, removeBuild } from './deployment/projects.js';
import type { Sources } from './deployment/record.js';
import { buildNodeMeant, buildProjectMeant, layerMeant, mustBeRepository, mustRun } from './deployment/rules.js';
import { builtView } from './deployment/view.js';

export const handlers = {
  addProject: ({ query, cloud, caller }) => add(cloud, caller.holder, query, 'build.addProject'),
  addProjectWithCreds: ({ query, cloud, caller }) => add(cloud, caller.holder, query, 'build.addProjectWithCreds'),
  addProjectWithKey: ({ query, cloud, caller }) => add(cloud, caller.holder, query, 'build.addProjectWithKey'),

  editProject({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const project = buildProjectMeant(cloud, environment, query.nodeId, query.projectId);
    if (query.path !== undefined) mustBeRepository(query.path);
    const { type, url, branch, login, keyId } = project.sources;
    const sources = {
      type: query.type ?? type,
      url: query.path ?? url,
      branch: query.branch ?? branch,
      login: query.login ?? login,
      keyId: query.keyId ?? keyId,
    };
    const to = targetWanted(cloud, caller.holder, query.env, query.targetNodeGroup);
    changeBuild(cloud, project, { ...query, ...to, sources }, 'build.editProject');
    return { status: 200, body: { result: 0 } };
  },

  removeProject({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    removeBuild(cloud, buildProjectMeant(cloud, environment, query.nodeId, query.projectId));
    return { status: 200, body: { result: 0 } };
  },

  getProjectInfo({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const named = query.projectId ?? query.projectName;
    return { status: 200, body: builtView(buildProjectMeant(cloud, environment, query.nodeId, named)) };
  },

  getProjects({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const responses = projectsOfNodes(cloud, environment, query).map(builtView);
    return { status: 200, body: { result: 0, responses } };
  },

  update({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const { nodeId, projectId, context } = query;
    const meant =
      projectId === undefined
        ? projectsOfNodes(cloud, environment, { nodeId }).filter(
            project => context === undefined || project.context === context,
          )
        : [buildProjectMeant(cloud, environment, nodeId, projectId)];
    if (meant.length === 0) throw refuse(noProject, { project: context ?? nodeId });
    for (const project of meant) fetchSources(cloud, environment, project);
    return { status: 200, body: { result: 0 }, takes: FETCH_TAKES * meant.length };
  },

  buildProject({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const project = buildProjectMeant(cloud, environment, query.nodeId, query.projectId);
    buildIt(cloud, environment, project, { looks: query.update !== false, publishes: query.skipPublish !== true });
    return { status: 200, body: { result: 0 }, takes: query.async === true ? 0 : BUILD_TAKES };
  },

  deployProject(call) {
    const { query, cloud, caller } = call;
    const environment = environmentMeant(cloud, caller.holder, query);
    const project = buildProjectMeant(cloud, environment, query.nodeId, query.projectId);
    mustHaveTarget(cloud, environment, project);
    const target = deployBuild(cloud, environment, project);
    const length = takes(target.environment, target.group, query.delay);
    return { status: 200, body: { result: 0 }, ...worked(call, 'deploy', target.environment.id, length) };
  },

  buildDeployProject(call) {
    const { query, cloud, caller } = call;
    const environment = environmentMeant(cloud, caller.holder, query);
    const project = buildProjectMeant(cloud, environment, query.nodeId, query.projectId);
    const { delay, update } = query;
    const work = buildAndDeploy(cloud, environment, project, { looks: update !== false, delay });
    return { status: 200, body: { result: 0 }, ...worked(call, 'deploy', work.appid, work.length) };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** What the three calls that add a project say. */
interface Added extends Omit<BuildWanted, 'sources' | 'target'> {
  readonly envName: string;
  readonly appid?: string | undefined;
  readonly nodeId: number;
  readonly name: string;
  readonly type: Sources['type'];
  readonly path: string;
  readonly branch?: string | undefined;
  readonly login?: string | undefined;
  readonly keyId?: number | undefined;
  readonly targetEnv?: string | undefined;
  readonly targetNodeGroup?: string | undefined;
  readonly deployNow?: boolean | undefined;
  readonly delay?: number | undefined;
}

function add(cloud: VirtuozzoCloud, uid: number, query: Added, begunBy: Beginning) {
  const environment = environmentMeant(cloud, uid, query);
  const node = buildNodeMeant(environment, query.nodeId);
  const { name, type, path: url, branch = null, login = null, keyId = null, deployNow = false, delay } = query;
  mustBeRepository(url);
  const to = targetWanted(cloud, uid, query.targetEnv, query.targetNodeGroup);
  if (deployNow) mustRun(environment);
  const wanted = { ...query, ...to, name, sources: { type, url, branch, login, keyId } };
  const project = addBuild(cloud, environment, node.id, wanted, begunBy);
  const work = deployNow ? buildAndDeploy(cloud, environment, project, { looks: true, delay }).length : 0;
  return {
    status: 200 as const,
    body: builtView(buildProjectMeant(cloud, environment, node.id, project.id)),
    takes: work,
  };
}

/** Where a project is to be deployed. Refuses an environment that the caller does not have. */
function targetWanted(cloud: VirtuozzoCloud, uid: number, target: string | undefined, targetGroup: string | undefined) {
  if (target !== undefined) layerMeant(environmentNamed(cloud, uid, target), targetGroup);
  return { target, targetGroup };
}
