import { z } from 'zod';
import { evidences } from '../core/evidence.js';
import { defineOperations } from '../core/operation.js';
import { docs } from './docs.js';
import { routes } from './routes.js';

export const health = defineOperations(routes.health, {
  show: {
    summary: 'Whether the server answers, and what it serves',
    docs,
    effect: 'read',
    responses: {
      200: z.strictObject({ status: z.literal('ok'), version: z.string(), vendors: z.array(z.string()) }),
    },
  },
});

export const openapi = defineOperations(routes.openapi, {
  show: {
    summary: "OpenAPI 3.1 of a vendor's contract, or of this API as `control`",
    docs,
    effect: 'read',
    params: z.object({ vendor: z.string() }),
    responses: { 200: z.record(z.string(), z.unknown()) },
    failures: ['notFound'],
    example: { params: { vendor: 'control' } },
  },
});

const share = z.strictObject({
  title: z.string(),
  /** Routes that the vendor is known to have. */
  known: z.int(),
  /** Of them, those that the contract describes. */
  operations: z.int(),
  served: z.int(),
  /** Known and not served: they answer 501. */
  unserved: z.array(z.string()),
  /** Operations by how sure their contract is. */
  evidence: z.record(z.enum(evidences), z.int()),
});

export const coverage = defineOperations(routes.coverage, {
  show: {
    summary: 'What is in the contracts, what is served, and how sure it is',
    docs,
    effect: 'read',
    responses: { 200: z.strictObject({ vendors: z.record(z.string(), share) }) },
  },
});
