import { z } from 'zod';
import { defineOperations } from '../../../../core/operation.js';
import { defineResource } from '../../../../core/resource.js';
import { read } from '../../../../core/wire.js';
import { done, given, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { collaborationAnswer, collaborationList, shortText } from './schemas.js';

/** The account that shares, when somebody else calls for it. */
const ownerUid = given(read.integer());
const id = read.integer();
const one = { ...target, id, ownerUid };

const oneAgain = { query: { id: '1' } } as const;
/** Ids of different things are all named `id`: a check must take the right ones. */
const ofMember = { query: { id: '{collaborationId}' } } as const;
/** An invitation of the caller himself: somebody else must have made it. */
const ofInvitation = { id: { read: 'collaboration.getCollaborations', at: '$.collaborations[*].id' } } as const;

/** Invitations and what becomes of them. */
export const members = defineOperations(routes.collaboration, {
  inviteMember: {
    summary: 'Invites somebody by e-mail. Nothing is shared with him before he accepts.',
    docs: docs.openapi,
    effect: 'write',
    auth: 'session',
    query: z.object({ ...target, email: z.email().max(255), displayName: given(shortText()), ownerUid }),
    responses: { 200: collaborationAnswer },
    failures: ['exists'],
    example: { query: { email: 'member@example.com', displayName: 'Example' } },
    checkedWith: { query: { email: 'hostdouble-{tag}@example.com', displayName: 'hostdouble-{tag}' } },
    keeps: [
      { read: 'collaboration.getMembers', at: '$.collaborations[*].email', of: 'email' },
      { read: 'collaboration.getMembers', at: '$.collaborations[*].memberDisplayName', of: 'displayName' },
    ],
  },
  resendMemberInvitation: {
    summary: 'Invites somebody again who has not answered, has rejected or has left.',
    docs: docs.openapi,
    effect: 'write',
    auth: 'session',
    query: z.object(one),
    responses: { 200: done },
    failures: ['conflict', 'notFound'],
    example: oneAgain,
    checkedWith: ofMember,
  },
  editMember: {
    summary: 'Changes the name by which a member is shown to whoever shares.',
    docs: docs.openapi,
    effect: 'write',
    auth: 'session',
    query: z.object({ ...one, displayName: given(shortText()) }),
    responses: { 200: collaborationAnswer },
    failures: ['notFound'],
    example: { query: { id: '1', displayName: 'Example' } },
    checkedWith: { query: { ...ofMember.query, displayName: 'hostdouble-{tag}' } },
    keeps: [{ read: 'collaboration.getMembers', at: '$.collaborations[*].memberDisplayName', of: 'displayName' }],
  },
  suspendMember: {
    summary: 'Takes all rights from a member until he is activated again.',
    docs: docs.openapi,
    effect: 'write',
    auth: 'session',
    query: z.object(one),
    responses: { 200: done },
    failures: ['conflict', 'notFound'],
    example: oneAgain,
    checkedWith: ofMember,
  },
  activateMember: {
    summary: 'Gives a suspended member his rights back.',
    docs: docs.openapi,
    effect: 'write',
    auth: 'session',
    query: z.object(one),
    responses: { 200: done },
    failures: ['conflict', 'notFound'],
    example: oneAgain,
    checkedWith: ofMember,
  },
  deleteMember: {
    summary: 'Ends a collaboration, or takes an invitation back.',
    docs: docs.openapi,
    effect: 'destroy',
    auth: 'session',
    query: z.object(one),
    responses: { 200: done },
    failures: ['notFound'],
    example: oneAgain,
    checkedWith: ofMember,
  },
  getMembers: {
    summary: 'With whom the account shares: those who are invited and those who accepted.',
    docs: docs.openapi,
    effect: 'read',
    auth: 'session',
    query: z.object({ ...target, id: given(id), ownerUid }),
    responses: { 200: collaborationList },
    failures: ['notFound'],
  },
  getCollaborations: {
    summary: 'Who shares with the caller: invitations to him and what he accepted.',
    docs: docs.openapi,
    effect: 'read',
    auth: 'session',
    query: z.object({ ...target, id: given(id), ownerUid }),
    responses: { 200: collaborationList },
    failures: ['notFound'],
  },
  acceptCollaboration: {
    summary: 'Accepts an invitation: from then on the caller may do what his roles allow.',
    docs: docs.openapi,
    effect: 'write',
    auth: 'session',
    query: z.object({ ...target, id }),
    responses: { 200: collaborationAnswer },
    failures: ['conflict', 'exists', 'notFound'],
    example: oneAgain,
    sources: ofInvitation,
  },
  rejectCollaboration: {
    summary: 'Rejects an invitation.',
    docs: docs.openapi,
    effect: 'write',
    auth: 'session',
    query: z.object({ ...target, id }),
    responses: { 200: done },
    failures: ['conflict', 'notFound'],
    example: oneAgain,
    sources: ofInvitation,
  },
  leaveCollaboration: {
    summary: 'Leaves a collaboration that was accepted; nothing of it is shared with the caller any more.',
    docs: docs.openapi,
    effect: 'destroy',
    auth: 'session',
    query: z.object({ ...target, id }),
    responses: { 200: done },
    failures: ['conflict', 'notFound'],
    example: oneAgain,
    sources: ofInvitation,
  },
  editCollaboration: {
    summary: 'Changes the name by which a member sees a collaboration.',
    docs: docs.openapi,
    effect: 'write',
    auth: 'session',
    query: z.object({ ...target, id, displayName: given(shortText()) }),
    responses: { 200: collaborationAnswer },
    failures: ['notFound'],
    example: { query: { id: '1', displayName: 'Example' } },
    sources: ofInvitation,
  },
});

defineResource(members, {
  create: 'inviteMember',
  ids: { collaborationId: '$.collaboration.id', memberId: '$.collaboration.id' },
  destroy: 'deleteMember',
  destroyWith: { query: { id: '{collaborationId}' } },
  gone: { read: 'getMembers', at: '$.collaborations[*].id' },
});
