import { z } from 'zod';
import type { Dialect, FailureForm, WireReply, Wording } from '../../core/dialect.js';
import { nameSchemas } from '../../core/document-marks.js';
import { type Failure, type FailureKind, failureKinds, type InputIssue } from '../../core/failure.js';
import { about } from './about.js';
import { objectStorageWording, validationFailureOf } from './dialect/object-storage.js';
import { payloadErrors } from './dialect/payload-errors.js';
import { isNoBody } from './dialect/wrong-type.js';
import { BARE, NO_CATEGORY, REQUIRED_CATEGORY } from './email-refusals.js';

/** The usual error: a missing `error_reason` counts as bad_request. */
const envelope = z.strictObject({
  status: z.literal(false),
  message: z.string(),
  error_reason: z.string(),
});
/** Of what is there and has nothing to show: a 404 whose status is true. */
const nothing = z.strictObject({ status: z.literal(true), message: z.string() });
/** The web framework's own errors (Flask-RESTX). */
const bare = z.strictObject({ message: z.string() });
/** What the preferences of emails are refused with, without a reason: the sentences are what tells the kinds apart. */
const aboutEmails = z.strictObject({ message: z.enum([NO_CATEGORY, REQUIRED_CATEGORY]) });
const payload = z.strictObject({
  errors: z.record(z.string(), z.string()),
  message: z.string(),
});

nameSchemas({
  Refusal: envelope,
  NothingToShow: nothing,
  FrameworkError: bare,
  EmailRefusal: aboutEmails,
  WrongPayload: payload,
});

const DATES = "The query parameter 'start_date' and 'end_date' must be in the format YYYY-MM-DDTHH:MM:SS";
const PAYLOAD = 'Input payload validation failed';
const FUNDS = 'Insufficient balance to create the resource';
/** As Flask says it of a body that is not there, or no JSON. */
const NOT_READ = 'The browser (or proxy) sent a request that this server could not understand.';
const NOT_EMPTY = 'Sorry but this request cannot be fulfilled because the environment';

/** Reasons are documented; of most sentences only those in `refusals` are. */
const reasons: Readonly<Record<FailureKind, readonly [reason: string, text: string]>> = {
  unauthenticated: ['unauthorized', 'Unauthorized'],
  forbidden: ['forbidden', 'You do not have permission to perform this action'],
  notFound: ['not_found', 'Not found'],
  exists: ['already_exist', 'A resource with this name already exists'],
  notEmpty: ['not_allowed', `${NOT_EMPTY} is not empty`],
  methodNotAllowed: ['not_allowed', 'The method is not allowed for the requested URL.'],
  invalid: ['bad_request', DATES],
  conflict: ['bad_request', 'This operation is not possible in the current state'],
  locked: ['bad_request', 'Another operation is in progress'],
  funds: ['bad_request', FUNDS],
  stock: ['bad_request', 'Not Enough Stock. Unable to launch virtual-machines.'],
  quota: ['bad_request', 'The limit has been reached'],
  rateLimited: ['too_many_requests', 'Too many requests'],
  internal: ['server_error', 'An error occurred'],
  // Of the web framework, which knows no reasons:
  noRoute: [
    '',
    'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.',
  ],
  malformed: ['', NOT_READ],
  tooLarge: ['', 'The data value transmitted exceeds the capacity limit.'],
  timeout: [
    '',
    "The server closed the network connection because the browser didn't finish the request within the specified time.",
  ],
};

const form = (status: number, evidence: FailureForm['evidence'], like?: FailureKind): FailureForm => ({
  status,
  schema: envelope,
  evidence,
  ...(like && { like }),
});
const framework = (status: number): FailureForm => ({
  status,
  schema: bare,
  evidence: 'assumed',
});

const failures: Wording['failures'] = {
  unauthenticated: form(401, 'documented'),
  forbidden: form(403, 'documented'),
  noRoute: framework(404),
  malformed: framework(400),
  tooLarge: framework(413),
  timeout: framework(408),
  invalid: {
    status: 400,
    schema: z.union([payload, envelope]),
    evidence: 'documented',
  },
  notFound: { ...form(404, 'documented'), schema: z.union([envelope, nothing, aboutEmails]), others: [400] },
  exists: form(409, 'documented'),
  // 406 is listed for the images alone, by the vendor's OpenAPI alone.
  conflict: { ...form(400, 'documented'), schema: z.union([envelope, aboutEmails]), others: [406] },
  locked: form(400, 'documented', 'conflict'),
  // One status and one reason for both, on the vendor's page of errors
  notEmpty: form(405, 'documented'),
  methodNotAllowed: form(405, 'documented'),
  funds: { ...form(400, 'documented'), others: [402] },
  stock: form(400, 'client'),
  quota: form(400, 'assumed', 'conflict'),
  rateLimited: form(429, 'assumed'),
  internal: form(500, 'documented'),
};

