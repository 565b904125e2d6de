import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { defineResource } from '../../core/resource.js';

import { dateTime, done, enveloped, environmentFeatures, id, listed, listQuery, name } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** A public SSH key by name, in one environment. */
export const shownKeypair = z.strictObject({
  id: z.int(),
  name: z.string(),
  environment: z.strictObject({
    id: z.int(),
    name: z.string(),
    features: environmentFeatures,
    /** In the description of the API, though not in the answers printed beside it. */
    region: z.string().optional(),
    created_at: dateTime.optional(),
  }),
  public_key: z.string(),
  /** MD5 of the key, in pairs of digits with colons. */
  fingerprint: z.string().regex(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/),
  created_at: dateTime,
});

const oneKeypair = enveloped({ keypair: shownKeypair });
const list = enveloped({ keypairs: z.array(shownKeypair), ...listed });

/** Kinds of keys that may be imported. */
export const keyTypes = [
  'ssh-rsa',
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
] as const;

const importKeypair = z.object({
  environment_name: z.string(),
  name: name(50),
  public_key: z.string(),
});
const renameKeypair = z.object({ name: name(50) });

nameSchemas({
  Keypair: shownKeypair,
  OneKeypair: oneKeypair,
  KeypairList: list,
  ImportKeypair: importKeypair,
  RenameKeypair: renameKeypair,
});

const example = { params: { id: '1' } } as const;
const one = { params: z.object({ id: id() }), example } as const;

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
    keeps: [
      { read: 'keypairs.list', at: '$.keypairs[*].name', of: 'name' },
      { read: 'keypairs.list', at: '$.keypairs[*].public_key', of: 'public_key' },
    ],
  },
  rename: {
    summary: 'Rename a key pair',
    docs: page('KeypairApi', 'updateKeyPairName'),
    effect: 'write',
    ...one,
    body: renameKeypair,
    responses: { 200: oneKeypair },
    failures: ['notFound', 'exists'],
    example: { ...example, body: { name: 'example-keypair' } },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
    keeps: [{ read: 'keypairs.list', at: '$.keypairs[*].name', of: 'name' }],
  },
  delete: {
    summary: 'Delete a key pair; machines that use it keep it',
    docs: page('KeypairApi', 'deleteKeyPair'),
    effect: 'destroy',
    ...one,
    responses: { 200: done },
    failures: ['notFound'],
  },
  types: {
    summary: 'The kinds of keys that may be imported',
    docs: page('KeypairApi', 'listSupportedKeyPairTypes'),
    effect: 'read',
    auth: 'none',
    responses: { 200: enveloped({ supported_key_types: z.array(z.string()) }) },
  },
});

defineResource(keypairs, {
  create: 'import',
  ids: { keypair_id: '$.keypair.id', key_name: '$.keypair.name', keypair_name: '$.keypair.name' },
  destroy: 'delete',
  gone: { read: 'list', at: '$.keypairs[*].id' },
});
