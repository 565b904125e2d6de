import { z } from 'zod';
import { defineOperations } from '../../../../core/operation.js';
import { defineResource } from '../../../../core/resource.js';
import { read } from '../../../../core/wire.js';
import { done, given, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { address, branch, keyId, login, name, repositoryPassword, repositoryType } from './input.js';
import { oneRepository, repositories as repositoryList } from './schemas.js';

const id = read.integer().pipe(z.int().min(1));
const described = {
  type: given(repositoryType()),
  branch,
  keyId,
  login,
  password: repositoryPassword,
  description: given(z.string().max(4096)),
};

/** environment.deployment: repositories of the account, from which projects are deployed. */
export const repositories = defineOperations(routes.deployment, {
  addRepo: {
    summary: 'Adds a repository to those of the account. Nothing is fetched.',
    docs: docs.openapi,
    effect: 'write',
    query: z.object({ ...target, name: name(), url: address(), ...described }),
    responses: { 200: oneRepository },
    failures: ['exists', 'quota'],
    example: { query: { name: 'shop', url: 'https://git.example.com/shop.git', type: 'git', branch: 'main' } },
    checkedWith: { query: { name: 'hostdouble-{tag}' } },
    keeps: [
      { read: 'deployment.getRepos', at: '$.array[*].name', of: 'name' },
      { read: 'deployment.getRepos', at: '$.array[*].url', of: 'url', evidence: 'assumed' },
    ],
  },
  getRepos: {
    summary: 'The repositories of the account, or one of them.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object({ ...target, id: given(id) }),
    responses: { 200: repositoryList },
    failures: ['notFound'],
  },
  editRepo: {
    summary: 'Changes a repository; what is not sent stays as it is.',
    docs: docs.openapi,
    effect: 'write',
    query: z.object({ ...target, id, name: given(name()), url: given(address()), ...described }),
    responses: { 200: oneRepository },
    failures: ['notFound', 'exists'],
    example: { query: { id: '1', description: 'The shop' } },
    checkedWith: { query: { id: '{repositoryId}' } },
  },
  removeRepo: {
    summary: 'Removes a repository. Projects that were deployed from it stay.',
    docs: docs.openapi,
    effect: 'destroy',
    query: z.object({ ...target, id }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { id: '1' } },
    checkedWith: { query: { id: '{repositoryId}' } },
  },
});

defineResource(repositories, {
  create: 'addRepo',
  ids: { repositoryId: '$.object.id' },
  destroy: 'removeRepo',
  destroyWith: { query: { id: '{repositoryId}' } },
  gone: { read: 'getRepos', at: '$.array[*].id' },
});
