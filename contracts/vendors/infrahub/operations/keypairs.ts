import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { done, id, listQuery } from '../schemas/common.js';
import { importKeypair, keypairs as list, oneKeypair, renameKeypair } from '../schemas/keypair.js';

/** The list is plural and the single key pair is not: so are the vendor's paths. */
export const keypairs = defineOperations({
  list: {
    method: 'GET',
    path: '/core/keypairs',
    summary: 'All key pairs',
    docs: page('KeypairApi', 'listKeyPairs'),
    effect: 'read',
    query: z.object(listQuery),
    responses: { 200: list },
  },
  import: {
    method: 'POST',
    path: '/core/keypairs',
    summary: 'Import a public SSH key into an environment',
    docs: page('KeypairApi', 'importKeyPair'),
    effect: 'write',
    body: importKeypair,
    responses: { 200: oneKeypair },
    failures: ['notFound', 'exists', 'conflict'],
  },
  rename: {
    method: 'PUT',
    path: '/core/keypair/{id}',
    summary: 'Rename a key pair',
    docs: page('KeypairApi', 'updateKeyPairName'),
    effect: 'write',
    params: z.object({ id: id() }),
    body: renameKeypair,
    responses: { 200: oneKeypair },
    failures: ['notFound', 'exists'],
  },
  delete: {
    method: 'DELETE',
    path: '/core/keypair/{id}',
    summary: 'Delete a key pair; machines that use it keep it',
    docs: page('KeypairApi', 'deleteKeyPair'),
    effect: 'destroy',
    params: z.object({ id: id() }),
    responses: { 200: done },
    failures: ['notFound'],
  },
});
