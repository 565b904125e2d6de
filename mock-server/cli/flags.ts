import { z } from 'zod';
import { flagOf, saidOf, UsageError } from './settings.js';

/** The flag of a command that names the endpoint of a vendor. */
export const target = z
  .url({ protocol: /^https?$/, error: 'is no address such as https://panel.example.com' })
  .optional();

/**
 * Flags of a command about an endpoint, as commander gives them. Where no flag names the target, an environment's variable
 * holds its address. Throws `UsageError` that names each wrong value and where it is from.
 */
export function flagsFrom<S extends z.ZodType>(
  schema: S,
  given: Readonly<Record<string, unknown>>,
  [variable, address = '']: readonly [variable: string, address: string | undefined],
): z.output<S> {
  const result = schema.safeParse({ target: address || undefined, ...given });
  if (result.success) return result.data;
  const sourceOf = (name: string): string => (name in given || name !== 'target' ? flagOf(name) : variable);
  const said = result.error.issues.map(issue => {
    const name = String(issue.path[0]);
    return `${sourceOf(name)}: ${saidOf(issue, given[name])}`;
  });
  throw new UsageError(said.join('\n'));
}
