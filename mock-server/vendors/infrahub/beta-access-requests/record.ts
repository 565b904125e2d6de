import { z } from 'zod';
import { instant, recordId } from '../scalars.js';

const programName = z.string().min(1).max(100);

/** Something to try before it is for all. */
export const betaProgram = z.strictObject({ id: recordId, name: programName }).readonly();
export type BetaProgram = z.output<typeof betaProgram>;

export const betaRequest = z
  .strictObject({
    id: recordId,
    org: recordId,
    user: recordId,
    program: recordId,
    state: z.enum(['requested', 'approved']),
    createdAt: instant,
  })
  .readonly();
export type BetaRequest = z.output<typeof betaRequest>;
