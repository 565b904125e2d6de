import { z } from 'zod';
import { uuid } from '../../../../contracts/core/wire.js';
import { cost, instant, recordId, recordName } from '../scalars.js';
import { billKinds } from './bill-kinds.js';
import { priceParts } from './price-parts.js';

/** What a part costs, in USD an hour. */
const parts = z.record(z.enum(priceParts), cost).readonly();

/** What a resource is charged for while it stays as it is, in USD an hour. */
export const resourceTerms = z
  .strictObject({
    /** As billing writes it. */
    state: z.enum(['ACTIVE', 'SHUTOFF', 'HIBERNATED', 'AVAILABLE', 'IN-USE', 'SUCCESS']),
    perHour: cost,
    parts,
    /** What the market takes, where a contract says less. */
    market: z.strictObject({ perHour: cost, parts }).readonly().optional(),
    /** GB that are charged for, of what grows and shrinks. */
    size: z.number().min(0).max(1e9).optional(),
  })
  .readonly();
export type ResourceTerms = z.output<typeof resourceTerms>;

/** The bill of one resource. It outlives the resource. */
export const bill = z
  .strictObject({
    /** `vm:398`: the meter's subject. */
    id: z.string(),
    kind: z.enum(billKinds),
    resource: recordId,
    org: recordId,
    name: recordName,
    /** Null for what lies in none, such as a bucket. */
    environment: recordId.nullable(),
    /** The cluster that a machine is a node of. */
    cluster: recordId.nullable(),
    /** Id that only billing knows. */
    uuid,
    /** In GB, for what stores; a bill is made when that is known. */
    size: z.int().min(0).max(1_048_576),
    /** When charging began: from here its minutes are counted. */
    since: instant,
    ended: instant.nullable(),
  })
  .refine(({ id, kind, resource }) => id === `${kind}:${resource}`, { path: ['id'], error: 'names another resource' })
  .refine(({ since, ended }) => ended === null || ended >= since, { path: ['ended'], error: 'is before its start' })
  .readonly();
export type Bill = z.output<typeof bill>;
