import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { assumed, client } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { ok, target } from '../common.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';

/** A group as the list of accounts shows it; the place in the answer is a guess. */
const groups = z.strictObject({
  ...ok,
  array: assumed(z.array(z.strictObject({ name: client(z.string()), type: client(z.string()) }))),
});

nameSchemas({ GroupQuotaGroups: groups });

/** billing.groupquota: groups of accounts, for the platform's operator. */
export const groupQuota = defineOperations(routes.groupQuota, {
  getGroups: {
    summary: 'The groups that an account can be in.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'read',
    mayBeAbsent: "it is the platform's operator who has it",
    auth: 'session',
    query: z.object(target),
    responses: { 200: groups },
  },
});
