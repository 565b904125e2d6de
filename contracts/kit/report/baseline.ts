import { z } from 'zod';
import { DAY, dayTime } from '../../core/time.js';
import { day } from '../../core/wire.js';
import type { Report, ReportFinding } from './report.js';

/** Findings that are known and allowed for a time: `{ "allow": [{ "id", "reason", "expires": "2026-12-31" }] }`. */
export const baseline = z.strictObject({
  allow: z.array(z.strictObject({ id: z.string().min(1), reason: z.string().min(1), expires: day })),
});

export type Baseline = z.output<typeof baseline>;

export interface Compared {
  readonly findings: ReportFinding[];
  readonly baseline: Report['baseline'];
}

/**
 * Marks the findings that a baseline allows, and lists its entries that allow nothing and those that have expired. An entry
 * holds to the end of its day. Call it unused only if this run `compared` what it is about.
 */
export function compareWith(
  { allow }: Baseline,
  findings: readonly ReportFinding[],
  now: number,
  compared: (id: string) => boolean = () => true,
): Compared {
  const isOver = (expires: string): boolean => (dayTime.parse(expires) ?? 0) + DAY <= now;
  const valid = new Map(allow.filter(({ expires }) => !isOver(expires)).map(({ id, reason }) => [id, reason]));
  const found = new Set(findings.map(({ id }) => id));
  return {
    findings: findings.map(finding => ({ ...finding, allowed: valid.get(finding.id) ?? null })),
    baseline: {
      unused: allow.filter(({ id }) => !found.has(id) && compared(id)),
      expired: allow.filter(({ expires }) => isOver(expires)),
    },
  };
}

/** A baseline that allows these findings until a day. A person should write the reason. */
export const baselineFrom = (findings: readonly ReportFinding[], reason: string, until: number): Baseline => ({
  allow: findings.map(({ id }) => ({ id, reason, expires: dayTime.format(until) })),
});
