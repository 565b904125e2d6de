import { z } from 'zod';
import { defineOperations } from '../../core/operation.js';
import { empty } from '../../core/wire.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';
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

export const worlds = defineOperations(routes.worlds, {
  list: {
    summary: 'All worlds',
    docs,
    effect: 'read',
    responses: { 200: z.strictObject({ worlds: z.array(world) }) },
  },
  create: {
    summary: 'Make a world with its own clouds, clock and credentials',
    docs,
    effect: 'write',
    body: worldWish.optional().transform(wish => wish ?? {}),
    responses: { 201: world },
    failures: ['exists'],
  },
  show: {
    summary: 'One world with its addresses and credentials',
    docs,
    effect: 'read',
    params: named,
    responses: { 200: world },
    failures: ['notFound'],
    example: { params: { world: 'default' } },
  },
  remove: {
    summary: 'Forget a world',
    docs,
    effect: 'destroy',
    params: named,
    responses: { 204: empty },
    failures: ['notFound', 'conflict'],
    example: { params: { world: 'default' } },
  },
  reset: {
    summary: 'Bring a world back to its seed',
    docs,
    effect: 'write',
    params: named,
    responses: { 200: world },
    failures: ['notFound'],
    example: { params: { world: 'default' } },
  },
});

export const clock = defineOperations(routes.clock, {
  show: {
    summary: "The world's clock",
    docs,
    effect: 'read',
    params: named,
    responses: { 200: clockSchema },
    failures: ['notFound'],
    example: { params: { world: 'default' } },
  },
  change: {
    summary: 'Freeze the clock, let it run, or set it ahead',
    docs,
    effect: 'write',
    params: named,
    body: clockChange,
    responses: { 200: clockSchema },
    failures: ['notFound'],
    example: { params: { world: 'default' }, body: { mode: 'frozen' } },
  },
  advance: {
    summary: 'Let time pass at once and answer what happened',
    docs,
    effect: 'write',
    params: named,
    body: advance,
    responses: { 200: advanced },
    failures: ['notFound'],
    example: { params: { world: 'default' }, body: { by: 'PT47M' } },
  },
});

const still = { now: 0, mode: 'frozen' };
const emptyWorld = { format: 1, seed: 'empty', number: 1, opened: still, clock: still, clouds: {} };

export const snapshot = defineOperations(routes.snapshot, {
  save: {
    summary: 'The world as plain data',
    docs,
    effect: 'read',
    params: named,
    responses: { 200: worldState },
    failures: ['notFound'],
    example: { params: { world: 'default' } },
  },
  restore: {
    summary: 'Bring a world to the state of a snapshot',
    docs,
    effect: 'write',
    params: named,
    body: worldState,
    responses: { 200: world },
    failures: ['notFound'],
    example: { params: { world: 'default' }, body: emptyWorld },
  },
});
