import { z } from 'zod';
import { defineOperations } from '../../core/operation.js';
import { empty } from '../../core/wire.js';
import { docs } from '../docs.js';
import { fault, faultWish, journalFilter, journal as journalSchema } from '../schemas/journal.js';
import { named } from './worlds.js';

export const journal = defineOperations({
  list: {
    method: 'GET',
    path: '/worlds/{world}/journal',
    summary: 'The calls a world received, oldest first',
    docs,
    effect: 'read',
    params: named,
    query: journalFilter,
    responses: { 200: journalSchema },
    failures: ['notFound'],
  },
  clear: {
    method: 'DELETE',
    path: '/worlds/{world}/journal',
    summary: 'Forget the calls received',
    docs,
    effect: 'destroy',
    params: named,
    responses: { 204: empty },
    failures: ['notFound'],
  },
});

export const faults = defineOperations({
  list: {
    method: 'GET',
    path: '/worlds/{world}/faults',
    summary: 'The rules that make calls fail',
    docs,
    effect: 'read',
    params: named,
    responses: { 200: z.strictObject({ faults: z.array(fault) }) },
    failures: ['notFound'],
  },
  add: {
    method: 'POST',
    path: '/worlds/{world}/faults',
    summary: "Make an operation fail in its vendor's words",
    docs,
    effect: 'write',
    params: named,
    body: faultWish,
    responses: { 201: fault },
    failures: ['notFound'],
  },
  clear: {
    method: 'DELETE',
    path: '/worlds/{world}/faults',
    summary: 'Forget all rules',
    docs,
    effect: 'destroy',
    params: named,
    responses: { 204: empty },
    failures: ['notFound'],
  },
});
