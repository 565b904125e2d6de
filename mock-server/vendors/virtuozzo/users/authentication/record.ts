import { z } from 'zod';
import { templates } from '../../catalogue.js';
import { countedId, namedInstant } from '../../scalars.js';

/** A personal access token that somebody made; its value is a credential. */
export const token = z
  .strictObject({
    id: countedId,
    uid: countedId,
    /** 40 hex digits, unless a seed set down another. */
    value: z.string().min(1),
    description: z.string().min(1),
    template: z.enum(templates.map(({ name }) => name)).nullable(),
    /** Methods it may call, `billing.account.getaccount`; null for all that its template allows. */
    methods: z.array(z.string()).readonly().nullable(),
    expiresAt: namedInstant.nullable(),
  })
  .readonly();
export type Token = z.output<typeof token>;
