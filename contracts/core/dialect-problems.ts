import { type Dialect, eachKind, type RateLimit, type Scheme } from './dialect.js';
import { evidences } from './evidence.js';
import { unknownKeys } from './unknown-keys.js';

/** The keys of a dialect, of a scheme and of its failures. */
const DIALECT_KEYS: Readonly<Record<keyof Dialect, true>> = {
  ...{ basePath: true, aliases: true, schemes: true, auth: true, input: true, bodies: true, caseBlindPaths: true },
  ...{ verbs: true, rateLimit: true, common: true, failures: true, services: true, encode: true, failureOf: true },
};
const SCHEME_KEYS: Readonly<Record<keyof Scheme, true>> = {
  ...{ in: true, name: true, aliases: true, prefix: true, pattern: true, description: true },
};
const RATE_LIMIT_KEYS: Readonly<Record<keyof RateLimit, true>> = {
  ...{ calls: true, window: true, begins: true, per: true, headers: true, evidence: true },
};
export const KINDS = eachKind(() => true as const);

/** All that is wrong with how a vendor writes. */
export function* dialectProblems(dialect: Dialect): Generator<string> {
  yield* unknownKeys(dialect, DIALECT_KEYS, 'dialect: ');
  for (const [name, scheme] of Object.entries(dialect.schemes))
    yield* unknownKeys(scheme, SCHEME_KEYS, `scheme ${name}: `);
  for (const [way, schemes] of Object.entries(dialect.auth))
    for (const scheme of schemes)
      if (!Object.hasOwn(dialect.schemes, scheme)) yield `auth "${way}" names the unknown scheme "${scheme}"`;
  if (dialect.rateLimit !== undefined) {
    const { calls, window, evidence } = dialect.rateLimit;
    yield* unknownKeys(dialect.rateLimit, RATE_LIMIT_KEYS, 'rateLimit: ');
    if (!(calls > 0 && window > 0)) yield 'rateLimit: `calls` and `window` are more than 0';
    if (!evidences.includes(evidence)) yield `rateLimit: ${notOne('evidence', evidence, evidences)}`;
  }
  for (const kind of dialect.common) if (!Object.hasOwn(KINDS, kind)) yield `common: there is no failure "${kind}"`;
  for (const { failures } of [dialect, ...Object.values(dialect.services ?? {})]) {
    yield* unknownKeys(failures, KINDS, 'failures: ');
    // What else stands in the form of a failure is for the dialect's own `encode`.
    for (const [kind, { evidence }] of Object.entries(failures))
      if (!evidences.includes(evidence)) yield `failure ${kind}: ${notOne('evidence', evidence, evidences)}`;
  }
}

/** The sentence of a word that is none of those there are. */
export const notOne = (what: string, word: unknown, words: readonly string[]): string =>
  `${what} "${word}" is none of ${words.join(', ')}`;
