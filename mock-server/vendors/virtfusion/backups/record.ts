import { z } from 'zod';
import { count, id, instant } from '../scalars.js';

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

/** Which plan a server has, and the minute of the day at which its backups begin. */
export const backupTerms = z.strictObject({ planId: id, minute: count(1439) }).readonly();

export type BackupTerms = z.output<typeof backupTerms>;

/**
 * A backup of a server. It follows from the server's plan alone, and is kept when more is known of it: it took longer, it
 * failed, its server was restored from it, or it goes before its plan lets it go.
 */
export const backup = z
  .strictObject({
    id,
    serverId: id,
    planId: id,
    started: instant,
    ends: instant,
    failed: z.boolean(),
    /** When its server was restored from it last. */
    restored: z
      .strictObject({ from: instant, to: instant })
      .refine(({ from, to }) => from <= to, 'must not end before it starts')
      .readonly()
      .nullable(),
    deleteAfter: instant.nullable(),
  })
  .refine(({ started, ends }) => started <= ends, 'must not end before it starts')
  .readonly();

export type Backup = z.output<typeof backup>;
