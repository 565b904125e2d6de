import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { done, given, target } from '../common.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';

const address = z.string().min(1).max(255);

/** message.email: mail by the platform. The double sends none; it keeps the last ones, for the operator to look at. */
export const email = defineOperations(routes.email, {
  send: {
    summary: 'Sends a mail.',
    docs: docs.backup,
    evidence: 'client',
    effect: 'write',
    auth: 'session',
    query: z.object({
      ...target,
      to: address,
      subject: z.string().max(1000),
      body: z.string().max(100_000),
      from: given(address),
      replyTo: given(address),
    }),
    responses: { 200: done },
    example: { query: { to: 'user@example.com', subject: 'Example', body: '<p>Example</p>' } },
    checkedWith: { query: { subject: 'hostdouble-{tag}' } },
  },
});
