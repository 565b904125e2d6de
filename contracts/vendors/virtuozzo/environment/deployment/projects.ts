import { defineOperations } from '../../../../core/operation.js';
import { defineResource } from '../../../../core/resource.js';
import { read } from '../../../../core/wire.js';
import { done, given, sample } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import {
  context,
  delay,
  destination,
  hooks,
  name,
  named,
  nodeGroup,
  nodeId,
  project,
  projectAlias,
  repository,
  settings,
} from './input.js';
import { buildProject, buildProjects, deployedProject, updated } from './schemas.js';

const { envName: ENVIRONMENT, nodeId: NODE } = sample;
const REPOSITORY = '{"id":1,"branch":"main"}';
const SETTINGS = '{"autoUpdate":true,"autoUpdateInterval":60,"autoResolveConflict":true,"zdt":false}';
const OF_BUILD = { envName: ENVIRONMENT, nodeId: NODE, project: '1' } as const;
/** A project that a check made. */
const MADE = { read: 'vcs.createProject', at: '$.context' } as const;
/** A project of a build node that a check made. */
const ofMade = { query: { nodeId: '{buildNodeId}', project: '{buildProject}' } } as const;
const SHOP = { envName: ENVIRONMENT, context: 'shop', nodeGroup: 'cp' } as const;
const builds = { project, nodeId } as const;

/** environment.deployment: sources from a repository that stand in a context, and projects of a build node. */
export const projects = defineOperations(routes.deployment, {
  deploy: {
    summary: 'Deploys a repository of the account to a context; with a build node, by way of a project there.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ repo: repository, context, nodeGroup, settings, hooks, delay, buildNodeId: given(nodeId) }),
    responses: { 200: done },
    failures: ['notFound', 'conflict', 'exists', 'quota'],
    example: { query: { ...SHOP, repo: REPOSITORY, settings: SETTINGS } },
    checkedWith: { query: { repo: '{repositoryId}', context: 'hostdouble-{tag}' } },
  },
  editProject: {
    summary: 'Changes the project of a context; what is not sent stays as it is.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({
      context,
      newContext: given(context),
      nodeGroup,
      repo: given(repository),
      settings,
      hooks,
      delay,
    }),
    responses: { 200: deployedProject },
    failures: ['notFound', 'exists', 'conflict'],
    example: { query: { ...SHOP, settings: '{"autoUpdateInterval":30}' } },
    sources: { context: MADE },
  },
  getProjectInfo: {
    summary: 'The project of a context.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ context, nodeGroup }),
    responses: { 200: deployedProject },
    failures: ['notFound'],
    example: { query: SHOP },
    sources: { context: MADE },
  },
  update: {
    summary: 'Fetches what is new in the repository of a context, or of a build project, and puts it there.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ context: given(context), project: given(project), nodeGroup, nodeId: given(nodeId), delay }),
    responses: { 200: updated },
    failures: ['notFound', 'conflict'],
    example: { query: SHOP },
    sources: { context: MADE },
  },
  addBuildProject: {
    summary: 'Adds a repository to the projects of a build node. Nothing is built.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ nodeId, name: name(), repo: repository, deployment: destination, settings, hooks }),
    responses: { 200: buildProject },
    failures: ['notFound', 'exists', 'quota'],
    example: { query: { envName: ENVIRONMENT, nodeId: NODE, name: 'shop', repo: REPOSITORY } },
    checkedWith: { query: { name: 'hostdouble-{tag}', repo: '{repositoryId}', nodeId: '{buildNodeId}' } },
  },
  editBuildProject: {
    summary: 'Changes a project of a build node; what is not sent stays as it is.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({
      ...builds,
      name: given(name()),
      repo: given(repository),
      deployment: destination,
      settings,
      hooks,
    }),
    responses: { 200: done },
    failures: ['notFound', 'exists'],
    example: { query: { ...OF_BUILD, settings: '{"workDir":"app"}' } },
    checkedWith: ofMade,
  },
  getBuildProjectInfo: {
    summary: 'A project of a build node.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend(builds),
    responses: { 200: buildProject },
    failures: ['notFound'],
    example: { query: OF_BUILD },
    checkedWith: ofMade,
  },
  getBuildProjects: {
    summary: 'The projects of a build node, or of all that an environment has.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ nodeGroup, nodeId: given(nodeId) }),
    responses: { 200: buildProjects },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT } },
  },
  removeBuildProject: {
    summary: 'Removes a project from its build node. What was deployed from it stays.',
    docs: docs.openapi,
    effect: 'destroy',
    query: named.extend(builds),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: OF_BUILD },
    checkedWith: ofMade,
  },
  buildProject: {
    summary: 'Builds a project of a build node, from what is new in its repository unless told not to look.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ ...builds, skipUpdate: given(read.flag()), skipUpload: given(read.flag()) }),
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
    example: { query: OF_BUILD },
    checkedWith: ofMade,
  },
  deployProject: {
    summary: 'Deploys what was built of a project last.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend(builds),
    responses: { 200: done },
    failures: ['notFound', 'conflict', 'quota'],
    example: { query: OF_BUILD },
    checkedWith: ofMade,
  },
  buildDeployProject: {
    summary: 'Builds a project of a build node and deploys it.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ ...projectAlias, nodeId, delay, skipUpdate: given(read.flag()) }),
    responses: { 200: done },
    failures: ['notFound', 'conflict', 'quota'],
    example: { query: OF_BUILD },
    checkedWith: ofMade,
  },
});

defineResource(projects, {
  create: 'addBuildProject',
  ids: { buildProject: '$.id' },
  destroy: 'removeBuildProject',
  destroyWith: { query: { project: ofMade.query.project } },
  gone: { read: 'getBuildProjects', at: '$.responses[*].id' },
});
