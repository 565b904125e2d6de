import { Failure, refuse } from '../../../../../contracts/core/failure.js';
import { noProject, notBuilt } from '../../../../../contracts/vendors/virtuozzo/environment/deployment/refusals.js';
import type { Instant } from '../../../../domain/clock.js';
import { HOUR, MINUTE } from '../../../../domain/clock.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { archiveOfBuild, register } from '../../storage/builds.js';
import type { AppEnvironment } from '../control/record.js';
import { environmentNamed } from '../control/rules.js';
import { put } from './deploy.js';
import { headOf, nameOfSources } from './heads.js';
import type { BuildProject, ContextProject, Following } from './record.js';
import { layerMeant, mustRun } from './rules.js';

/** Milliseconds that it takes to fetch sources, and to build them. */
export const [FETCH_TAKES, BUILD_TAKES] = [8000, 45_000];

/** What an update answers. The words are ours. */
export interface Update {
  readonly log: string;
  readonly message: string;
}

const updateOf = (before: string | null, hash: string): Update =>
  before === hash
    ? { log: 'Already up to date.\n', message: 'there are no changes' }
    : {
        log: before === null ? `Checked out ${hash}\n` : `Updating ${before}..${hash}\n`,
        message: `updated to ${hash}`,
      };

/** Fetches what a repository has now and puts it into the project's context, unless it stands there already. */
export function updateContext(cloud: VirtuozzoCloud, environment: AppEnvironment, project: ContextProject): Update {
  mustRun(environment);
  const { group, context, sources, hooks } = project;
  layerMeant(environment, group);
  const { hash } = headOf(cloud, sources);
  const said = updateOf(project.hash, hash);
  if (project.hash !== hash) {
    const { type, url } = sources;
    put(cloud, environment, group, context, { type, archive: nameOfSources(sources), url, revision: hash, hooks });
  }
  cloud.contextProjects.update(project.id, { hash, log: said.log });
  planUpdates(cloud);
  return said;
}

/** Fetches what a repository has now to the build node. */
export function fetchSources(cloud: VirtuozzoCloud, environment: AppEnvironment, project: BuildProject): Update {
  mustRun(environment);
  const { hash } = headOf(cloud, project.sources);
  const said = updateOf(project.hash, hash);
  cloud.buildProjects.update(project.id, { hash, log: said.log });
  planUpdates(cloud);
  return said;
}

/** Builds a project, of what was fetched or of what is new; the archive is listed with those of the account. */
export function buildIt(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  { id }: BuildProject,
  { looks, publishes }: { readonly looks: boolean; readonly publishes: boolean },
): BuildProject {
  mustRun(environment);
  const project = cloud.buildProjects.need(id);
  if (looks || project.hash === null) fetchSources(cloud, environment, project);
  const { hash } = cloud.buildProjects.need(id);
  if (publishes) register(cloud, environment.owner, project, hash ?? '');
  return cloud.buildProjects.update(id, { built: hash, log: `${project.name}.war: BUILD SUCCESS at ${hash}\n` });
}

/** The environment that a build project is deployed to: that of its build node where it names none. */
export function targetOf(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  { target, targetGroup }: Pick<BuildProject, 'target' | 'targetGroup'>,
): { readonly environment: AppEnvironment; readonly group: string } {
  const meant = target === null ? environment : environmentNamed(cloud, environment.owner, target);
  return { environment: meant, group: layerMeant(meant, targetGroup ?? undefined) };
}

/** Refuses to build what could not be deployed then: nothing has happened yet. */
export function mustHaveTarget(cloud: VirtuozzoCloud, environment: AppEnvironment, project: BuildProject): void {
  mustRun(environment);
  mustRun(targetOf(cloud, environment, project).environment);
}

/** Deploys what was built last; answers where. */
export function deployBuild(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  { id }: BuildProject,
): ReturnType<typeof targetOf> {
  const project = cloud.buildProjects.need(id);
  const { built, name, context, hooks } = project;
  if (built === null) throw refuse(notBuilt, { project: name });
  const target = targetOf(cloud, environment, project);
  const { name: archive, url } = archiveOfBuild(cloud, project, built);
  put(cloud, target.environment, target.group, context, { type: 'ARCHIVE', archive, url, revision: built, hooks });
  return target;
}

