import { z } from 'zod';
import { defineOperations } from '../../core/operation.js';
import { page } from './docs.js';
import { routes } from './routes.js';

export const connection = defineOperations(routes.connection, {
  test: {
    summary: 'Test the connection and the token',
    docs: page('testConnection'),
    effect: 'read',
    responses: { 200: z.array(z.unknown()).max(0) },
  },
});
