import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { assumed, client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { defineResource } from '../../../../core/resource.js';
import { read, secret } from '../../../../core/wire.js';
import { done, given, ok, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';

/** Add-on scripts read `id` and `publicKey`; a private key is shown by its title alone. */
export const sshKey = z.strictObject({
  id: client(z.int()),
  title: assumed(z.string()),
  publicKey: client(z.string().optional()),
});

/** A comment of a public client says that the answer holds the new key, and not under which name. */
const newSshKey = z.strictObject({ ...ok, key: assumed(sshKey) });

const sshKeyList = z.strictObject({ ...ok, keys: client(z.array(sshKey)) });

nameSchemas({ SshKey: sshKey, NewSshKey: newSshKey, SshKeyList: sshKeyList });

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';

export const sshKeys = defineOperations(routes.users, {
  addSshKey: {
    summary: 'Adds an SSH key, a public one unless it is said to be private.',
    docs: docs.pylastic,
    evidence: 'client',
    effect: 'write',
    rules: ['`sshKey` is a whole key as `ssh-keygen` writes it: a public one, or with `isPrivate` a private one.'],
    auth: 'session',
    query: z.object({
      ...target,
      title: z.string().min(1).max(255),
      sshKey: secret(z.string().min(1).max(20_000)),
      isPrivate: client(given(read.flag())),
    }),
    responses: { 200: newSshKey },
    failures: ['exists'],
    example: { query: { title: 'Example', sshKey: `${KEY} example@host` } },
    checkedWith: { query: { title: 'hostdouble-{tag}', sshKey: `${KEY} hostdouble-{tag}` } },
    keeps: [{ read: 'users.getSshKeys', at: '$.keys[*].title', of: 'title', evidence: 'assumed' }],
  },
  getSshKeys: {
    summary: 'Lists the SSH keys, of both kinds unless one is asked for.',
    docs: docs.docker,
    evidence: 'client',
    effect: 'read',
    auth: 'session',
    query: z.object({ ...target, isPrivate: client(given(read.flag())) }),
    responses: { 200: sshKeyList },
    alsoCalledWith: [{ query: { isPrivate: 'false' } }],
  },
  deleteSshKey: {
    summary: 'Deletes an SSH key.',
    docs: docs.pylastic,
    evidence: 'client',
    effect: 'destroy',
    auth: 'session',
    query: z.object({ ...target, id: read.integer() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { id: '1' } },
    checkedWith: { query: { id: '{sshKeyId}' } },
  },
});

defineResource(sshKeys, {
  create: 'addSshKey',
  /** Not `id`: tokens and others are named so too. */
  ids: { sshKeyId: '$.key.id' },
  destroy: 'deleteSshKey',
  destroyWith: { query: { id: '{sshKeyId}' } },
  gone: { read: 'getSshKeys', at: '$.keys[*].id' },
});
