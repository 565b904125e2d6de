import type { projects as operations } from '../../../../../contracts/vendors/virtuozzo/environment/deployment/projects.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { environmentMeant, environmentNamed } from '../control/rules.js';
import { worked } from '../control/work.js';
import { buildAndDeploy, projectsOfNodes } from './build-rules.js';
import { takes } from './deploy.js';
import {
  BUILD_TAKES,
  buildIt,
  deployBuild,
  FETCH_TAKES,
  fetchSources,
  mustHaveTarget,
  updateContext,
} from './follow.js';
import { nameOfSources } from './heads.js';
import { addBuild, changeBuild, removeBuild, retie, tieAnew, type Wanted } from './projects.js';
import { buildNodeMeant, buildProjectMeant, layerMeant, mustRun, projectMeant, sourcesMeant } from './rules.js';
import { buildView, projectView } from './view.js';

/** Sources that stand in a context, and projects of a build node. */
export const projects = {
  deploy(call) {
    const { query, cloud, caller } = call;
    const environment = environmentMeant(cloud, caller.holder, query);
    const group = layerMeant(environment, query.nodeGroup);
    const sources = sourcesMeant(cloud, caller.holder, query.repo);
    const wanted = { ...wantedBy(query), sources, context: query.context };
    mustRun(environment);
    if (query.buildNodeId !== undefined) {
      const node = buildNodeMeant(environment, query.buildNodeId);
      const name = nameOfSources(sources);
      const known = projectsOfNodes(cloud, environment, { nodeId: node.id }).find(one => one.name === name);
      const to = { ...wanted, targetGroup: group };
      const project =
        known === undefined
          ? addBuild(cloud, environment, node.id, { ...to, name }, 'deployment.deploy')
          : changeBuild(cloud, known, to, 'deployment.deploy');
      const work = buildAndDeploy(cloud, environment, project, { looks: true, delay: query.delay });
      return { status: 200, body: { result: 0 }, ...worked(call, 'deploy', work.appid, work.length) };
    }
    updateContext(cloud, environment, tieAnew(cloud, environment, group, wanted, 'deployment.deploy'));
    const length = FETCH_TAKES + takes(environment, group, query.delay);
    return { status: 200, body: { result: 0 }, ...worked(call, 'deploy', environment.id, length) };
  },

  editProject({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const project = projectMeant(cloud, environment, layerMeant(environment, query.nodeGroup), query.context);
    const sources = query.repo === undefined ? undefined : sourcesMeant(cloud, caller.holder, query.repo);
    const wanted = { ...wantedBy(query), sources, context: query.newContext };
    const changed = retie(cloud, environment, project, wanted, 'deployment.editProject');
    return { status: 200, body: projectView(changed) };
  },

  getProjectInfo({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const group = layerMeant(environment, query.nodeGroup);
    return { status: 200, body: projectView(projectMeant(cloud, environment, group, query.context)) };
  },

  update(call) {
    const { query, cloud, caller } = call;
    const environment = environmentMeant(cloud, caller.holder, query);
    const { nodeId, project } = query;
    if (nodeId !== undefined && project !== undefined) {
      const fetched = fetchSources(cloud, environment, buildProjectMeant(cloud, environment, nodeId, project));
      return { status: 200, body: { result: 0, ...fetched }, takes: FETCH_TAKES };
    }
    const group = layerMeant(environment, query.nodeGroup);
    const update = updateContext(cloud, environment, projectMeant(cloud, environment, group, query.context));
    const work = FETCH_TAKES + takes(environment, group, query.delay);
    return { status: 200, body: { result: 0, ...update }, ...worked(call, 'deploy', environment.id, work) };
  },

  addBuildProject({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const node = buildNodeMeant(environment, query.nodeId);
    const sources = sourcesMeant(cloud, caller.holder, query.repo);
    const to = targetWanted(cloud, caller.holder, query.deployment);
    const wanted = { ...wantedBy(query), ...to, name: query.name, sources };
    const added = addBuild(cloud, environment, node.id, wanted, 'deployment.addBuildProject');
    return { status: 200, body: buildView(added) };
  },

  editBuildProject({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const project = buildProjectMeant(cloud, environment, query.nodeId, query.project);
    const sources = query.repo === undefined ? undefined : sourcesMeant(cloud, caller.holder, query.repo);
    const to = targetWanted(cloud, caller.holder, query.deployment);
    const wanted = { ...wantedBy(query), ...to, name: query.name, sources };
    changeBuild(cloud, project, wanted, 'deployment.editBuildProject');
    return { status: 200, body: { result: 0 } };
  },

  getBuildProjectInfo({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    return { status: 200, body: buildView(buildProjectMeant(cloud, environment, query.nodeId, query.project)) };
  },

  getBuildProjects({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    return {
      status: 200,
      body: { result: 0, responses: projectsOfNodes(cloud, environment, query).map(buildView) },
    };
  },

  removeBuildProject({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    removeBuild(cloud, buildProjectMeant(cloud, environment, query.nodeId, query.project));
    return { status: 200, body: { result: 0 } };
  },

  buildProject({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const project = buildProjectMeant(cloud, environment, query.nodeId, query.project);
    buildIt(cloud, environment, project, { looks: query.skipUpdate !== true, publishes: query.skipUpload !== true });
    return { status: 200, body: { result: 0 }, takes: BUILD_TAKES };
  },

  deployProject(call) {
    const { query, cloud, caller } = call;
    const environment = environmentMeant(cloud, caller.holder, query);
    const project = buildProjectMeant(cloud, environment, query.nodeId, query.project);
    mustHaveTarget(cloud, environment, project);
    const target = deployBuild(cloud, environment, project);
    const length = takes(target.environment, target.group);
    return { status: 200, body: { result: 0 }, ...worked(call, 'deploy', target.environment.id, length) };
  },

  buildDeployProject(call) {
    const { query, cloud, caller } = call;
    const environment = environmentMeant(cloud, caller.holder, query);
    const project = buildProjectMeant(cloud, environment, query.nodeId, query.project ?? query.projectId);
    const { delay, skipUpdate } = query;
    const work = buildAndDeploy(cloud, environment, project, { looks: skipUpdate !== true, delay });
    return { status: 200, body: { result: 0 }, ...worked(call, 'deploy', work.appid, work.length) };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** What the members `settings` and `hooks` say. */
function wantedBy({
  settings,
  hooks,
}: {
  readonly settings?:
    | (Omit<Wanted, 'interval' | 'context'> & { readonly autoUpdateInterval?: number | undefined })
    | undefined;
  readonly hooks?: string | undefined;
}): Wanted {
  const { autoUpdate, autoUpdateInterval: interval, autoResolveConflict, workDir, zdt } = settings ?? {};
  return { autoUpdate, interval, autoResolveConflict, workDir, zdt, hooks };
}

interface Destination {
  readonly envName?: string | undefined;
  readonly context?: string | undefined;
  readonly nodeGroup?: string | undefined;
}

/** Where a build project is to be deployed. Refuses an environment that the caller does not have. */
function targetWanted(cloud: VirtuozzoCloud, uid: number, { envName, context, nodeGroup }: Destination = {}) {
  if (envName !== undefined) layerMeant(environmentNamed(cloud, uid, envName), nodeGroup);
  return { target: envName, context, targetGroup: nodeGroup };
}
