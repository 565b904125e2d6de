import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';
import { userInfo } from '../schemas/authentication.js';
import { target } from '../schemas/common.js';

/** users.account: who is calling. */
export const users = defineOperations(routes.users, {
  getUserInfo: {
    summary: 'The user behind the session.',
    docs: docs.users,
    effect: 'read',
    query: z.object(target),
    responses: { 200: userInfo },
  },
});
