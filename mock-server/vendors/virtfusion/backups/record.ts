import { z } from 'zod';
import { count, id } from '../scalars.js';

export const backupPlan = z
  .strictObject({
    id,
    name: z.string(),
    everyDays: count(366, 1),
    keep: count(1000),
    storage: z.strictObject({ id, name: z.string() }).readonly(),
  })
  .readonly();

export type BackupPlan = z.output<typeof backupPlan>;

/** Which plan a server has. */
export const backupTerms = z.strictObject({ planId: id }).readonly();

export type BackupTerms = z.output<typeof backupTerms>;
