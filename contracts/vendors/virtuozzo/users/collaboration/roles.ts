import { z } from 'zod';
import { defineOperations } from '../../../../core/operation.js';
import { defineResource } from '../../../../core/resource.js';
import { read } from '../../../../core/wire.js';
import { done, given, names, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import {
  description,
  methodList,
  methods,
  methodsByRole,
  policyAnswer,
  policyList,
  roleAnswer,
  roleList,
  shortText,
} from './schemas.js';

const id = read.integer();
/** Policies by id, or by the unique name of one of the platform's own. */
const policies = () => names().pipe(z.array(z.string()).max(100));

const ofRole = { query: { id: '{roleId}' } } as const;
/** The first policies are the platform's own, which nobody may change: only one that was made will do. */
const ofPolicy = { query: { id: '{policyId}' } } as const;

/** What members may be allowed: methods in policies, policies in roles. */
export const roles = defineOperations(routes.collaboration, {
  addPolicy: {
    summary: 'Makes a set of methods that a role may allow.',
    docs: docs.openapi,
    effect: 'write',
    rules: ['`methods` are full names of methods.'],
    auth: 'session',
    query: z.object({ ...target, name: shortText(), methods: methods(), description: description() }),
    responses: { 200: policyAnswer },
    failures: ['exists'],
    example: {
      query: {
        name: 'Example',
        methods: 'environment.control.StartEnv,environment.control.StopEnv',
        description: 'Runs',
      },
    },
    checkedWith: { query: { name: 'hostdouble-{tag}' } },
    keeps: [{ read: 'collaboration.getPolicies', at: '$.policies[*].name', of: 'name' }],
  },
  editPolicy: {
    summary: "Changes a policy of the account's own. Roles that have it allow from then on what it says.",
    docs: docs.openapi,
    effect: 'write',
    rules: ['`methods` are full names of methods.'],
    auth: 'session',
    query: z.object({ ...target, id, methods: methods(), name: given(shortText()), description: description() }),
    responses: { 200: policyAnswer },
    failures: ['exists', 'notFound'],
    example: { query: { id: '1', methods: 'environment.control.GetEnvInfo', name: 'Example' } },
    checkedWith: { query: { ...ofPolicy.query, name: 'hostdouble-{tag}' } },
    keeps: [{ read: 'collaboration.getPolicies', at: '$.policies[*].name', of: 'name' }],
  },
  deletePolicy: {
    summary: "Deletes a policy of the account's own; its roles no longer have it.",
    docs: docs.openapi,
    effect: 'destroy',
    auth: 'session',
    query: z.object({ ...target, id }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { id: '1' } },
    checkedWith: ofPolicy,
  },
  getPolicies: {
    summary: "The platform's own policies and those of the account.",
    docs: docs.openapi,
    effect: 'read',
    auth: 'session',
    query: z.object({ ...target, id: given(id) }),
    responses: { 200: policyList },
    failures: ['notFound'],
  },
  getPolicyMethods: {
    summary: 'Methods of a policy; without one, all that a policy may have.',
    docs: docs.openapi,
    effect: 'read',
    auth: 'session',
    query: z.object({ ...target, policyId: given(read.integer()) }),
    responses: { 200: methodList },
    failures: ['notFound'],
    example: { query: { policyId: '1000001' } },
    sources: { policyId: { read: 'collaboration.getPolicies', at: '$.policies[*].id' } },
  },

  addRole: {
    summary: 'Makes a role: the policies that somebody who has it may act by.',
    docs: docs.openapi,
    effect: 'write',
    rules: ['`policies` are names or ids of policies.'],
    auth: 'session',
    query: z.object({
      ...target,
      name: shortText(),
      policies: policies(),
      receiveNotification: given(read.flag()),
      description: description(),
    }),
    responses: { 200: roleAnswer },
    failures: ['exists'],
    example: {
      query: { name: 'Example', policies: 'environment-start-stop,environment-restart', receiveNotification: 'false' },
    },
    checkedWith: { query: { name: 'hostdouble-{tag}', policies: '{policyId}' } },
    keeps: [{ read: 'collaboration.getRoles', at: '$.roles[*].name', of: 'name' }],
  },
  editRole: {
    summary: 'Changes a role, for all who have it.',
    docs: docs.openapi,
    effect: 'write',
    rules: ['`policies` are names or ids of policies.'],
    auth: 'session',
    query: z.object({
      ...target,
      id,
      policies: policies(),
      name: given(shortText()),
      receiveNotification: given(read.flag()),
      description: description(),
    }),
    responses: { 200: roleAnswer },
    failures: ['exists', 'notFound'],
    example: { query: { id: '1', policies: 'environment-restart', name: 'Example' } },
    checkedWith: { query: { ...ofRole.query, name: 'hostdouble-{tag}', policies: '{policyId}' } },
    keeps: [{ read: 'collaboration.getRoles', at: '$.roles[*].name', of: 'name' }],
  },
  deleteRole: {
    summary: 'Deletes a role; nobody has it from then on.',
    docs: docs.openapi,
    effect: 'destroy',
    auth: 'session',
    query: z.object({ ...target, id }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { id: '1' } },
    checkedWith: ofRole,
  },
  getRoles: {
    summary: 'Roles of the account, with their policies.',
    docs: docs.openapi,
    effect: 'read',
    auth: 'session',
    query: z.object({ ...target, id: given(id), ownerUid: given(read.integer()) }),
    responses: { 200: roleList },
    failures: ['notFound'],
  },
  getCollaborationRoleMethods: {
    summary: 'Methods by role: of the roles of the account, or of those that were given to the caller.',
    docs: docs.openapi,
    effect: 'read',
    auth: 'session',
    query: z.object({ ...target, roleId: given(read.integer()), collaborationId: given(read.integer()) }),
    responses: { 200: methodsByRole },
    failures: ['notFound'],
  },
});

defineResource(roles, {
  create: 'addPolicy',
  ids: { policyId: '$.policy.id' },
  destroy: 'deletePolicy',
  destroyWith: { query: { id: '{policyId}' } },
  gone: { read: 'getPolicies', at: '$.policies[*].id' },
});

defineResource(roles, {
  create: 'addRole',
  ids: { roleIds: '$.role.id', roleId: '$.role.id' },
  destroy: 'deleteRole',
  destroyWith: { query: { id: '{roleId}' } },
  gone: { read: 'getRoles', at: '$.roles[*].id' },
});
