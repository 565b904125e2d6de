import { z } from 'zod';
import { type Dialect, eachKind } from '../core/dialect.js';
import { type Failure, type FailureKind, failureKinds } from '../core/failure.js';

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

const sentences: Partial<Readonly<Record<FailureKind, string>>> = {
  noRoute: 'there is no such call; /__admin/openapi/control.json lists those there are',
  tooLarge: 'the body is larger than is taken here',
  timeout: 'the body took too long to arrive',
  invalid: 'the input is not what this call takes',
  internal: 'the server failed; its log says how',
};

function sentenceOf({ kind, message, detail }: Failure): string {
  if (detail.text !== undefined) return detail.text;
  return detail.allowed ? `this path answers ${detail.allowed.join(', ')} only` : (sentences[kind] ?? message);
}

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
  common: ['unauthenticated', 'forbidden', 'malformed', 'tooLarge', 'timeout', 'invalid', 'internal'],
  failures: eachKind(kind => ({ status: statuses[kind], schema: failure, evidence: 'documented' })),
  encode(failure) {
    const { kind, detail } = failure;
    const error = { kind, message: sentenceOf(failure), ...(detail.issues && { issues: detail.issues }) };
    const headers = detail.allowed && { allow: detail.allowed.join(', ') };
    return { status: statuses[kind], ...(headers && { headers }), body: { error } };
  },
  failureOf({ status, body }) {
    if (status < 400) return undefined;
    const read = failure.safeParse(body);
    return read.success ? read.data.error.kind : 'internal';
  },
};
