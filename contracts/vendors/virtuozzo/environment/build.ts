import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { defineResource } from '../../../core/resource.js';
import { read } from '../../../core/wire.js';
import { done, given, sample } from '../common.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';
import {
  address,
  branch,
  context,
  delay,
  hooks,
  interval,
  keyId,
  login,
  name,
  named,
  nodeGroup,
  nodeId,
  projectId,
  repositoryPassword,
  repositoryType,
} from './deployment/input.js';
import { builtProject, builtProjects } from './deployment/schemas.js';

const { envName: ENVIRONMENT, nodeId: NODE } = sample;
const OF_NODE = { envName: ENVIRONMENT, nodeId: NODE } as const;
const ONE = { ...OF_NODE, projectId: '1' } as const;
const SOURCES = { name: 'shop', type: 'git', path: 'https://git.example.com/shop.git', branch: 'main' } as const;
const one = { nodeId, projectId };
const flag = given(read.flag());
const shortName = given(z.string().max(64));

const described = {
  branch,
  context: given(context),
  interval: given(interval()),
  workDir: given(z.string().max(1024)),
  hooks,
  delay,
  autoUpdate: flag,
  autoResolveConflict: flag,
  targetNodeGroup: nodeGroup,
  repoHash: given(address()),
};

const added = named.extend({
  nodeId,
  name: name(),
  type: repositoryType(),
  path: address(),
  targetEnv: shortName,
  deployNow: flag,
  isSequential: flag,
  ...described,
});

const CHECKED = { query: { name: 'hostdouble-{tag}', nodeId: '{buildNodeId}' } } as const;
/** A project that a check made. */
const ofMade = { query: { nodeId: '{buildNodeId}', projectId: '{builtProjectId}' } } as const;
const failures = ['notFound', 'exists', 'conflict', 'quota'] as const;

/** environment.build: projects of a build node, as environment.deployment has them with repositories of the account. */
export const build = defineOperations(routes.build, {
  addProject: {
    summary: 'Adds sources to the projects of a build node; with deployNow they are built and deployed.',
    docs: docs.openapi,
    effect: 'write',
    query: added.extend({ login, password: repositoryPassword, keyId }),
    responses: { 200: builtProject },
    failures,
    example: { query: { ...OF_NODE, ...SOURCES, targetEnv: ENVIRONMENT, context: 'ROOT' } },
    checkedWith: { query: { ...CHECKED.query, targetEnv: '{envName}' } },
  },
  addProjectWithCreds: {
    summary: 'Adds sources that are fetched with a login to the projects of a build node.',
    docs: docs.openapi,
    effect: 'write',
    query: added.extend({ login, password: repositoryPassword }),
    responses: { 200: builtProject },
    failures,
    example: { query: { ...OF_NODE, ...SOURCES, login: 'builder', password: 'example' } },
    checkedWith: CHECKED,
  },
  addProjectWithKey: {
    summary: 'Adds sources that are fetched with an SSH key to the projects of a build node.',
    docs: docs.openapi,
    effect: 'write',
    query: added.extend({ keyId }),
    responses: { 200: builtProject },
    failures,
    example: { query: { ...OF_NODE, ...SOURCES, keyId: '7' } },
    checkedWith: CHECKED,
  },
  editProject: {
    summary: 'Changes a project of a build node; what is not sent stays as it is.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({
      ...one,
      name: given(name()),
      type: given(repositoryType()),
      path: given(address()),
      env: shortName,
      login,
      password: repositoryPassword,
      keyId,
      ...described,
    }),
    responses: { 200: done },
    failures: ['notFound', 'exists'],
    example: { query: { ...ONE, ...SOURCES } },
    checkedWith: { query: { ...CHECKED.query, ...ofMade.query } },
  },
  removeProject: {
    summary: 'Removes a project from its build node. What was deployed from it stays.',
    docs: docs.openapi,
    effect: 'destroy',
    query: named.extend(one),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: ONE },
    checkedWith: ofMade,
  },
  getProjectInfo: {
    summary: 'A project of a build node, by its id or its name.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ nodeId, projectId: given(projectId), projectName: given(name()) }),
    responses: { 200: builtProject },
    failures: ['notFound'],
    example: { query: ONE },
    checkedWith: ofMade,
  },
  getProjects: {
    summary: 'The projects of a build node, or of all that an environment has.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ nodeGroup, nodeId: given(nodeId) }),
    responses: { 200: builtProjects },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT } },
  },
  update: {
    summary: 'Fetches what is new in the repository of a project, or of all of a build node.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ nodeId, context: given(context), projectId: given(projectId) }),
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
    example: { query: ONE },
    checkedWith: ofMade,
  },
  buildProject: {
    summary: 'Builds a project.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ ...one, async: flag, skipPublish: flag, update: flag }),
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
    example: { query: ONE },
    checkedWith: ofMade,
  },
  deployProject: {
    summary: 'Deploys what was built of a project last.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ ...one, delay, isSequential: flag }),
    responses: { 200: done },
    failures: ['notFound', 'conflict', 'quota'],
    example: { query: ONE },
    checkedWith: ofMade,
  },
  buildDeployProject: {
    summary: 'Builds a project and deploys it.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ ...one, delay, isSequential: flag, update: flag }),
    responses: { 200: done },
    failures: ['notFound', 'conflict', 'quota'],
    example: { query: ONE },
    checkedWith: ofMade,
  },
});

defineResource(build, {
  create: 'addProject',
  ids: { builtProjectId: '$.id' },
  destroy: 'removeProject',
  destroyWith: { query: { projectId: ofMade.query.projectId } },
  gone: { read: 'getProjects', at: '$.responses[*].id' },
});
