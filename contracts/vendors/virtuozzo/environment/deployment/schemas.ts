import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { assumed, client } from '../../../../core/evidence.js';
import { nodeAnswer, ok } from '../../common.js';

/** What stands in a context: an archive by its name, or sources from a repository. The OpenAPI text shows it within layers. */
export const contextInfo = z.strictObject({
  archiveName: z.string(),
  context: z.string(),
  type: z.enum(['ARCHIVE', 'GIT', 'SVN']),
});

/** What each node of the layer said: the page about events and a printed answer of the old chain have what was put out. */
export const deployAnswers = z.strictObject({
  ...ok,
  responses: z.array(z.strictObject({ ...nodeAnswer.shape, result: z.literal(0), out: z.string() })),
});

/** Behind a script: the answers stand in `response`. */
export const wrappedNodeAnswers = z.strictObject({ ...ok, response: deployAnswers });

/** The page shows the members of a firewall rule here, by mistake. */
export const deployments = z.strictObject({ ...ok, array: assumed(z.array(contextInfo)) });

export const hooksShown = z.strictObject({
  ...ok,
  object: assumed(z.strictObject({ preDeploy: z.string(), postDeploy: z.string() })),
});

/** A repository of the account. A public script reads its id by its name; its password is never shown. */
const repositoryInfo = z.strictObject({
  id: client(z.int()),
  name: client(z.string()),
  url: assumed(z.string()),
  type: assumed(z.enum(['GIT', 'SVN'])),
  branch: assumed(z.string().optional()),
  login: assumed(z.string().optional()),
  keyId: assumed(z.int().optional()),
  description: assumed(z.string().optional()),
});

export const oneRepository = z.strictObject({ ...ok, object: repositoryInfo });
export const repositories = z.strictObject({ ...ok, array: client(z.array(repositoryInfo)) });

/** What of a project both of its generations of calls show alike. */
const follows = {
  autoResolveConflict: z.boolean(),
  branch: z.string().optional(),
  context: z.string(),
  /** The revision that was fetched last; none before the first time. */
  hash: z.string().optional(),
  login: z.string().optional(),
  repoHash: z.string().optional(),
};

/** A project of environment.deployment: sources from a repository in a context. */
export const deployedProject = z.strictObject({
  ...ok,
  ...follows,
  autoUpdate: z.boolean(),
  /** Minutes. */
  autoUpdateInterval: z.int(),
  log: z.string().optional(),
  type: z.enum(['SVN', 'GIT']),
  url: z.string(),
  zdt: z.boolean(),
});

/** The same in environment.vcs. */
export const vcsProject = z.strictObject({
  ...ok,
  ...follows,
  atomicDeploy: z.boolean(),
  autoupdate: z.boolean(),
  /** Minutes, as text. */
  interval: z.string(),
  log: z.string().optional(),
  project: z.string(),
  type: z.enum(['SVN', 'GIT']),
  url: z.string(),
});

export const updated = z.strictObject({ ...ok, log: z.string(), message: z.string() });

const ofBuild = { ...follows, hooks: z.string().optional(), id: z.int(), name: z.string(), type: z.string() };

const newBuildProject = {
  ...ofBuild,
  autoUpdate: z.boolean(),
  autoUpdateInterval: z.int(),
  envName: z.string().optional(),
  nodeGroup: z.string().optional(),
  url: z.string(),
  workDir: z.string().optional(),
};

const oldBuildProject = {
  ...ofBuild,
  autoupdate: z.boolean(),
  /** The environment to deploy to. */
  env: z.string().optional(),
  interval: z.string(),
  path: z.string(),
  targetNodeGroup: z.string().optional(),
  workDir: z.string().optional(),
};

/** A project of a build node, as environment.deployment shows it. */
export const buildProject = z.strictObject({ ...ok, ...newBuildProject });
export const buildProjects = z.strictObject({
  ...ok,
  responses: z.array(z.strictObject({ ...ok, ...newBuildProject })),
});

/** The same as environment.build shows it. */
export const builtProject = z.strictObject({ ...ok, ...oldBuildProject });
export const builtProjects = z.strictObject({
  ...ok,
  responses: z.array(z.strictObject({ ...ok, ...oldBuildProject })),
});

nameSchemas({
  ContextInfo: contextInfo,
  DeployAnswers: deployAnswers,
  WrappedNodeAnswers: wrappedNodeAnswers,
  Deployments: deployments,
  DeploymentHooks: hooksShown,
  RepositoryInfo: repositoryInfo,
  OneRepository: oneRepository,
  Repositories: repositories,
  DeployedProject: deployedProject,
  VcsProject: vcsProject,
  ProjectUpdated: updated,
  BuildProject: buildProject,
  BuildProjects: buildProjects,
  BuiltProject: builtProject,
  BuiltProjects: builtProjects,
});
