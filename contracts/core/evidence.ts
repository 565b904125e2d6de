import { z } from 'zod';

/**
 * How sure we are of an operation, a field or a failure, from the surest down:
 * `documented` by the vendor, `observed` in a real answer printed in public, inferred from a real `client`, `assumed`.
 */
export const evidences = ['documented', 'observed', 'client', 'assumed'] as const;
export type Evidence = (typeof evidences)[number];

const marked =
  (evidence: Evidence) =>
  <S extends z.ZodType>(schema: S): S =>
    schema.meta({ ...schema.meta(), 'x-evidence': evidence });

/** Marks a field whose evidence differs from its operation's: seen in a real answer printed in public. */
export const observed = marked('observed');
/** Marks a field whose evidence differs from its operation's: inferred from what real clients send or read. */
export const client = marked('client');
/** Marks a field whose evidence differs from its operation's: our choice, because no public source says. */
export const assumed = marked('assumed');

/** The evidence a field was marked with, or undefined when it is as sure as its operation. */
export function evidenceOf(schema: z.core.$ZodType): Evidence | undefined {
  const mark = z.globalRegistry.get(schema)?.['x-evidence'];
  return evidences.find(evidence => evidence === mark);
}
