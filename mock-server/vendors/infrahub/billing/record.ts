import { z } from 'zod';
import { uuid } from '../../../../contracts/core/wire.js';
import { cost, instant, recordId, recordName } from '../scalars.js';
import { priceParts } from './price-parts.js';

/** What a resource is charged for while it stays as it is, in USD an hour. */
export const resourceTerms = z
  .strictObject({
    state: z.enum(['ACTIVE', 'SHUTOFF', 'HIBERNATED', 'AVAILABLE', 'IN-USE']),
    perHour: cost,
    parts: z.record(z.enum(priceParts), cost).readonly(),
  })
  .readonly();
export type ResourceTerms = z.output<typeof resourceTerms>;

/** The bill of one resource. It outlives the resource. */
export const bill = z
  .strictObject({
    /** `vm:398`: the meter's subject. */
    id: z.string(),
    kind: z.enum(['vm', 'volume']),
    resource: recordId,
    org: recordId,
    name: recordName,
    environment: recordId,
    /** Id that only billing knows. */
    uuid,
    /** In GB, for a volume. */
    size: z.int().min(0).max(1_048_576),
    /** When charging began: from here its minutes are counted. */
    since: instant,
    ended: instant.nullable(),
  })
  .refine(({ id, kind, resource }) => id === `${kind}:${resource}`, { path: ['id'], error: 'names another resource' })
  .refine(({ since, ended }) => ended === null || ended >= since, { path: ['ended'], error: 'is before its start' })
  .readonly();
export type Bill = z.output<typeof bill>;
