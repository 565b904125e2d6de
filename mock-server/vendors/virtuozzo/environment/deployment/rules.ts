import { refuse } from '../../../../../contracts/core/failure.js';
import type { RepositoryMeant } from '../../../../../contracts/vendors/virtuozzo/environment/deployment/input.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/environment/deployment/refusals.js';
import { beyondLimits, invalidParameter, noObject } from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { nodesOfLayer } from '../control/nodes.js';
import type { AppEnvironment, Node } from '../control/record.js';
import type { BuildProject, ContextProject, Deployment, Repository, Sources } from './record.js';

/** Layers whose software serves no application. */
const NO_SERVERS = ['sqldb', 'nosqldb', 'cache', 'storage', 'build'];

/** Most of each kind that one account or environment has: ours, so that no state grows without end. */
const MOST = { repositories: 1000, contexts: 100, projects: 200 } as const;

/** The layer that a call means: application servers, unless it names another that can serve one. */
export function layerMeant(environment: AppEnvironment, group = 'cp'): string {
  nodesOfLayer(environment, group);
  if (NO_SERVERS.includes(group)) throw refuse(invalidParameter, { name: 'nodeGroup' });
  return group;
}

/** The build node that a call means. Refuses a node of another kind. */
export function buildNodeMeant({ nodes }: AppEnvironment, id: number): Node {
  const node = nodes.find(one => one.id === id);
  if (node?.group !== 'build') throw refuse(noObject, { what: 'build node', name: id });
  return node;
}

/** Refuses what no server can do that does not run. */
export function mustRun({ name, state }: AppEnvironment): void {
  if (state !== 'running') throw refuse(refusals.notDeployable, { envName: name });
}

export function mustHaveRoom(count: number, kind: keyof typeof MOST): void {
  if (count >= MOST[kind]) throw refuse(beyondLimits, { quota: kind, most: MOST[kind] });
}

/** What stands in a context; undefined where nothing does. */
export const deploymentIn = (
  cloud: VirtuozzoCloud,
  { id }: AppEnvironment,
  group: string,
  context: string,
): Deployment | undefined => cloud.deployments.allKeyed(id).find(one => one.group === group && one.context === context);

/** The project of a context; undefined where it has none. */
export const projectIn = (
  cloud: VirtuozzoCloud,
  { id }: AppEnvironment,
  group: string,
  context: string,
): ContextProject | undefined =>
  cloud.contextProjects.allKeyed(id).find(one => one.group === group && one.context === context);

/** The project of a context. Where no context is named, the only one of the layer. */
export function projectMeant(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  group: string,
  context: string | undefined,
): ContextProject {
  const [first, ...others] = cloud.contextProjects
    .allKeyed(environment.id)
    .filter(one => one.group === group && (context === undefined || one.context === context));
  if (others.length > 0) throw refuse(invalidParameter, { name: 'context' });
  if (first === undefined) throw refuse(refusals.noProject, { project: context ?? 'ROOT' });
  return first;
}

/** A project of a build node by its id, or by its name. */
export function buildProjectMeant(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  nodeid: number,
  named: string | number | undefined,
): BuildProject {
  buildNodeMeant(environment, nodeid);
  if (named === undefined) throw refuse(invalidParameter, { name: 'project' });
  const projects = cloud.buildProjects.allKeyed(environment.id).filter(one => one.nodeid === nodeid);
  const found = projects.find(({ id }) => `${id}` === `${named}`) ?? projects.find(({ name }) => name === named);
  if (found === undefined) throw refuse(refusals.noProject, { project: named });
  return found;
}

/** A repository of the account. Refuses another account's as one that is not there. */
export function repositoryMeant(cloud: VirtuozzoCloud, uid: number, named: number | string): Repository {
  const found = cloud.repositories
    .allKeyed(`${uid}`)
    .find(({ id, name }) => (typeof named === 'number' ? id === named : name === named));
  if (found === undefined) throw refuse(noObject, { what: 'repository', name: named });
  return found;
}

/** The sources that a call means: those of a repository of the account, on another branch where it names one. */
export function sourcesMeant(cloud: VirtuozzoCloud, uid: number, meant: RepositoryMeant): Sources {
  if ('url' in meant) {
    mustBeRepository(meant.url);
    const { type = 'GIT', url, branch, login, keyId } = meant;
    return { type, url, branch: branch || null, login: login || null, keyId: keyId ?? null };
  }
  const { sources } = repositoryMeant(cloud, uid, 'id' in meant ? meant.id : meant.name);
  return 'id' in meant && meant.branch ? { ...sources, branch: meant.branch } : sources;
}

/** Refuses an address that no file can be loaded from. */
export function mustBeLoadable(url: string): void {
  if (!/^(https?|ftp):\/\/[^\s/]/i.test(url)) throw refuse(refusals.notLoadable, { url });
}

/** Refuses an address that names no repository: `git@example.com:shop.git` does too. */
export function mustBeRepository(url: string): void {
  if (!/^(https?|git|ssh|svn(\+ssh)?|file):\/\/\S|^[\w.-]+@[\w.-]+:\S/i.test(url))
    throw refuse(refusals.notLoadable, { url });
}
