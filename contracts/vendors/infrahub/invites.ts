import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import type { Refusal } from '../../core/failure.js';
import { defineOperations } from '../../core/operation.js';
import { defineResource } from '../../core/resource.js';
import { dateTime, done, enveloped, id } from './common.js';
import { ANSWERS, page } from './docs.js';
import { routes } from './routes.js';

export const shownInvite = z.strictObject({
  id: z.int(),
  email: z.string(),
  /** Printed are `EMAIL_SENT` and, a while later, `CONFIRMATION_PENDING`. */
  status: z.string(),
  created_at: dateTime,
});

nameSchemas({ Invite: shownInvite });

/** The pattern of the description of the API. */
const EMAIL =
  /^[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,62}[A-Za-z0-9])?@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/;

const assumed = { evidence: 'assumed', docs: page('InviteApi', 'inviteUserToOrganization') } as const;
export const inviteRefusals: {
  readonly notFound: Refusal;
  readonly isMember: Refusal<string>;
  readonly isInvited: Refusal<string>;
  readonly isAccepted: Refusal;
} = {
  /** Also for an invite that is somebody else's. */
  notFound: { kind: 'notFound', text: 'Not found', evidence: 'documented', docs: ANSWERS },
  isMember: {
    kind: 'exists',
    text: email => `User ${email} is already a member of the organization`,
    ...assumed,
  },
  isInvited: {
    kind: 'exists',
    text: email => `User ${email} is already invited to the organization`,
    ...assumed,
  },
  isAccepted: { kind: 'conflict', text: 'The invite was already accepted', ...assumed },
};

const one = { params: z.object({ id: id() }), example: { params: { id: '1' } } } as const;

export const invites = defineOperations(routes.invites, {
  list: {
    summary: 'Who was invited to the organisation',
    docs: page('InviteApi', 'listInvites'),
    effect: 'read',
    responses: { 200: enveloped({ invites: z.array(shownInvite) }) },
  },
  create: {
    summary: 'Invite somebody to the organisation',
    docs: page('InviteApi', 'inviteUserToOrganization'),
    effect: 'write',
    body: z.object({ email: z.string().min(6).max(254).regex(EMAIL) }),
    responses: { 201: enveloped({ invite: shownInvite }) },
    failures: ['exists'],
    example: { body: { email: 'new.colleague@example.com' } },
    checkedWith: { body: { email: 'hostdouble-{tag}@example.com' } },
    keeps: [{ read: 'invites.list', at: '$.invites[*].email', of: 'email' }],
  },
  delete: {
    summary: 'Take an invite back',
    docs: page('InviteApi', 'deleteInvite'),
    effect: 'destroy',
    ...one,
    responses: { 200: done },
    failures: ['notFound'],
  },
  accept: {
    summary: 'Join the organisation that the caller was invited to',
    docs: page('InviteApi', 'acceptInvite'),
    effect: 'write',
    ...one,
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
    // No read tells somebody which invites they have. A double has one for its owner.
    checkedWith: { params: { id: '1' } },
  },
});

defineResource(invites, {
  create: 'create',
  ids: { invite_id: '$.invite.id' },
  destroy: 'delete',
  gone: { read: 'list', at: '$.invites[*].id' },
});
