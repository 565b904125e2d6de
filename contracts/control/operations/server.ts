import { z } from 'zod';
import { evidences } from '../../core/evidence.js';
import { defineOperations } from '../../core/operation.js';
import { docs } from '../docs.js';

export const health = defineOperations({
  show: {
    method: 'GET',
    path: '/health',
    summary: 'Whether the server answers, and what it serves',
    docs,
    effect: 'read',
    responses: {
      200: z.strictObject({ status: z.literal('ok'), version: z.string(), vendors: z.array(z.string()) }),
    },
  },
});

export const openapi = defineOperations({
  show: {
    method: 'GET',
    path: '/openapi/{vendor}.json',
    summary: "OpenAPI 3.1 of a vendor's contract, or of this API as `control`",
    docs,
    effect: 'read',
    params: z.object({ vendor: z.string() }),
    responses: { 200: z.record(z.string(), z.unknown()) },
    failures: ['notFound'],
  },
});

const share = z.strictObject({
  title: z.string(),
  operations: z.int(),
  served: z.int(),
  unserved: z.array(z.string()),
  /** Operations by how sure their contract is. */
  evidence: z.record(z.enum(evidences), z.int()),
});

export const coverage = defineOperations({
  show: {
    method: 'GET',
    path: '/coverage',
    summary: 'What is in the contracts, what is served, and how sure it is',
    docs,
    effect: 'read',
    responses: { 200: z.strictObject({ vendors: z.record(z.string(), share) }) },
  },
});
