import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { empty, read } from '../../../core/wire.js';
import { page } from '../docs.js';
import { body, data, id } from '../schemas/common.js';
import { sshKey, sshKeyAdded } from '../schemas/user.js';

const one = z.object({ keyId: id() });

export const sshKeys = defineOperations({
  add: {
    method: 'POST',
    path: '/ssh_keys',
    summary: 'Add an SSH key to a user',
    docs: page(),
    effect: 'write',
    body: body({ userId: read.integer(), name: z.string().min(1).max(255), publicKey: z.string().min(1) }),
    responses: { 201: data(sshKeyAdded) },
    failures: ['notFound'],
  },
  show: {
    method: 'GET',
    path: '/ssh_keys/{keyId}',
    summary: 'Show an SSH key',
    docs: page(),
    effect: 'read',
    params: one,
    responses: { 200: data(sshKey) },
    failures: ['notFound'],
  },
  remove: {
    method: 'DELETE',
    path: '/ssh_keys/{keyId}',
    summary: 'Delete an SSH key',
    docs: page(),
    effect: 'destroy',
    params: one,
    responses: { 204: empty },
    failures: ['notFound'],
  },
  listOfUser: {
    method: 'GET',
    path: '/ssh_keys/user/{userId}',
    summary: 'SSH keys of a user',
    docs: page(),
    effect: 'read',
    params: z.object({ userId: id() }),
    responses: { 200: data(z.array(sshKey)) },
    failures: ['notFound'],
  },
});
