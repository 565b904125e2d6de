import type { Dialect } from '../core/dialect.js';
import { plainDialect } from '../core/plain-dialect.js';

const plain = plainDialect({
  basePath: '/__admin',
  schemes: {
    token: {
      in: 'header',
      name: 'authorization',
      prefix: 'Bearer ',
      description:
        'Admin token, or that of a tenant, who has its own worlds only. Asked for when the server listens beyond the loopback address, and when it has tenants.',
    },
  },
  // What only the admin may do is no call of a tenant.
  auth: { default: ['token'], admin: ['token'] },
  common: [
    'unauthenticated',
    'forbidden',
    'malformed',
    'tooLarge',
    'timeout',
    'invalid',
    'internal',
    'rateLimited', // a tenant has a limit of calls
  ],
  sentences: {
    noRoute: 'there is no such call; /__admin/openapi/control.json lists those there are',
    tooLarge: 'the body is larger than is taken here',
    timeout: 'the body took too long to arrive',
    invalid: 'the input is not what this call takes',
    internal: 'the server failed; its log says how',
  },
});

/** Says that no calls should be sent here for now: an answer, and no failure of the call that asked. */
const UNREADY = 503;

/** How our own admin API speaks: JSON, HTTP statuses, and the kind of a failure by its name. */
export const controlDialect: Dialect = {
  ...plain,
  failureOf: reply =>
    reply.status === UNREADY && Object(reply.body).error === undefined ? undefined : plain.failureOf(reply),
};
