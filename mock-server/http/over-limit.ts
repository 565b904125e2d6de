import type { Tenants } from '../worlds/tenants.js';
import { type Answer, jsonAnswer } from './respond.js';

/** What a tenant is over its limit of. */
export type LimitOf = 'worlds' | 'calls';

/** Headers of a refusal of ours that a limit of a tenant is the reason of: no vendor sends the first. */
export const limitHeaders = (of: LimitOf, seconds: number): Readonly<Record<string, string>> => ({
  'x-hostdouble-limit': of,
  'retry-after': `${seconds}`,
});

/** Counts a vendor's call in a world of a tenant; the refusal of one that is too much. */
export function overLimit(tenants: Tenants, tenant: string | null): Answer | undefined {
  const seconds = tenant === null ? undefined : tenants.count(tenant);
  if (tenant === null || seconds === undefined) return undefined;
  return jsonAnswer(429, { hostdouble: tenants.refusalOf(tenant) }, limitHeaders('calls', seconds));
}
