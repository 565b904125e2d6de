import { plainDialect } from '../core/plain-dialect.js';

/** How our own admin API speaks: JSON, HTTP statuses, and the kind of a failure by its name. */
export const controlDialect = plainDialect({
  basePath: '/__admin',
  schemes: {
    token: {
      in: 'header',
      name: 'authorization',
      prefix: 'Bearer ',
      description: 'Admin token; asked for only when the server listens beyond the loopback address.',
    },
  },
  auth: { default: ['token'] },
  sentences: {
    noRoute: 'there is no such call; /__admin/openapi/control.json lists those there are',
    tooLarge: 'the body is larger than is taken here',
    timeout: 'the body took too long to arrive',
    invalid: 'the input is not what this call takes',
    internal: 'the server failed; its log says how',
  },
});
