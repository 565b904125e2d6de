import { z } from 'zod';

/**
 * How sure we are of an operation, a field or a failure, from the surest down:
 * `documented` by the vendor, `observed` in a real answer printed in public, inferred from a real `client`, `disputed`
 * between two of the vendor's own sources, `assumed`.
 */
export const evidences = ['documented', 'observed', 'client', 'disputed', 'assumed'] as const;
export type Evidence = (typeof evidences)[number];

const marked =
  (evidence: Evidence) =>
  <S extends z.core.$ZodType>(schema: S): S =>
    withMark(schema, { 'x-evidence': evidence });

/**
 * A copy of a schema that bears one more mark, as `meta` makes it. Take `$ZodType` and never `ZodType` for a schema that a
 * function is given: to hold a list or a union to all of `ZodType`'s methods costs the compiler 70,000 instantiations.
 */
export function withMark<S extends z.core.$ZodType>(schema: S, mark: z.core.GlobalMeta): S {
  const copy = z.core.clone(schema);
  z.globalRegistry.add(copy, { ...z.globalRegistry.get(schema), ...mark });
  return copy;
}

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
