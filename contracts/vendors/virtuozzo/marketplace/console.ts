import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { done, target } from '../common.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';
import { logAnswer } from './schemas.js';

/** marketplace.console: what the engine tells of the manifests that a user installs. */
export const console = defineOperations(routes.console, {
  readLog: {
    summary: 'The newest messages of the console.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object(target),
    responses: { 200: logAnswer },
  },
  writeLog: {
    summary: 'Puts a message on the console.',
    docs: docs.openapi,
    effect: 'write',
    query: z.object({ ...target, message: z.string().min(1).max(100_000) }),
    responses: { 200: done },
    example: { query: { message: 'hello' } },
  },
  clearLog: {
    summary: 'Takes all messages off the console.',
    docs: docs.openapi,
    effect: 'destroy',
    query: z.object(target),
    responses: { 200: done },
  },
});
