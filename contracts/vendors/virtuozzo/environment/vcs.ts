import { defineOperations } from '../../../core/operation.js';
import { defineResource } from '../../../core/resource.js';
import { read } from '../../../core/wire.js';
import { given, sample } from '../common.js';
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
  named,
  nodeGroup,
  nodeId,
  repositoryPassword,
  repositoryType,
} from './deployment/input.js';
import { updated, vcsProject } from './deployment/schemas.js';

const { envName: ENVIRONMENT } = sample;
const SHOP = { envName: ENVIRONMENT, context: 'shop' } as const;
/** A project that a check made. */
const MADE = { read: 'vcs.createProject', at: '$.context' } as const;
const SOURCES = { type: 'git', url: 'https://git.example.com/shop.git', branch: 'main' } as const;

/** How a project follows its repository. Of two wanted members one client sends none when it edits: what is not sent stays. */
const follows = {
  branch,
  keyId,
  login,
  password: repositoryPassword,
  autoupdate: given(read.flag()),
  interval: given(interval()),
  autoResolveConflict: given(read.flag()),
  zdt: given(read.flag()),
  repoHash: given(address()),
  hooks,
  delay,
  nodeGroup,
};

/** environment.vcs: sources from a repository in a context, as environment.deployment has them with repositories of the account. */
export const vcs = defineOperations(routes.vcs, {
  createProject: {
    summary: 'Ties a context to a repository. Its sources come with the first update, or at once when told so.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ type: repositoryType(), context, url: address(), ...follows, updateNow: given(read.flag()) }),
    responses: { 200: vcsProject },
    failures: ['notFound', 'exists', 'conflict', 'quota'],
    example: { query: { ...SHOP, ...SOURCES } },
    checkedWith: { query: { context: 'hostdouble-{tag}' } },
    keeps: [
      { read: 'vcs.getProject', at: '$.url', of: 'url' },
      { read: 'vcs.getProject', at: '$.branch', of: 'branch' },
    ],
  },
  getProject: {
    summary: 'The project of a context.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ context: given(context), nodeGroup }),
    responses: { 200: vcsProject },
    failures: ['notFound'],
    example: { query: SHOP },
    sources: { context: MADE },
  },
  editProject: {
    summary: 'Changes the project of a context; it is fetched anew with the next update.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({
      oldContext: context,
      newContext: given(context),
      type: given(repositoryType()),
      url: given(address()),
      ...follows,
    }),
    responses: { 200: vcsProject },
    failures: ['notFound', 'exists', 'conflict'],
    example: { query: { envName: ENVIRONMENT, oldContext: 'shop', newContext: 'shop', ...SOURCES } },
    checkedWith: { query: { newContext: null } },
    sources: { oldContext: MADE },
  },
  deleteProject: {
    summary: 'Unties a context from its repository, and removes what was deployed from it.',
    docs: docs.openapi,
    effect: 'destroy',
    query: named.extend({ context, nodeGroup }),
    responses: { 200: vcsProject },
    failures: ['notFound'],
    example: { query: SHOP },
    sources: { context: MADE },
  },
  update: {
    summary: 'Fetches what is new in the repository of a context and puts it there.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ context: given(context), nodeGroup, nodeId: given(nodeId), delay }),
    responses: { 200: updated },
    failures: ['notFound', 'conflict'],
    example: { query: SHOP },
    sources: { context: MADE },
  },
});

defineResource(vcs, {
  create: 'createProject',
  ids: { context: '$.context' },
  destroy: 'deleteProject',
  gone: { read: 'deployment.getProjectInfo' },
});
