import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { assumed } from '../../core/evidence.js';
import { defineOperations } from '../../core/operation.js';
import { defineResource } from '../../core/resource.js';
import { empty, microDateTime, read, secret } from '../../core/wire.js';
import {
  amount,
  aServer,
  aUser,
  body,
  byId,
  byRelation,
  data,
  emptyList,
  flag,
  id,
  ids,
  orNull,
  related,
  unseen,
  userParams,
  wide,
  wideShown,
} from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

const profile = {
  id: z.int(),
  admin: z.boolean(),
  /** Null for administrators, 0 for a user known by his relation string only. */
  extRelationId: orNull(wideShown),
  selfService: z.int(),
  selfServiceHourlyGroupProfiles: z.array(z.int()),
  selfServiceResourceGroupProfiles: z.array(z.int()),
  selfServiceHourlyResourcePack: unseen.integer,
  name: z.string(),
  email: z.string(),
  timezone: z.string(),
  suspended: z.boolean(),
  twoFactorAuth: z.boolean(),
  created: microDateTime,
  updated: microDateTime,
};

/** A user. `selfService`: 0 off, 1 hourly, 2 resource packs, 3 both. */
export const user = z.strictObject(profile);

/** A user as creation answers it, with the only password ever shown. */
const userCreated = z.strictObject({ ...profile, password: secret(z.string()) });

/**
 * The fields that were sent; of none, an empty list, as PHP writes an empty object. Whether the hourly credit is prepaid is
 * told where it changed: the vendor's printed answer to one that was prepaid already does not tell it.
 */
const userModified = z.union([
  z.strictObject({
    name: z.string().optional(),
    email: z.string().optional(),
    selfService: z.int().optional(),
    selfServiceHourlyCredit: assumed(z.boolean()).optional(),
    enabled: z.boolean().optional(),
  }),
  assumed(emptyList),
]);

/** A user's new password. */
const userPassword = z.strictObject({ email: z.string(), password: secret(z.string()) });

/** Two tokens that sign a user in once; `endpoint_complete` is a path of the panel's own host. */
const loginTokens = z.strictObject({
  authentication: z.strictObject({
    tokens: secret(z.strictObject({ 1: z.string().length(100), 2: z.string().length(100) })),
    endpoint: z.string(),
    endpoint_complete: secret(z.string()),
    expiry: z.strictObject({ ttl: z.int(), expires: microDateTime }),
  }),
});

nameSchemas({
  User: user,
  UserCreated: userCreated,
  UserModified: userModified,
  UserPassword: userPassword,
  LoginTokens: loginTokens,
});

/** 0 off, 1 hourly, 2 resource packs, 3 both. */
const selfService = {
  selfService: amount(0, 3).optional(),
  selfServiceHourlyCredit: flag().optional(),
  selfServiceHourlyGroupProfiles: ids().optional(),
  selfServiceResourceGroupProfiles: ids().optional(),
  selfServiceHourlyResourcePack: read.integer().nullable().optional(),
};

/** The vendor's own example of self service. */
const selfServiceExample = {
  selfService: 3,
  selfServiceHourlyCredit: true,
  selfServiceHourlyGroupProfiles: [1, 2, 3],
  selfServiceResourceGroupProfiles: [4, 5, 6],
  selfServiceHourlyResourcePack: 1,
};

/** A check sends none of it: a real panel need not have these profiles and packs. */
const withoutSelfService = {
  selfService: null,
  selfServiceHourlyCredit: null,
  selfServiceHourlyGroupProfiles: null,
  selfServiceResourceGroupProfiles: null,
  selfServiceHourlyResourcePack: null,
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
    example: {
      body: { name: 'Jon Doe', email: 'jon@doe.com', extRelationId: 1, ...selfServiceExample, sendMail: false },
    },
    checkedWith: {
      body: {
        name: 'hostdouble-{tag}',
        email: 'hostdouble-{tag}@example.com',
        extRelationId: '{number}',
        relStr: 'hostdouble-{tag}',
        ...withoutSelfService,
      },
    },
    keeps: [
      { read: 'users.show', at: '$.data.name', of: 'name' },
      { read: 'users.show', at: '$.data.email', of: 'email' },
    ],
  },
  show: {
    summary: 'Show a user',
    docs: page('getUserByExtRelation'),
    effect: 'read',
    params: userParams,
    query: byRelation,
    responses: { 200: data(user) },
    failures: ['notFound'],
    example: { params: aUser, query: byId },
    alsoCalledWith: [{ params: { extRelationId: '{relStr}' }, query: { relStr: 'true' } }],
  },
  modify: {
    summary: 'Change the fields that are sent',
    docs: page('modifyUserByExtRelation'),
    effect: 'write',
    params: userParams,
    query: byRelation,
    body: body({
      name: z.string().min(1).max(255).optional(),
      email: z.email().optional(),
      ...selfService,
      enabled: flag().optional(),
    }),
    responses: { 201: data(userModified) },
    failures: ['notFound', 'exists'],
    example: {
      params: aUser,
      query: byId,
      body: { name: 'jon Doe', email: 'jon@doe.com', ...selfServiceExample, enabled: true },
    },
    checkedWith: { query: { relStr: null }, body: { name: null, email: null, ...withoutSelfService } },
    keeps: [{ read: 'users.modify', at: '$.data.enabled', of: 'enabled' }],
  },
  remove: {
    summary: 'Delete a user',
    docs: page(),
    effect: 'destroy',
    params: userParams,
    query: byRelation,
    responses: { 204: empty },
    failures: ['notFound', 'notEmpty'],
    example: { params: aUser, query: byId },
  },
  resetPassword: {
    summary: 'Give a user a new password',
    docs: page(),
    effect: 'write',
    params: userParams,
    query: byRelation,
    responses: { 201: data(userPassword) },
    failures: ['notFound'],
    example: { params: aUser, query: byId },
  },
  loginTokens: {
    summary: 'Make tokens that sign a user in',
    docs: page(),
    effect: 'write',
    params: userParams,
    query: byRelation,
    responses: { 200: data(loginTokens) },
    failures: ['notFound'],
    example: { params: aUser, query: byId },
  },
  serverLoginTokens: {
    summary: 'Make tokens that sign a user in at one of his servers',
    docs: page(),
    effect: 'write',
    params: z.object({ ...related, serverId: id() }),
    query: byRelation,
    responses: { 200: data(loginTokens) },
    failures: ['notFound'],
    example: { params: { ...aUser, ...aServer }, query: byId },
  },
});

defineResource(users, {
  create: 'create',
  ids: { extRelationId: '$.data.extRelationId', userId: '$.data.id', newOwnerId: '$.data.id' },
  sent: { relStr: 'relStr' },
  destroy: 'remove',
  gone: { read: 'show' },
});
