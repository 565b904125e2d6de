import { z } from 'zod';
import { defineOperations } from '../../core/operation.js';
import { empty } from '../../core/wire.js';
import { docs } from '../docs.js';
import {
  advance,
  advanced,
  clockChange,
  clock as clockSchema,
  world,
  worldState,
  worldWish,
} from '../schemas/world.js';

export const named = z.object({ world: z.string() });

export const worlds = defineOperations({
  list: {
    method: 'GET',
    path: '/worlds',
    summary: 'All worlds',
    docs,
    effect: 'read',
    responses: { 200: z.strictObject({ worlds: z.array(world) }) },
  },
  create: {
    method: 'POST',
    path: '/worlds',
    summary: 'Make a world with its own clouds, clock and credentials',
    docs,
    effect: 'write',
    body: worldWish.optional().transform(wish => wish ?? {}),
    responses: { 201: world },
    failures: ['exists'],
  },
  show: {
    method: 'GET',
    path: '/worlds/{world}',
    summary: 'One world with its addresses and credentials',
    docs,
    effect: 'read',
    params: named,
    responses: { 200: world },
    failures: ['notFound'],
  },
  remove: {
    method: 'DELETE',
    path: '/worlds/{world}',
    summary: 'Forget a world',
    docs,
    effect: 'destroy',
    params: named,
    responses: { 204: empty },
    failures: ['notFound', 'conflict'],
  },
  reset: {
    method: 'POST',
    path: '/worlds/{world}/reset',
    summary: 'Bring a world back to its seed',
    docs,
    effect: 'write',
    params: named,
    responses: { 200: world },
    failures: ['notFound'],
  },
});

export const clock = defineOperations({
  show: {
    method: 'GET',
    path: '/worlds/{world}/clock',
    summary: "The world's clock",
    docs,
    effect: 'read',
    params: named,
    responses: { 200: clockSchema },
    failures: ['notFound'],
  },
  change: {
    method: 'PATCH',
    path: '/worlds/{world}/clock',
    summary: 'Freeze the clock, let it run, or set it ahead',
    docs,
    effect: 'write',
    params: named,
    body: clockChange,
    responses: { 200: clockSchema },
    failures: ['notFound'],
  },
  advance: {
    method: 'POST',
    path: '/worlds/{world}/clock/advance',
    summary: 'Let time pass at once and answer what happened',
    docs,
    effect: 'write',
    params: named,
    body: advance,
    responses: { 200: advanced },
    failures: ['notFound'],
  },
});

export const snapshot = defineOperations({
  save: {
    method: 'GET',
    path: '/worlds/{world}/snapshot',
    summary: 'The world as plain data',
    docs,
    effect: 'read',
    params: named,
    responses: { 200: worldState },
    failures: ['notFound'],
  },
  restore: {
    method: 'PUT',
    path: '/worlds/{world}/snapshot',
    summary: 'Bring a world to the state of a snapshot',
    docs,
    effect: 'write',
    params: named,
    body: worldState,
    responses: { 200: world },
    failures: ['notFound'],
  },
});
