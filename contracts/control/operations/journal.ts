import { z } from 'zod';
import { defineOperations } from '../../core/operation.js';
import { empty } from '../../core/wire.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';
import { fault, faultWish, journalFilter, journal as journalSchema } from '../schemas/journal.js';
import { named } from './worlds.js';

export const journal = defineOperations(routes.journal, {
  list: {
    summary: 'The calls a world received, oldest first',
    docs,
    effect: 'read',
    params: named,
    query: journalFilter,
    responses: { 200: journalSchema },
    failures: ['notFound'],
    example: { params: { world: 'default' } },
  },
  clear: {
    summary: 'Forget the calls received',
    docs,
    effect: 'destroy',
    params: named,
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: { world: 'default' } },
  },
});

export const faults = defineOperations(routes.faults, {
  list: {
    summary: 'The rules that make calls fail',
    docs,
    effect: 'read',
    params: named,
    responses: { 200: z.strictObject({ faults: z.array(fault) }) },
    failures: ['notFound'],
    example: { params: { world: 'default' } },
  },
  add: {
    summary: "Make an operation fail in its vendor's words",
    docs,
    effect: 'write',
    params: named,
    body: faultWish,
    responses: { 201: fault },
    failures: ['notFound'],
    example: { params: { world: 'default' }, body: { operation: 'servers.*', failure: 'rateLimited', times: 1 } },
  },
  clear: {
    summary: 'Forget all rules',
    docs,
    effect: 'destroy',
    params: named,
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: { world: 'default' } },
  },
});
