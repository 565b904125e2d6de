import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import type { Refusal } from '../../core/failure.js';
import { defineOperations } from '../../core/operation.js';
import { dateTime, enveloped } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

const docs = page('BetaAccessApi', 'createBetaAccessRequest');

export const betaRefusals = {
  noProgram: {
    kind: 'notFound',
    text: program => `Beta program ${program} does not exist`,
    evidence: 'assumed',
    docs,
  } satisfies Refusal<string>,
  requested: {
    kind: 'conflict',
    text: program => `Access to ${program} has already been requested`,
    evidence: 'assumed',
    docs,
  } satisfies Refusal<string>,
  notRequested: {
    kind: 'notFound',
    text: program => `Access to ${program} has not been requested`,
    evidence: 'assumed',
    docs,
  } satisfies Refusal<string>,
} as const;

const requestStatus = z.enum(['requested', 'approved', 'denied', 'revoked']);

const requests = enveloped({
  beta_access_requests: z.array(
    z.strictObject({ program_name: z.string(), request_date: dateTime, status: requestStatus }),
  ),
});
const made = enveloped({
  beta_access_request: z.strictObject({
    id: z.int(),
    user_id: z.int(),
    program_id: z.int(),
    program_name: z.string(),
    status: requestStatus,
    created_at: dateTime,
  }),
});

const requestAccess = z.object({
  /** No page lists the programs. */
  program: z.string().min(1).max(100),
  metadata: z.record(z.string(), z.unknown()).optional(),
});

nameSchemas({
  BetaAccessStatus: requestStatus,
  BetaAccessRequests: requests,
  BetaAccessRequested: made,
  BetaAccessWanted: requestAccess,
});

export const betaAccessRequests = defineOperations(routes.betaAccessRequests, {
  list: {
    summary: 'What the user asked to try before it is for all, and how that stands',
    docs: page('BetaAccessApi', 'getBetaAccessStatus'),
    effect: 'read',
    responses: { 200: requests },
    failures: ['notFound'],
  },
  create: {
    summary: 'Ask to try a program before it is for all',
    docs,
    effect: 'write',
    body: requestAccess,
    responses: { 201: made },
    failures: ['notFound', 'conflict'],
    example: { body: { program: 'example-program' } },
    checkedWith: { body: { program: 'hostdouble-{tag}' } },
    keeps: [
      { read: 'betaAccessRequests.create', at: '$.beta_access_request.program_name', of: 'program' },
      { read: 'betaAccessRequests.list', at: '$.beta_access_requests[*].program_name', of: 'program' },
    ],
  },
  show: {
    summary: 'How the request for one program stands',
    docs: page('BetaAccessApi', 'getBetaAccessRequests'),
    effect: 'read',
    params: z.object({ program: z.string() }),
    responses: { 200: requests },
    failures: ['notFound'],
    example: { params: { program: 'example-program' } },
    sources: { program: { read: 'betaAccessRequests.list', at: '$.beta_access_requests[*].program_name' } },
  },
});
