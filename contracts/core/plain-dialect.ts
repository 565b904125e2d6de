import { z } from 'zod';
import { type Dialect, eachKind } from './dialect.js';
import { KINDS } from './dialect-problems.js';
import { type Failure, type FailureKind, failureKinds } from './failure.js';
import { plainWords } from './issue-words.js';
import { unknownKeys } from './unknown-keys.js';

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

/** What a refusal in another form says, which something before the API wrote. */
const OF_OTHERS: Readonly<Record<number, FailureKind>> = { 404: 'noRoute', 405: 'methodNotAllowed' };

type Needed = 'basePath' | 'schemes' | 'auth';

/** What a plain dialect is made from: where its API is, and how its callers say who they are. */
export interface PlainDialect extends Pick<Dialect, Needed>, Partial<Omit<Dialect, Needed>> {
  /** What is said of a kind of failure that brings no sentence of its own; default: the kind's name. */
  readonly sentences?: Partial<Readonly<Record<FailureKind, string>>>;
}

/**
 * A dialect of JSON and HTTP statuses that names the kind of a failure: `{ "error": { "kind": "notFound", "message": … } }`.
 * One to start from: whatever a vendor writes otherwise stands beside, in place of what stands here. Throws an error for a
 * sentence of a kind that there is not.
 */
export function plainDialect({ sentences = {}, ...own }: PlainDialect): Dialect {
  const [unknown] = unknownKeys(sentences, KINDS, 'sentences: ');
  if (unknown !== undefined) throw new Error(`the dialect at ${own.basePath} is wrong: ${unknown}`);
  const sentenceOf = ({ kind, message, detail }: Failure): string => {
    if (detail.text !== undefined) return detail.text;
    return detail.allowed ? `this path answers ${detail.allowed.join(', ')} only` : (sentences[kind] ?? message);
  };
  return {
    input: 'json',
    caseBlindPaths: false,
    common: ['unauthenticated', 'forbidden', 'malformed', 'tooLarge', 'timeout', 'invalid', 'internal'],
    failures: eachKind(kind => ({ status: statuses[kind], schema: failure, evidence: 'documented' })),
    encode(failed) {
      const { kind, detail } = failed;
      const issues = detail.issues?.map(one => ({
        in: one.in,
        path: one.path,
        code: one.code,
        message: plainWords(one),
      }));
      const error = { kind, message: sentenceOf(failed), ...(issues && { issues }) };
      const headers = detail.allowed && { allow: detail.allowed.join(', ') };
      return { status: statuses[kind], ...(headers && { headers }), body: { error } };
    },
    failureOf({ status, body }) {
      if (status < 400) return undefined;
      const read = failure.safeParse(body);
      return read.success ? read.data.error.kind : (OF_OTHERS[status] ?? 'internal');
    },
    ...own,
  };
}