/** What is not there, by its kind and id, where its service has a sentence with a grammar of its own. */
const missing: Readonly<Record<string, (id: string | number) => string>> = {
  virtualMachine: id => `VM ${id} does not exists.`, // sic
  apiKey: id => `API Key ${id} does not exist.`,
  image: id => `Image with ID ${id} not found.`,
  volumeAttachment: id => `Volume attachment ${id} does not exist.`,
};

const missingText = (kind: string, id: string | number | undefined): string => {
  const named = `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`;
  if (id === undefined) return `${named} does not exist.`;
  return missing[kind]?.(id) ?? `${named} ${id} does not exist.`;
};

function encode({ kind, detail }: Failure): WireReply {
  const issues = detail.issues ?? [];
  if (issues.some(issue => issue.in === 'params')) return { status: 404, body: { message: reasons.noRoute[1] } };
  if (issues.some(isNoBody)) return { status: 400, body: { message: reasons.malformed[1] } };
  if (kind === 'invalid' && !issues.some(isDate))
    return { status: 400, body: { errors: payloadErrors(issues), message: PAYLOAD } };
  const [reason, usual] = reasons[kind];
  const status = typeof detail.as === 'number' ? detail.as : failures[kind].status;
  const named = detail.resource === undefined ? undefined : missingText(detail.resource, detail.id);
  const message = reason === '' ? usual : (detail.text ?? named ?? usual);
  const headers = detail.allowed && { allow: detail.allowed.join(', ') };
  if (detail.as === 'nothing') return { status, body: { status: true, message } };
  const body = reason === '' || detail.as === BARE ? { message } : { status: false, message, error_reason: reason };
  return { status, ...(headers && { headers }), body };
}

const isDate = ({ in: part, path }: InputIssue): boolean => part === 'query' && /^(start|end)_date$/.test(`${path[0]}`);

const shape = z.looseObject({
  message: z.string(),
  error_reason: z.string().optional(),
  errors: z.unknown().optional(),
});

/**
 * What a 404 of the vendor's services has: a reason, or, where there is nothing to show, `status` true. What a gateway writes
 * (`{"message":"no Route matched with those values"}`) has neither, nor has what the web framework writes.
 */
const ofService = z.union([
  z.looseObject({ error_reason: z.string() }),
  z.looseObject({ status: z.literal(true) }),
  z.looseObject({ message: z.literal(NO_CATEGORY) }),
]);

function failureOf({ status, body }: WireReply): FailureKind | undefined {
  if (status < 400) return undefined;
  const read = shape.safeParse(body);
  const { message, error_reason: reason, errors } = read.success ? read.data : { message: '' };
  if (status === 404) return ofService.safeParse(body).success ? 'notFound' : 'noRoute';
  if (status === 405) return message.startsWith(NOT_EMPTY) ? 'notEmpty' : 'methodNotAllowed';
  const refused = status === 422 ? validationFailureOf(body) : undefined;
  if (refused !== undefined) return refused;
  if (status !== 400) return failureKinds.find(kind => failures[kind].status === status) ?? other(status);
  if (errors !== undefined || message === DATES) return 'invalid';
  if (reason === 'not_found') return 'notFound';
  if (message === FUNDS) return 'funds';
  if (message.startsWith('Not Enough Stock')) return 'stock';
  return message === NOT_READ ? 'malformed' : 'conflict';
}

/** 402 is answered by one operation; whatever else is not known is the vendor's own trouble. */
const other = (status: number): FailureKind => (status === 402 ? 'funds' : status >= 500 ? 'internal' : 'conflict');

/** How the vendor writes credentials, input and failures. */
export const infrahubDialect: Dialect = {
  basePath: about.basePaths[0],
  schemes: {
    apiKey: {
      in: 'header',
      name: 'api_key',
      pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
      description: 'A key of the API; it works in all regions and never expires',
    },
    accessToken: {
      in: 'header',
      name: 'authorization',
      prefix: 'Bearer ',
      description: 'The token of somebody who signed in to the console',
    },
  },
  auth: { default: ['apiKey', 'accessToken'], accessToken: ['accessToken'] },
  input: 'json',
  caseBlindPaths: false,
  /** "500 requests a minute per source IP, then 429 for the rest of the minute": no header tells of it. */
  rateLimit: { calls: 500, window: 60_000, begins: 'onTheClock', per: 'address', evidence: 'documented' },
  common: [
    'unauthenticated',
    'forbidden',
    'noRoute',
    'malformed',
    'tooLarge',
    'timeout',
    'invalid',
    'rateLimited',
    'internal',
  ],
  failures,
  services: { '/object-storage': objectStorageWording({ failures, encode }) },
  encode,
  failureOf,
};
