import { z } from 'zod';
import type { Dialect, FailureForm } from '../../core/dialect.js';
import { nameSchemas } from '../../core/document-marks.js';
import type { Failure, FailureKind } from '../../core/failure.js';
import { empty } from '../../core/wire.js';
import { about } from './about.js';
import { ofAll } from './dialect/validation-lines.js';
import { validationErrors } from './dialect/validator.js';

/** The usual form of a refusal: a flat list of sentences. */
const errors = z.strictObject({ errors: z.array(z.string()).min(1) });

/** The form of older endpoints, and of every 404 about a record: clients compare its text. */
const msg = z.strictObject({ msg: z.string() });

/** The form of the framework below the panel, when no endpoint of the panel was reached. */
const message = z.strictObject({ message: z.string() });

nameSchemas({ ErrorList: errors, ErrorMessage: msg, FrameworkMessage: message });

/**
 * General rule (https://docs.virtfusion.com/api/): errors carry an `errors` array, those of older endpoints a `msg`. What
 * never reached the panel has a `message` of the framework below it. A 401 has no body.
 */
const failures: Readonly<Record<FailureKind, FailureForm>> = {
  unauthenticated: { status: 401, schema: empty, evidence: 'documented' },
  forbidden: { status: 403, schema: errors, evidence: 'assumed' },
  noRoute: { status: 404, schema: message, evidence: 'assumed' },
  methodNotAllowed: { status: 405, schema: message, evidence: 'client' },
  malformed: { status: 400, schema: errors, evidence: 'assumed' },
  tooLarge: { status: 413, schema: message, evidence: 'assumed' },
  timeout: { status: 408, schema: message, evidence: 'assumed' },
  invalid: { status: 422, schema: errors, evidence: 'documented' },
  notFound: { status: 404, schema: msg, evidence: 'client' },
  exists: { status: 409, schema: errors, evidence: 'client' },
  conflict: { status: 409, schema: msg, evidence: 'client' },
  locked: { status: 423, schema: msg, evidence: 'client' },
  notEmpty: { status: 409, schema: msg, evidence: 'assumed', like: 'conflict' },
  funds: { status: 422, schema: errors, evidence: 'assumed', like: 'invalid' },
  stock: { status: 422, schema: errors, evidence: 'assumed', like: 'invalid' },
  quota: { status: 422, schema: errors, evidence: 'assumed', like: 'invalid' },
  rateLimited: { status: 429, schema: message, evidence: 'assumed' },
  internal: { status: 500, schema: message, evidence: 'assumed' },
};

/** What is said when a refusal brings no sentence of its own. */
const words: Readonly<Record<FailureKind, string>> = {
  unauthenticated: '',
  forbidden: 'The token does not have permission to access this endpoint',
  noRoute: 'The route could not be found.',
  methodNotAllowed: 'The method is not supported for this route.',
  malformed: 'The body could not be read',
  tooLarge: 'Payload Too Large',
  timeout: 'Request Timeout',
  invalid: ofAll,
  notFound: 'record not found',
  exists: 'already exists',
  conflict: 'the current state does not allow this',
  locked: 'pending tasks in queue',
  notEmpty: 'still in use',
  funds: 'Insufficient credit',
  stock: 'No hypervisor with enough resources is available',
  quota: 'The limits of the resource pack would be exceeded',
  rateLimited: 'Too Many Attempts.',
  internal: 'Server Error',
};

/** `hypervisorGroup` as the sentences write it. */
const spoken = (resource: string): string => resource.replaceAll(/([A-Z])/g, ' $1').toLowerCase();

function textOf({ kind, detail }: Failure): string {
  if (detail.text !== undefined) return detail.text;
  if (kind === 'notFound' && detail.resource !== undefined) return `${spoken(detail.resource)} not found`;
  return words[kind];
}

function bodyOf(failure: Failure): unknown {
  const { schema } = failures[failure.kind];
  const text = textOf(failure);
  const { issues } = failure.detail;
  if (schema === errors) return { errors: issues === undefined ? [text] : validationErrors(issues) };
  return schema === msg ? { msg: text } : { message: text };
}

function headersOf({ kind, detail }: Failure): Record<string, string> | undefined {
  if (kind === 'methodNotAllowed' && detail.allowed) return { allow: detail.allowed.join(', ') };
  if (kind === 'rateLimited') return { 'retry-after': '60', 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0' };
  return undefined;
}

/** The panel's own text. A field more beside it is drift, and makes it no answer of the framework. */
const hasMsg = (body: unknown): boolean => z.looseObject(msg.shape).safeParse(body).success;

const byStatus: Readonly<Record<number, FailureKind>> = {
  400: 'malformed',
  401: 'unauthenticated',
  403: 'forbidden',
  405: 'methodNotAllowed',
  408: 'timeout',
  413: 'tooLarge',
  422: 'invalid',
  423: 'locked',
  429: 'rateLimited',
};

/** How VirtFusion writes credentials, input and failures. */
export const virtfusionDialect: Dialect = {
  basePath: about.basePaths[0],
  schemes: {
    token: {
      in: 'header',
      name: 'authorization',
      prefix: 'Bearer ',
      pattern: /^[\x21-\x7e]{8,}$/,
      description: 'API token made in the panel; it may have an expiry and permissions for each endpoint.',
    },
  },
  auth: { default: ['token'] },
  input: 'json',
  /**
   * So Laravel reads them: that a body is no JSON it does not notice, and what is needed of it is missing then
   * (https://github.com/laravel/framework/issues/31943). That the panel leaves it at that is assumed.
   */
  bodies: 'byType',
  caseBlindPaths: false,
  /** A token may have a limit (https://docs.virtfusion.com/api/); its number, and how it is told, are those of Laravel. */
  rateLimit: {
    calls: 60,
    window: 60_000,
    begins: 'withTheFirstCall',
    per: 'credential',
    headers: { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', retryAfter: 'retry-after' },
    evidence: 'assumed',
  },
  common: ['unauthenticated', 'forbidden', 'malformed', 'tooLarge', 'timeout', 'invalid', 'rateLimited', 'internal'],
  failures,
  encode(failure) {
    const { status } = failures[failure.kind];
    const headers = headersOf(failure);
    if (failure.kind === 'unauthenticated') return { status };
    return { status, ...(headers && { headers }), body: bodyOf(failure) };
  },
  failureOf({ status, body }) {
    if (status < 400) return undefined;
    if (status === 404) return hasMsg(body) ? 'notFound' : 'noRoute';
    if (status === 409) return hasMsg(body) ? 'conflict' : 'exists';
    return byStatus[status] ?? 'internal';
  },
};
