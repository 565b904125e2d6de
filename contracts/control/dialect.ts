import { z } from 'zod';
import { type Dialect, eachKind } from '../core/dialect.js';
import { type FailureKind, failureKinds } from '../core/failure.js';

const issue = z.strictObject({
  in: z.enum(['params', 'query', 'body']),
  path: z.array(z.union([z.string(), z.number()])),
  code: z.string(),
  message: z.string(),
});

const failure = z.strictObject({
  error: z.strictObject({ kind: z.enum(failureKinds), message: z.string(), issues: z.array(issue).optional() }),
});

const statuses: Readonly<Record<FailureKind, number>> = {
  unauthenticated: 401,
  forbidden: 403,
  noRoute: 404,
  methodNotAllowed: 405,
  malformed: 400,
  tooLarge: 413,
  timeout: 408,
  invalid: 422,
  notFound: 404,
  exists: 409,
  conflict: 409,
  locked: 423,
  notEmpty: 409,
  funds: 402,
  stock: 409,
  quota: 429,
  rateLimited: 429,
  internal: 500,
};

/** How our own admin API speaks: JSON, HTTP statuses, and the kind of a failure by its name. */
export const controlDialect: Dialect = {
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
  input: 'json',
  caseBlindPaths: false,
  common: ['unauthenticated', 'malformed', 'tooLarge', 'timeout', 'invalid', 'internal'],
  failures: eachKind(kind => ({ status: statuses[kind], schema: failure, evidence: 'documented' })),
  encode({ kind, message, detail }) {
    const said = detail.text ?? (detail.issues ? 'the input is not what this call takes' : message);
    const error = { kind, message: said, ...(detail.issues && { issues: detail.issues }) };
    return { status: statuses[kind], body: { error } };
  },
  failureOf({ status, body }) {
    if (status < 400) return undefined;
    const read = failure.safeParse(body);
    return read.success ? read.data.error.kind : 'internal';
  },
};
