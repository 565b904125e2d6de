import { refuse } from '../../../../../contracts/core/failure.js';
import { nameInUse } from '../../../../../contracts/vendors/virtuozzo/environment/deployment/refusals.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { AppEnvironment } from '../control/record.js';
import type { Beginning } from './beginnings.js';
import { mustBeFree, remove, rename } from './deploy.js';
import { planUpdates } from './follow.js';
import type { BuildProject, ContextProject, Sources } from './record.js';
import { deploymentIn, mustHaveRoom, projectIn } from './rules.js';

/** What a call says of how a project follows its repository. What is undefined stays as it is, or gets its default. */
export interface Wanted {
  readonly sources?: Sources | undefined;
  readonly context?: string | undefined;
  readonly autoUpdate?: boolean | undefined;
  readonly interval?: number | undefined;
  readonly autoResolveConflict?: boolean | undefined;
  readonly workDir?: string | undefined;
  readonly repoHash?: string | undefined;
  readonly hooks?: string | undefined;
  readonly zdt?: boolean | undefined;
}

/** Minutes, where nobody says: a guess. */
const USUAL_INTERVAL = 60;

/** The members of `Wanted` that both kinds of projects have; new sources have not been fetched yet. */
const followed = (before: ContextProject | BuildProject | undefined, sources: Sources, wanted: Wanted) => ({
  sources,
  autoUpdate: wanted.autoUpdate ?? before?.autoUpdate ?? false,
  interval: wanted.interval ?? before?.interval ?? USUAL_INTERVAL,
  autoResolveConflict: wanted.autoResolveConflict ?? before?.autoResolveConflict ?? true,
  workDir: wanted.workDir ?? before?.workDir ?? null,
  repoHash: wanted.repoHash ?? before?.repoHash ?? null,
  hooks: wanted.hooks ?? before?.hooks ?? null,
  hash: before !== undefined && isSame(before.sources, sources) ? before.hash : null,
  log: before?.log ?? null,
});

const isSame = (one: Sources, other: Sources): boolean =>
  one.type === other.type && one.url === other.url && one.branch === other.branch;

/** Ties a context to a repository. What stands there stays until the first update. */
export function tie(
  cloud: VirtuozzoCloud,
  { id: appid }: AppEnvironment,
  group: string,
  wanted: Wanted & { readonly sources: Sources; readonly context: string },
  begunBy: Beginning,
): ContextProject {
  const { context, zdt = false, sources } = wanted;
  mustHaveRoom(cloud.contextProjects.allKeyed(appid).length, 'contexts');
  const project = cloud.contextProjects.add({
    id: cloud.nextId('contextProject'),
    appid,
    nodeid: null,
    group,
    context,
    zdt,
    ...followed(undefined, sources, wanted),
    begunBy,
  });
  planUpdates(cloud);
  return project;
}

/** Changes how a context follows its repository, and the context itself: what stands there moves with it. */
export function retie(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  project: ContextProject,
  wanted: Wanted,
  begunBy: Beginning,
): ContextProject {
  const { group, context: from, sources } = project;
  const { context = from, zdt = project.zdt } = wanted;
  if (context !== from) {
    if (deploymentIn(cloud, environment, group, from) !== undefined) rename(cloud, environment, group, from, context);
    else mustBeFree(cloud, environment, group, context);
  }
  const changed = followed(project, wanted.sources ?? sources, wanted);
  const tied = cloud.contextProjects.update(project.id, { ...changed, context, zdt, begunBy });
  planUpdates(cloud);
  return tied;
}

/** Ties a context, or changes its tie if it has one. */
export function tieAnew(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  group: string,
  wanted: Parameters<typeof tie>[3],
  begunBy: Beginning,
): ContextProject {
  const before = projectIn(cloud, environment, group, wanted.context);
  return before === undefined
    ? tie(cloud, environment, group, wanted, begunBy)
    : retie(cloud, environment, before, wanted, begunBy);
}

/** Unties a context. What was deployed from the repository goes; an archive stays. */
export function untie(cloud: VirtuozzoCloud, environment: AppEnvironment, project: ContextProject): void {
  const { id, group, context } = project;
  const found = deploymentIn(cloud, environment, group, context);
  if (found !== undefined && found.type !== 'ARCHIVE') remove(cloud, environment, group, context);
  cloud.contextProjects.remove(id);
  planUpdates(cloud);
}

/** What a call says of a build project beside that. */
export interface BuildWanted extends Wanted {
  readonly name?: string | undefined;
  readonly target?: string | undefined;
  readonly targetGroup?: string | undefined;
}

/** Adds a project to a build node. Refuses a name that another of the node's projects has. */
export function addBuild(
  cloud: VirtuozzoCloud,
  { id: appid }: AppEnvironment,
  nodeid: number,
  wanted: BuildWanted & { readonly name: string; readonly sources: Sources },
  begunBy: Beginning,
): BuildProject {
  const { name, target = null, targetGroup = null, context = 'ROOT', sources } = wanted;
  mustBeUnused(cloud, appid, nodeid, name);
  mustHaveRoom(cloud.buildProjects.allKeyed(appid).length, 'projects');
  const project = cloud.buildProjects.add({
    id: cloud.nextId('buildProject'),
    appid,
    nodeid,
    name,
    context,
    target,
    targetGroup,
    built: null,
    ...followed(undefined, sources, wanted),
    begunBy,
  });
  planUpdates(cloud);
  return project;
}

/** Changes a project of a build node. */
export function changeBuild(
  cloud: VirtuozzoCloud,
  project: BuildProject,
  wanted: BuildWanted,
  begunBy: Beginning,
): BuildProject {
  const { name = project.name, sources = project.sources } = wanted;
  if (name !== project.name) mustBeUnused(cloud, project.appid, project.nodeid, name);
  const changed = followed(project, sources, wanted);
  const done = cloud.buildProjects.update(project.id, {
    ...changed,
    name,
    context: wanted.context ?? project.context,
    target: wanted.target ?? project.target,
    targetGroup: wanted.targetGroup ?? project.targetGroup,
    built: changed.hash === null ? null : project.built,
    begunBy,
  });
  planUpdates(cloud);
  return done;
}

export function removeBuild(cloud: VirtuozzoCloud, { id }: BuildProject): void {
  cloud.buildProjects.remove(id);
  planUpdates(cloud);
}

function mustBeUnused(cloud: VirtuozzoCloud, appid: string, nodeid: number, name: string): void {
  if (cloud.buildProjects.allKeyed(appid).some(known => known.nodeid === nodeid && known.name === name))
    throw refuse(nameInUse, { what: 'project', name });
}
