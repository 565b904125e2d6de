import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { defineResource } from '../../../core/resource.js';
import { empty, read } from '../../../core/wire.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { amount, body, data, flag, id, queryOf, related, relation, wide } from '../schemas/common.js';
import { loginTokens, user, userCreated, userModified, userPassword } from '../schemas/user.js';

const params = z.object(related);
const query = queryOf(relation);

/** 0 off, 1 hourly, 2 resource packs, 3 both. */
const selfService = {
  selfService: amount(0, 3).optional(),
  selfServiceHourlyCredit: flag().optional(),
  selfServiceHourlyGroupProfiles: read.list(read.integer()).optional(),
  selfServiceResourceGroupProfiles: read.list(read.integer()).optional(),
  selfServiceHourlyResourcePack: read.integer().nullable().optional(),
};

export const users = defineOperations(routes.users, {
  create: {
    summary: 'Create a user',
    docs: page('createUser'),
    effect: 'write',
    body: body({
      name: z.string().min(1).max(255),
      email: z.email(),
      /** 64 bits: the shop rorywood/ozvps makes it of a hash, and sends its 20 digits as text. */
      extRelationId: wide().nullable().optional(),
      relStr: z.string().min(1).max(255).nullable().optional(),
      ...selfService,
      sendMail: flag().optional(),
    }),
    responses: { 201: data(userCreated) },
    failures: ['exists'],
    example: { body: { name: 'hostdouble', email: 'hostdouble@example.com', extRelationId: 1, sendMail: false } },
    checkedWith: {
      body: { name: 'hostdouble-{tag}', email: 'hostdouble-{tag}@example.com', extRelationId: '{number}' },
    },
  },
  show: {
    summary: 'Show a user',
    docs: page('getUserByExtRelation'),
    effect: 'read',
    params,
    query,
    responses: { 200: data(user) },
    failures: ['notFound'],
    example: { params: { extRelationId: '1' }, query: { relStr: 'false' } },
  },
  modify: {
    summary: 'Change the fields that are sent',
    docs: page('modifyUserByExtRelation'),
    effect: 'write',
    params,
    query,
    body: body({
      name: z.string().min(1).max(255).optional(),
      email: z.email().optional(),
      ...selfService,
      enabled: flag().optional(),
    }),
    responses: { 201: data(userModified) },
    failures: ['notFound', 'exists'],
    example: { params: { extRelationId: '1' }, body: { enabled: true } },
  },
  remove: {
    summary: 'Delete a user',
    docs: page(),
    effect: 'destroy',
    params,
    query,
    responses: { 204: empty },
    failures: ['notFound', 'notEmpty'],
    example: { params: { extRelationId: '1' }, query: { relStr: 'false' } },
  },
  resetPassword: {
    summary: 'Give a user a new password',
    docs: page(),
    effect: 'write',
    params,
    query,
    responses: { 201: data(userPassword) },
    failures: ['notFound'],
    example: { params: { extRelationId: '1' }, query: { relStr: 'false' } },
  },
  loginTokens: {
    summary: 'Make tokens that sign a user in',
    docs: page(),
    effect: 'write',
    params,
    query,
    responses: { 200: data(loginTokens) },
    failures: ['notFound'],
    example: { params: { extRelationId: '1' }, query: { relStr: 'false' } },
  },
  serverLoginTokens: {
    summary: 'Make tokens that sign a user in at one of his servers',
    docs: page(),
    effect: 'write',
    params: z.object({ ...related, serverId: id() }),
    query,
    responses: { 200: data(loginTokens) },
    failures: ['notFound'],
    example: { params: { extRelationId: '1', serverId: '1' }, query: { relStr: 'false' } },
  },
});

defineResource(users, {
  create: 'create',
  ids: { extRelationId: '$.data.extRelationId', userId: '$.data.id', newOwnerId: '$.data.id' },
  destroy: 'remove',
  gone: { read: 'show' },
});
