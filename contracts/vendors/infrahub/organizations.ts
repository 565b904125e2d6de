import { z } from 'zod';
import { disputedField } from '../../core/disputed.js';
import { nameSchemas } from '../../core/document-marks.js';
import type { Refusal } from '../../core/failure.js';
import { defineOperations } from '../../core/operation.js';
import { dateTime, done, enveloped } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** Somebody of an organisation, as its list of people has them. */
export const shownMember = z.strictObject({
  id: z.int(),
  /** What the sign-in knows them by. */
  sub: z.string(),
  email: z.string(),
  username: z.string(),
  name: z.string(),
  role: z.string(),
  rbac_roles: z.array(z.strictObject({ name: z.string() })),
  last_login: dateTime,
  // The printed answer has the one, the description of the API the other.
  created_at: disputedField(dateTime),
  joined_at: disputedField(dateTime),
});

export const organizationFields = z.strictObject({
  id: z.int(),
  name: z.string(),
  created_at: dateTime.optional(),
  users: z.array(shownMember).optional(),
  // In the description of the API, though in no answer that is printed.
  credit: z.int().optional(),
  threshold: z.int().optional(),
  total_instances: z.int().optional(),
  total_clusters: z.int().optional(),
  total_containers: z.int().optional(),
  total_volumes: z.int().optional(),
});

nameSchemas({ Member: shownMember, OrganizationFields: organizationFields });
export const shownOrganization = organizationFields.required({ created_at: true, users: true });

const MEMBERS = page('OrganizationApi', 'removeOrganizationMember');
export const memberRefusals: { readonly noMember: Refusal<string>; readonly isOwner: Refusal } = {
  noMember: {
    kind: 'notFound',
    as: 400, // The page of the call lists no 404.
    text: email => `User ${email} is not a member of the organization`,
    evidence: 'assumed',
    docs: MEMBERS,
  },
  isOwner: {
    kind: 'conflict',
    text: 'The owner of the organization cannot be removed',
    evidence: 'assumed',
    docs: MEMBERS,
  },
};

export const organizations = defineOperations(routes.organizations, {
  show: {
    summary: "The caller's organisation and who belongs to it, the owner first",
    docs: page('OrganizationApi', 'retrieveOrganizationInformation'),
    effect: 'read',
    responses: { 200: enveloped({ organization: shownOrganization }) },
  },
  update: {
    summary: 'Rename the organisation',
    docs: page('OrganizationApi', 'updateOrganizationInformation'),
    effect: 'write',
    body: z.object({ name: z.string().min(3).max(50) }),
    responses: { 200: done },
    example: { body: { name: 'Example Organization' } },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
    keeps: [{ read: 'organizations.show', at: '$.organization.name', of: 'name' }],
  },
  removeMember: {
    summary: 'Remove somebody from the organisation; their keys in it end',
    docs: MEMBERS,
    effect: 'destroy',
    body: z.object({ email: z.string().max(64) }),
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
    example: { body: { email: 'member@example.com' } },
  },
});