/** The agenda's one entry about repositories: which projects are due is worked out then, so that copies of a clone are too. */
export const [LOOK, PROJECTS] = ['lookForUpdates', 'projects'];

/** How long nobody looks into a repository whose environment does not run, or after an update that failed. */
const REST = HOUR;

const FAILED = 'update failed: ';

type AnyProject = ContextProject | BuildProject;

/** The projects that are updated by themselves. */
export const followers = (cloud: VirtuozzoCloud): AnyProject[] => [
  ...cloud.contextProjects.filter(({ autoUpdate }) => autoUpdate),
  ...cloud.buildProjects.filter(({ autoUpdate }) => autoUpdate),
];

/** Whether a project's repository is looked into at this minute: every interval from midnight on. */
export const looksNow = ({ now }: VirtuozzoCloud, { interval }: Following): boolean => now % (interval * MINUTE) === 0;

const hasNews = (cloud: VirtuozzoCloud, { sources, hash }: Following): boolean => headOf(cloud, sources).hash !== hash;

const hasFailed = ({ log }: Following): boolean => log?.startsWith(FAILED) ?? false;

const runs = (cloud: VirtuozzoCloud, { appid }: Following): boolean =>
  cloud.environments.get(appid)?.state === 'running';

/** Whether something is to be done about a project at this minute. */
export const isDue = (cloud: VirtuozzoCloud, project: Following): boolean =>
  looksNow(cloud, project) && runs(cloud, project) && hasNews(cloud, project);

/** When a look into a project's repository finds something; null where it stands still. */
function nextNews(cloud: VirtuozzoCloud, project: Following): Instant | null {
  const step = project.interval * MINUTE;
  const after = (from: Instant): Instant => (Math.floor(from / step) + 1) * step;
  if (!runs(cloud, project) || hasFailed(project)) return after(cloud.now + REST);
  if (hasNews(cloud, project)) return after(cloud.now);
  const { next } = headOf(cloud, project.sources);
  return next === null ? null : after(next - 1);
}

/** Enters the next look that finds something. Looks that find nothing leave no trace, so that none is made. */
export function planUpdates(cloud: VirtuozzoCloud): void {
  const times = followers(cloud).flatMap(project => nextNews(cloud, project) ?? []);
  const first = times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  if (cloud.agenda.waiting(PROJECTS)[0]?.at === first) return;
  cloud.agenda.cancel(PROJECTS);
  if (Number.isFinite(first)) cloud.agenda.enter(first, LOOK, PROJECTS);
}

/** The project that a job names: `context:7`, `build:3`. */
export function followerNamed(cloud: VirtuozzoCloud, subject: string): AnyProject | undefined {
  const [, kind, id] = /^(context|build):(\d+)$/.exec(subject) ?? [];
  return kind === 'context' ? cloud.contextProjects.get(Number(id)) : cloud.buildProjects.get(Number(id));
}

export const subjectOf = (project: AnyProject): string => `${'zdt' in project ? 'context' : 'build'}:${project.id}`;

/** Updates a project by itself. What the platform would refuse to its owner stands in the project's log. */
export function updateFollower(cloud: VirtuozzoCloud, project: AnyProject): void {
  try {
    const environment = cloud.environments.get(project.appid);
    if (environment === undefined) throw refuse(noProject, { project: project.id });
    if ('zdt' in project) updateContext(cloud, environment, project);
    else {
      mustHaveTarget(cloud, environment, project);
      buildIt(cloud, environment, project, { looks: true, publishes: true });
      deployBuild(cloud, environment, project);
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    noteFailure(cloud, project, error.detail.text ?? error.kind);
  }
}

/** A failed update leaves what stands there, and says why in the project's log. */
export function noteFailure(cloud: VirtuozzoCloud, project: AnyProject, why: string): void {
  const log = `${FAILED}${why}\n`;
  if ('zdt' in project) cloud.contextProjects.update(project.id, { log });
  else cloud.buildProjects.update(project.id, { log });
  planUpdates(cloud);
}
