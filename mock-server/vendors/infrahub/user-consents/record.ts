import { z } from 'zod';
import { consentActions, consentMethods, consentTypes } from '../../../../contracts/vendors/infrahub/user-consents.js';
import { instant, recordId } from '../scalars.js';

const decision = {
  action: z.enum(consentActions),
  method: z.enum(consentMethods),
  address: z.ipv4(),
};

const consentEvent = z.strictObject({ id: recordId, at: instant, ...decision }).readonly();

/** What somebody decided last about one thing, and what before that. */
export const consent = z
  .strictObject({
    id: recordId,
    org: recordId,
    user: recordId,
    type: z.enum(consentTypes),
    ...decision,
    /** Of the text that was agreed to. */
    version: z.string().max(100),
    /** What was agreed to, as JSON. */
    terms: z.string(),
    createdAt: instant,
    updatedAt: instant,
    events: z.array(consentEvent).min(1).readonly(),
  })
  .readonly();
export type Consent = z.output<typeof consent>;
