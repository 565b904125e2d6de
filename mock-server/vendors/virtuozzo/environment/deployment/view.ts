import type { z } from 'zod';
import type {
  buildProject,
  builtProject,
  contextInfo,
  deployedProject,
  oneRepository,
  vcsProject,
} from '../../../../../contracts/vendors/virtuozzo/environment/deployment/schemas.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { BuildProject, ContextProject, Following, Repository } from './record.js';

/** What stands in the contexts of an environment, or of one of its layers, as `env.contexts` and `nodeGroups[].deployments` show it. */
export const contextsOf = (cloud: VirtuozzoCloud, appid: string, group?: string): z.output<typeof contextInfo>[] =>
  cloud.deployments
    .allKeyed(appid)
    .filter(one => group === undefined || one.group === group)
    .map(({ archive, context, type }) => ({ archiveName: archive, context, type }));

export function repositoryView({
  id,
  name,
  description,
  sources,
}: Repository): z.output<typeof oneRepository>['object'] {
  const { url, type, branch, login, keyId } = sources;
  return {
    id,
    name,
    url,
    type,
    ...(branch !== null && { branch }),
    ...(login !== null && { login }),
    ...(keyId !== null && { keyId }),
    ...(description !== null && { description }),
  };
}

const common = ({ autoResolveConflict, hash, repoHash, sources: { branch, login } }: Following) => ({
  autoResolveConflict,
  ...(branch !== null && { branch }),
  ...(hash !== null && { hash }),
  ...(login !== null && { login }),
  ...(repoHash !== null && { repoHash }),
});

/** The project of a context, in environment.deployment. */
export const projectView = (project: ContextProject): z.output<typeof deployedProject> => ({
  result: 0,
  ...common(project),
  context: project.context,
  autoUpdate: project.autoUpdate,
  autoUpdateInterval: project.interval,
  ...(project.log !== null && { log: project.log }),
  type: project.sources.type,
  url: project.sources.url,
  zdt: project.zdt,
});

/** The same in environment.vcs. */
export const vcsView = (project: ContextProject): z.output<typeof vcsProject> => ({
  result: 0,
  ...common(project),
  atomicDeploy: project.zdt,
  autoupdate: project.autoUpdate,
  context: project.context,
  interval: `${project.interval}`,
  ...(project.log !== null && { log: project.log }),
  project: project.context,
  type: project.sources.type,
  url: project.sources.url,
});

const ofBuild = ({ id, name, context, hooks, workDir, sources }: BuildProject) => ({
  id,
  name,
  context,
  ...(hooks !== null && { hooks }),
  type: sources.type,
  ...(workDir !== null && { workDir }),
});

/** A project of a build node, in environment.deployment. */
export const buildView = (project: BuildProject): z.output<typeof buildProject> => ({
  result: 0,
  ...common(project),
  ...ofBuild(project),
  autoUpdate: project.autoUpdate,
  autoUpdateInterval: project.interval,
  ...(project.target !== null && { envName: project.target }),
  ...(project.targetGroup !== null && { nodeGroup: project.targetGroup }),
  url: project.sources.url,
});

/** The same in environment.build. */
export const builtView = (project: BuildProject): z.output<typeof builtProject> => ({
  result: 0,
  ...common(project),
  ...ofBuild(project),
  autoupdate: project.autoUpdate,
  ...(project.target !== null && { env: project.target }),
  interval: `${project.interval}`,
  path: project.sources.url,
  ...(project.targetGroup !== null && { targetNodeGroup: project.targetGroup }),
});
