import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { aServer, data, serverParams } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** A piece of work was queued. */
const queued = z.strictObject({ queueId: z.int() });

nameSchemas({ QueuedTask: queued });

export const power = defineOperations(routes.power, {
  boot: {
    summary: 'Switch a server on',
    docs: page(),
    effect: 'write',
    params: serverParams,
    responses: { 200: data(queued) },
    failures: ['notFound', 'locked', 'conflict'],
    example: { params: aServer },
  },
  shutdown: {
    summary: 'Ask the operating system to shut down',
    docs: page(),
    effect: 'write',
    params: serverParams,
    responses: { 200: data(queued) },
    failures: ['notFound', 'locked', 'conflict'],
    example: { params: aServer },
  },
  restart: {
    summary: 'Restart a server',
    docs: page(),
    effect: 'write',
    params: serverParams,
    responses: { 200: data(queued) },
    failures: ['notFound', 'locked', 'conflict'],
    example: { params: aServer },
  },
  poweroff: {
    summary: 'Switch a server off at once',
    docs: page(),
    effect: 'write',
    params: serverParams,
    responses: { 200: data(queued) },
    failures: ['notFound', 'locked', 'conflict'],
    example: { params: aServer },
  },
});
