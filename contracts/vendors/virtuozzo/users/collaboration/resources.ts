import { z } from 'zod';
import { client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { done, envName, given, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import {
  methodNames,
  methods,
  resourceAnswer,
  resourceList,
  resourceType,
  sharings,
  shortText,
  someIds,
} from './schemas.js';

const SHARED = '{"resourceId":"example","type":"ENV_GROUP","roleIds":"1"}';

/** What is shared, and what that allows. */
export const resources = defineOperations(routes.collaboration, {
  addResources: {
    summary: 'Shares environments, or groups of them, with a member; roles say what he may do there.',
    docs: docs.openapi,
    effect: 'write',
    auth: 'session',
    query: z.object({ ...target, collaborationId: read.integer(), resources: sharings() }),
    responses: { 200: resourceList },
    failures: ['notFound'],
    example: { query: { collaborationId: '1', resources: SHARED } },
    checkedWith: {
      query: {
        collaborationId: '{collaborationId}',
        resources: { resourceId: 'hostdouble-{tag}', roleIds: '{roleIds}' },
      },
    },
    keeps: [
      { read: 'collaboration.getMemberResources', at: '$.responses[*].resourceId', of: '$.responses[0].resourceId' },
    ],
  },
  setResource: {
    summary: 'Shares one thing with a member, by these roles and no others.',
    docs: docs.openapi,
    effect: 'write',
    auth: 'session',
    query: z.object({
      ...target,
      collaborationId: read.integer(),
      resourceId: shortText(),
      resourceType: given(resourceType()),
      roleIds: someIds(),
      /** The account that shares, when somebody else calls for it. */
      ownerUid: given(read.integer()),
    }),
    responses: { 200: resourceAnswer },
    failures: ['notFound'],
    example: { query: { collaborationId: '1', resourceId: 'example', resourceType: 'ENV_GROUP', roleIds: '1' } },
    checkedWith: {
      query: { collaborationId: '{collaborationId}', resourceId: '{resourceName}', roleIds: '{roleIds}' },
    },
    keeps: [{ read: 'collaboration.getMemberResources', at: '$.responses[*].resourceId', of: 'resourceId' }],
  },
  setResources: {
    summary: 'Shares these things with a member, and no others.',
    docs: docs.openapi,
    effect: 'write',
    rules: ['`resources` or `resource` is sent.'],
    auth: 'session',
    query: z.object({
      ...target,
      collaborationId: read.integer(),
      resources: given(sharings()),
      /** A public client sends this name instead. */
      resource: client(given(sharings())),
    }),
    responses: { 200: resourceList },
    failures: ['notFound'],
    example: { query: { collaborationId: '1', resources: SHARED } },
    checkedWith: {
      query: {
        collaborationId: '{collaborationId}',
        resources: { resourceId: '{resourceName}', roleIds: '{roleIds}' },
      },
    },
    keeps: [
      { read: 'collaboration.getMemberResources', at: '$.responses[*].resourceId', of: '$.responses[0].resourceId' },
    ],
  },
  deleteResources: {
    summary: 'Shares things with a member no longer.',
    docs: docs.openapi,
    effect: 'destroy',
    auth: 'session',
    query: z.object({ ...target, collaborationId: read.integer(), ids: someIds() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { collaborationId: '1', ids: '1' } },
    checkedWith: { query: { collaborationId: '{collaborationId}', ids: '{resourceIds}' } },
  },
  getCollaborationResources: {
    summary: 'What is shared in the collaborations of the caller.',
    docs: docs.openapi,
    effect: 'read',
    auth: 'session',
    query: z.object({ ...target, collaborationId: given(read.integer()), type: given(resourceType()) }),
    responses: { 200: resourceList },
    failures: ['notFound'],
  },
  getMemberResources: {
    summary: 'What is shared with a member; without one, all that the caller shares or that is shared with him.',
    docs: docs.openapi,
    effect: 'read',
    auth: 'session',
    query: z.object({ ...target, memberId: given(read.integer()) }),
    responses: { 200: resourceList },
    failures: ['notFound'],
  },
  getResourceRoles: {
    summary: 'By which roles a thing is shared: all of them for whoever shares it, his own for a member.',
    docs: docs.openapi,
    effect: 'read',
    auth: 'session',
    query: z.object({
      ...target,
      resourceId: shortText(),
      resourceType: given(resourceType()),
      ownerUid: given(read.integer()),
    }),
    responses: { 200: resourceList },
    failures: ['notFound'],
    example: { query: { resourceId: 'example', resourceType: 'ENV_GROUP' } },
    sources: { resourceId: { read: 'control.getEnvs', at: '$.infos[*].env.appid' } },
    checkedWith: { query: { resourceType: 'ENV' } },
  },
  getCollaborationResourceMethods: {
    summary: 'Methods that the caller may call upon a thing.',
    docs: docs.openapi,
    effect: 'read',
    auth: 'session',
    query: z.object({ ...target, resourceId: shortText(), resourceType: given(resourceType()) }),
    responses: { 200: methodNames },
    failures: ['notFound'],
    example: { query: { resourceId: '08888888888888888888888888888851', resourceType: 'ENV' } },
    sources: { resourceId: { read: 'control.getEnvs', at: '$.infos[*].env.appid' } },
  },
  checkEnvironmentRights: {
    summary: 'Whether the caller may call all of these methods upon the environment, or any of them.',
    docs: docs.openapi,
    effect: 'read',
    rules: ['`serviceMethod` is the full name of a method.'],
    query: z.object({
      ...target,
      /** The text has `appid` alone; every neighbour of it takes the name too. */
      ...envName,
      serviceMethod: methods(),
      isAny: given(read.flag()),
    }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: 'env-7057607', serviceMethod: 'environment.control.StartEnv', isAny: 'false' } },
  },
});
