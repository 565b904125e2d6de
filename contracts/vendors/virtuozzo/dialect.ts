import type { Dialect, FailureForm, WireReply } from '../../core/dialect.js';
import type { Failure, FailureKind } from '../../core/failure.js';
import { text } from '../../core/wire.js';
import { about } from './about.js';
import { refusal } from './common.js';

/**
 * The kind of failure each number in `result` stands for. Where nothing else is said, the dashboard's texts tell
 * (`docs.texts`); of the others, where the meaning is from and what clients do on it.
 */
const kindOfResult: Readonly<Record<number, FailureKind>> = {
  // Printed in answers: release notes, and the Maven plugin's samples.
  1: 'conflict',
  3: 'invalid',
  8: 'forbidden',
  11: 'notFound',
  17: 'timeout',
  99: 'internal',
  701: 'unauthenticated',
  702: 'unauthenticated',
  2002: 'notFound', // no such file or directory: release notes
  4099: 'internal', // the agent in a container failed: a public log
  5000: 'internal', // a system call failed, "numerical result out of range": release notes
  // The Python client raises an error of its own for each of these.
  5: 'notFound',
  2207: 'internal', // the external billing system failed
  2223: 'funds', // the external billing system refused
  8202: 'forbidden',
  // Users and their mail.
  501: 'invalid',
  502: 'exists',
  503: 'notFound',
  504: 'invalid',
  505: 'invalid',
  506: 'notFound',
  601: 'internal',
  703: 'notFound',
  704: 'unauthenticated',
  707: 'unauthenticated',
  801: 'invalid',
  901: 'notFound',
  904: 'quota',
  10001: 'forbidden',
  // Records of an application. The Docker Swarm add-on takes 1002 and 1004 as done: the type is there, nothing to delete.
  1001: 'invalid',
  1002: 'exists',
  1003: 'notFound',
  1004: 'notFound',
  1008: 'invalid',
  1009: 'notFound',
  1203: 'forbidden',
  // Scripts. Add-ons take 1702 as done when they delete one; the Play plugin reads the `line` of 1704.
  1702: 'notFound',
  1704: 'conflict',
  1708: 'invalid',
  // Files and mounts. The backup add-on takes 2031 as done: what is to be mounted is mounted.
  2007: 'invalid',
  2030: 'exists',
  2031: 'exists',
  2032: 'conflict',
  2050: 'notFound',
  // Deployment. Git add-ons take 2313 (nothing is deployed there) and 2500 (no such project) as done when they remove it.
  2313: 'notFound',
  2500: 'notFound',
  2330: 'exists', // the Let's Encrypt add-on calls it a busy external domain
  2348: 'conflict',
  4060: 'conflict',
  4071: 'invalid',
  4072: 'invalid',
  4078: 'invalid',
  4081: 'conflict',
  4095: 'conflict',
  // Limits of the account.
  2338: 'quota',
  2360: 'quota',
  2361: 'quota',
  2362: 'quota',
  2363: 'quota',
  2364: 'quota',
  2365: 'quota',
  2366: 'quota',
  2369: 'quota',
  2372: 'invalid',
  2373: 'quota',
  2378: 'quota',
  // Commands in containers. The database add-ons read `exitStatus` and `out` of 4109's `responses`, and take it for a node
  // that does not answer too; of 4110, a time-out, the facts' notes tell.
  4109: 'conflict',
  4110: 'timeout',
  4121: 'conflict', // an add-on's own error: Let's Encrypt
  // SSH keys. pylastic takes 6001 as done, and tells 6002 as a key of that title with another value.
  6000: 'invalid',
  6001: 'exists',
  6002: 'exists',
  // Manifests: the documentation of Cloud Scripting.
  11022: 'notFound',
  11041: 'invalid',
};

/** How a kind is said when no sentence of the vendor's is given: its number, and a text from the failure's details. */
interface Wording extends FailureForm {
  readonly result: number;
  text(failure: Failure): string;
}

/** HTTP says 200 whatever the refusal. */
const said = (wording: Omit<Wording, 'status' | 'schema'>): Wording => ({ status: 200, schema: refusal, ...wording });

