import { z } from 'zod';
import { severities } from '../../core/checks.js';
import { evidences } from '../../core/evidence.js';
import { failureKinds } from '../../core/failure.js';
import { read, utcDateTime } from '../../core/wire.js';

export const finding = z.strictObject({
  check: z.string(),
  path: z.string(),
  place: z.string(),
  expected: z.string(),
  found: z.string(),
  evidence: z.enum(evidences),
  severity: z.enum(severities),
});

export const journal = z.strictObject({
  /** Calls received since the journal was cleared; the last 1,000 are kept. */
  count: z.int(),
  calls: z.array(
    z.strictObject({
      number: z.int(),
      at: utcDateTime,
      vendor: z.string(),
      method: z.string(),
      path: z.string(),
      operation: z.string().nullable(),
      status: z.int(),
      failure: z.enum(failureKinds).nullable(),
      /** Why a credential was refused (`expired`), or nothing served the call (`unserved`, `unknown-route`, `wrong-verb`). */
      why: z.string().nullable(),
      /** The known route that a call to an unknown one most likely meant. */
      near: z.string().nullable(),
      findings: z.array(finding),
    }),
  ),
});

export const journalFilter = z.strictObject({
  vendor: z.string().optional(),
  operation: z.string().optional(),
  status: read.integer().optional(),
});

export const faultWish = z.strictObject({
  /** Operation id, with `*` for any piece, optionally after a vendor: `servers.*`, `infrahub/*`. */
  operation: z.string().default('*'),
  failure: z.enum(failureKinds),
  text: z.string().nullable().default(null),
  /** Calls to fail; null for all until the faults are cleared. */
  times: z.int().min(1).nullable().default(null),
});

export const fault = z.strictObject({
  id: z.int(),
  operation: z.string(),
  failure: z.enum(failureKinds),
  text: z.string().nullable(),
  left: z.int().nullable(),
});
