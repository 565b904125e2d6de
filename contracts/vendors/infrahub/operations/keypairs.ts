import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { defineResource } from '../../../core/resource.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { done, id, listQuery } from '../schemas/common.js';
import { importKeypair, keypairs as list, oneKeypair, renameKeypair } from '../schemas/keypair.js';

/** The list is plural and the single key pair is not: so are the vendor's paths. */
export const keypairs = defineOperations(routes.keypairs, {
  list: {
    summary: 'All key pairs',
    docs: page('KeypairApi', 'listKeyPairs'),
    effect: 'read',
    query: z.object(listQuery),
    responses: { 200: list },
    example: { query: { search: 'example' } },
  },
  import: {
    summary: 'Import a public SSH key into an environment',
    docs: page('KeypairApi', 'importKeyPair'),
    effect: 'write',
    body: importKeypair,
    responses: { 200: oneKeypair },
    failures: ['notFound', 'exists', 'conflict'],
    example: {
      body: {
        environment_name: 'default-NORWAY-1',
        name: 'example-keypair',
        public_key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl user@example.com',
      },
    },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
  },
  rename: {
    summary: 'Rename a key pair',
    docs: page('KeypairApi', 'updateKeyPairName'),
    effect: 'write',
    params: z.object({ id: id() }),
    body: renameKeypair,
    responses: { 200: oneKeypair },
    failures: ['notFound', 'exists'],
    example: { params: { id: '1' }, body: { name: 'example-keypair' } },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
  },
  delete: {
    summary: 'Delete a key pair; machines that use it keep it',
    docs: page('KeypairApi', 'deleteKeyPair'),
    effect: 'destroy',
    params: z.object({ id: id() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { params: { id: '1' } },
  },
});

defineResource(keypairs, {
  create: 'import',
  ids: { keypair_id: '$.keypair.id', key_name: '$.keypair.name' },
  destroy: 'delete',
  gone: { read: 'list', at: '$.keypairs[*].id' },
});
