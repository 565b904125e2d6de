import { z } from 'zod';
import { type Severity, severities } from '../../core/checks.js';

/** What is read of an earlier report; what else stands in it, as of another version, is left aside. */
export const earlierReport = z.object({
  format: z.literal(1),
  vendor: z.string(),
  startedAt: z.string(),
  findings: z.array(
    z.object({ id: z.string(), operation: z.string(), check: z.string(), severity: z.enum(severities) }),
  ),
  operations: z.array(
    z.object({
      id: z.string(),
      outcome: z.string(),
      reason: z.string().nullable(),
      exchanges: z.int(),
      refusals: z.object({ tried: z.int(), held: z.int() }),
    }),
  ),
});

export type EarlierReport = z.output<typeof earlierReport>;

/** Since an earlier report: a finding is new, was kept, is gone, or is of what this run did not compare. */
export const changes = ['new', 'kept', 'gone', 'not-compared'] as const;

/** Each finding of this run and of the earlier one, once. */
export const sinceThen = z.strictObject({
  startedAt: z.string(),
  findings: z.array(z.strictObject({ id: z.string(), severity: z.enum(severities), change: z.enum(changes) })),
});

export type SinceThen = z.output<typeof sinceThen>;

interface Told {
  readonly id: string;
  readonly severity: Severity;
}

/** Compares the findings of a run with those of an earlier one. `compared` says whether this run compared what one is about. */
export function sinceOf(
  findings: readonly Told[],
  earlier: EarlierReport,
  compared: (id: string) => boolean,
): SinceThen {
  const before = new Set(earlier.findings.map(({ id }) => id));
  const now = new Set(findings.map(({ id }) => id));
  const told = [
    ...findings.map(({ id, severity }) => ({ id, severity, change: before.has(id) ? 'kept' : 'new' }) as const),
    ...earlier.findings
      .filter(({ id }) => !now.has(id))
      .map(({ id, severity }) => ({ id, severity, change: compared(id) ? 'gone' : 'not-compared' }) as const),
  ];
  const place = ({ change }: (typeof told)[number]): number => changes.indexOf(change);
  return { startedAt: earlier.startedAt, findings: told.toSorted((one, other) => place(one) - place(other)) };
}
