import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { defineResource } from '../../core/resource.js';
import { empty, microDateTime, read, zonedDateTime } from '../../core/wire.js';
import { body, data, id } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** A key as adding it answers. */
const sshKeyAdded = z.strictObject({
  id: z.int(),
  name: z.string(),
  type: z.string(),
  createdAt: microDateTime,
});

/** A key as one reads it. */
const sshKey = z.strictObject({
  id: z.int(),
  name: z.string(),
  publicKey: z.string(),
  type: z.string(),
  enabled: z.boolean(),
  created: zonedDateTime,
  updated: zonedDateTime,
});

nameSchemas({ SshKeyAdded: sshKeyAdded, SshKey: sshKey });

const one = z.object({ keyId: id() });

/** The key of the vendor's printed examples, shortened there. */
export const PRINTED_KEY = 'ssh-rsa AAAAB3NzaC1yc2E...example';

export const sshKeys = defineOperations(routes.sshKeys, {
  add: {
    summary: 'Add an SSH key to a user',
    docs: page(),
    effect: 'write',
    rules: ['`publicKey` is a whole public key as `ssh-keygen` writes it.'],
    body: body({ userId: read.integer(), name: z.string().min(1).max(255), publicKey: z.string().min(1) }),
    responses: { 201: data(sshKeyAdded) },
    failures: ['notFound'],
    example: {
      body: {
        userId: 1,
        name: 'Key 1',
        publicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl test@example.com',
      },
    },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
    keeps: [
      { read: 'sshKeys.show', at: '$.data.name', of: 'name' },
      { read: 'sshKeys.show', at: '$.data.publicKey', of: 'publicKey' },
    ],
  },
  show: {
    summary: 'Show an SSH key',
    docs: page(),
    effect: 'read',
    params: one,
    responses: { 200: data(sshKey) },
    failures: ['notFound'],
    example: { params: { keyId: '1' } },
  },
  remove: {
    summary: 'Delete an SSH key',
    docs: page(),
    effect: 'destroy',
    params: one,
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: { keyId: '1' } },
  },
  listOfUser: {
    summary: 'SSH keys of a user',
    docs: page(),
    effect: 'read',
    params: z.object({ userId: id() }),
    responses: { 200: data(z.array(sshKey)) },
    failures: ['notFound'],
    example: { params: { userId: '1' } },
  },
});

defineResource(sshKeys, { create: 'add', ids: { keyId: '$.data.id' }, destroy: 'remove', gone: { read: 'show' } });
