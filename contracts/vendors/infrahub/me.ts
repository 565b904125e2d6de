import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import type { Refusal } from '../../core/failure.js';
import { defineOperations } from '../../core/operation.js';
import { secret } from '../../core/wire.js';
import { dateTime, done, enveloped, id } from './common.js';
import { page } from './docs.js';
import { organizationFields } from './organizations.js';
import { grantedPermission } from './permissions.js';
import { routes } from './routes.js';

const self = enveloped({
  user: z.strictObject({
    email: z.string(),
    name: z.string(),
    username: z.string(),
    created_at: dateTime,
    /** Printed, though not in the description of the API. */
    has_social_login: z.boolean().optional(),
  }),
});

/** Without the envelope, and printed with an id and a name alone. */
const ownOrganizations = z.strictObject({ organizations: z.array(organizationFields) });

const mfa = enveloped({ mfa: z.strictObject({ mfa_enabled: z.boolean() }) });
const token = enveloped({ token: z.strictObject({ access_token: secret(z.string()) }) });

nameSchemas({ OwnUser: self, OwnOrganizations: ownOrganizations, OwnMfa: mfa, OwnToken: token });

export const noOrganization: Refusal<number> = {
  kind: 'notFound',
  text: id => `Organization ${id} does not exist.`,
  evidence: 'assumed',
  docs: page('AuthApi', 'changeOrganizationForToken'),
};

export const me = defineOperations(routes.me, {
  show: {
    summary: 'Who calls',
    docs: page('AuthApi', 'retrieveAuthenticatedUserDetails'),
    effect: 'read',
    responses: { 200: self },
  },
  organizations: {
    summary: 'The organisations that the caller belongs to',
    docs: page('AuthApi', 'getUserOrganizations'),
    effect: 'read',
    responses: { 200: ownOrganizations },
    failures: ['notFound'],
  },
  permissions: {
    summary: 'What the caller may do',
    docs: page('UserPermissionApi', 'listMyUserPermissions'),
    effect: 'read',
    responses: { 200: enveloped({ permissions: z.array(grantedPermission) }) },
  },
  mfa: {
    summary: 'Whether the caller signs in with a second factor',
    docs: page('AuthApi', 'getUserMFAStatus'),
    effect: 'read',
    responses: { 200: mfa },
    failures: ['notFound'],
  },
  disableMfa: {
    summary: 'Sign in without a second factor from now on',
    docs: page('AuthApi', 'disableMFA'),
    effect: 'write',
    responses: { 200: done },
    failures: ['notFound'],
  },
  changeOrganization: {
    summary: "Have the caller's token speak for another of their organisations",
    docs: page('AuthApi', 'changeOrganizationForToken'),
    effect: 'write',
    params: z.object({ org_id: id() }),
    responses: { 200: token },
    failures: ['notFound'],
    example: { params: { org_id: '1' } },
    sources: { org_id: { read: 'me.organizations', at: '$.organizations[*].id' } },
  },
});