const wordings: Readonly<Record<FailureKind, Wording>> = {
  unauthenticated: said({ result: 702, evidence: 'client', text: ({ detail }) => badSession(detail.id) }),
  forbidden: said({ result: 8202, evidence: 'client', text: () => 'access token has no permission for this method' }),
  noRoute: {
    status: 404,
    schema: text('text/html'),
    evidence: 'client',
    result: 0,
    text: () =>
      '<!doctype html><html lang="en"><head><title>HTTP Status 404 – Not Found</title></head><body><h1>HTTP Status 404 – Not Found</h1></body></html>',
  },
  methodNotAllowed: said({
    result: 1,
    evidence: 'assumed',
    like: 'conflict',
    text: ({ detail }) => `method is not supported, use ${(detail.allowed ?? ['POST']).join(' or ')}`,
  }),
  malformed: said({ result: 3, evidence: 'assumed', like: 'invalid', text: () => 'invalid parameter [request]' }),
  tooLarge: said({
    result: 3,
    evidence: 'assumed',
    like: 'invalid',
    text: () => 'invalid parameter [request]: too large',
  }),
  timeout: said({
    result: 17,
    evidence: 'observed',
    text: () => 'java.io.IOException: Timeout while waiting for data.',
  }),
  invalid: said({
    result: 3,
    evidence: 'observed',
    text: ({ detail }) => `invalid parameter [${nameOf(detail.issues)}]`,
  }),
  notFound: said({
    result: 5,
    evidence: 'client',
    text: ({ detail }) => `${subjectOf(detail)} not exist`,
  }),
  exists: said({
    result: 2330,
    evidence: 'assumed',
    text: ({ detail }) => `${subjectOf(detail)} is busy`,
  }),
  conflict: said({ result: 1, evidence: 'observed', text: () => 'operation is not possible in the current state' }),
  locked: said({ result: 1, evidence: 'assumed', like: 'conflict', text: () => 'another operation is in progress' }),
  notEmpty: said({ result: 1, evidence: 'assumed', like: 'conflict', text: () => 'object is not empty' }),
  funds: said({ result: 2223, evidence: 'client', text: () => 'not enough money on the balance' }),
  stock: said({ result: 1, evidence: 'assumed', like: 'conflict', text: () => 'no resources available in the region' }),
  quota: said({ result: 2338, evidence: 'documented', text: () => 'configuration exceeds the limits of the account' }),
  rateLimited: said({ result: 1, evidence: 'assumed', like: 'conflict', text: () => 'too many requests' }),
  internal: said({ result: 99, evidence: 'documented', text: () => 'unknown error' }),
};

/** Which part of the platform speaks, by `result`; the other answers that are printed in public name none. */
const sources: Readonly<Record<number, string>> = { 1: 'JEL', 8: 'hx-core', 17: 'JEL', 99: 'JEL', 702: 'hx-core' };

/**
 * HTTP says 200 whatever happens, but for a path of no method; `result` and `error` tell. Query and form body are one
 * input, and names of methods and parameters are matched in any case.
 */
export const virtuozzoDialect: Dialect = {
  basePath: about.basePaths[0],
  aliases: about.basePaths.slice(1),
  schemes: {
    session: {
      in: 'query',
      name: 'session',
      // A support script of the vendor's sends it so.
      aliases: ['token'],
      pattern: /^([0-9a-f]+x[0-9a-f]{32}|[0-9a-f]{40})$/,
      description:
        'A session made by signing in (the user id in hex, `x`, 32 hex digits) or a personal access token (40 hex digits).',
    },
    appid: {
      in: 'query',
      name: 'appid',
      pattern: /^[0-9a-f]{32}$/,
      description:
        "Id of an environment, which speaks for its owner. The platform's own id and `cluster` speak for nobody.",
    },
    login: { in: 'query', name: 'login', description: 'E-mail of the user who signs in; it opens nothing by itself.' },
    key: { in: 'query', name: 'key', description: 'Part of the address of an exported table.' },
  },
  auth: { default: ['session', 'appid'], session: ['session'], exported: ['key'] },
  input: 'form',
  caseBlindPaths: true,
  verbs: { GET: ['GET', 'POST'], POST: ['POST'] },
  common: [
    'unauthenticated',
    'forbidden',
    'noRoute',
    'methodNotAllowed',
    'malformed',
    'tooLarge',
    'timeout',
    'invalid',
    'rateLimited',
    'internal',
  ],
  failures: wordings,
  encode(failure): WireReply {
    const wording = wordings[failure.kind];
    const error = failure.detail.text ?? wording.text(failure);
    if (wording.status === 404)
      return { status: 404, headers: { 'content-type': 'text/html;charset=utf-8' }, body: error };
    const result = typeof failure.detail.as === 'number' ? failure.detail.as : wording.result;
    const source = sources[result];
    return { status: 200, body: source === undefined ? { result, error } : { result, source, error } };
  },
  failureOf({ status, body }) {
    const byStatus = kindOfStatus(status);
    if (byStatus !== undefined) return byStatus;
    const result = resultOf(body);
    return result === 0 ? undefined : (kindOfResult[result] ?? 'internal');
  },
};

/** What a status other than 200 says, which is of the gateway or the server below the platform. */
const kindOfStatus = (status: number): FailureKind | undefined => {
  if (status === 404) return 'noRoute';
  if (status === 405) return 'methodNotAllowed';
  return status >= 500 ? 'internal' : undefined;
};

/** `result` of an answer, or that of the answer inside it when only that one refuses. Anything but an object is a success. */
function resultOf(body: unknown): number {
  if (typeof body !== 'object' || body === null || !('result' in body)) return 0;
  const outer = typeof body.result === 'number' ? body.result : 0;
  return outer === 0 && 'response' in body ? resultOf(body.response) : outer;
}

/** `environment [env-1]`; a fault that an operator asks for is about no thing of any name. */
const subjectOf = ({ resource = 'object', id }: Failure['detail']): string =>
  id === undefined ? resource : `${resource} [${id}]`;

/** Clients look for `session [xxx`: the credential is shown by its end only. */
const badSession = (id: string | number | undefined): string => {
  const value = `${id ?? ''}`;
  return `user not authenticated: session [xxx${value.length >= 32 ? value.slice(-4) : ''}] is not valid`;
};

/** `starttime`, or `nodes[0].nodeType` inside a JSON text. */
function nameOf(issues: Failure['detail']['issues'] = []): string {
  const [first] = issues;
  if (first === undefined || first.path.length === 0) return 'request';
  return first.path.map((key, at) => (typeof key === 'number' ? `[${key}]` : at === 0 ? key : `.${key}`)).join('');
}
