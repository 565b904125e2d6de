import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';

export const connection = defineOperations({
  test: {
    method: 'GET',
    path: '/connect',
    summary: 'Test the connection and the token',
    docs: page('testConnection'),
    effect: 'read',
    responses: { 200: z.array(z.unknown()).max(0) },
  },
});
