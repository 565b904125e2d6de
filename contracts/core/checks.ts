import { z } from 'zod';
import type { Contract, Entry } from './contract.js';
import { wordingAt } from './dialect.js';
import { type Difference, differencesIn, jsonPath } from './differences.js';
import { failuresBeside } from './disputed-failures.js';
import type { Evidence } from './evidence.js';
import { type Exchange, expectedOf } from './exchange.js';
import type { FailureKind } from './failure.js';
import { wholeNumbers } from './lexemes.js';
import { bare, hasFloats, placeOf } from './schema.js';
import { mediaTypeOf } from './wire.js';

/**
 * What a difference does to a correct client. `error` breaks it: a field is gone or has another type, is null where it
 * never was, or the status is another. `warning` may surprise it: a value is in none of its lists. `notice` breaks no client.
 */
export const severities = ['error', 'warning', 'notice'] as const;
export type Severity = (typeof severities)[number];

/** Below 0 if the one is graver than the other. */
export const byGravity = (one: Severity, other: Severity): number =>
  severities.indexOf(one) - severities.indexOf(other);

/** One difference between the contract and an answer. */
export interface Finding {
  /** Id of the check that found it. */
  readonly check: string;
  /** JSON path in the body, `$.data[0].id`; `$` for the whole. */
  readonly path: string;
  /** The same for all items of a list: `$.data[*].id`. */
  readonly place: string;
  readonly expected: string;
  /** What stood there, without showing it: the type of a value, the pattern of a text. */
  readonly found: string;
  /** How sure the contract is of what it expected. */
  readonly evidence: Evidence;
  readonly severity: Severity;
}

/** A small pure function over one exchange, with an id and a sentence that says what holds. */
export interface Check {
  readonly id: string;
  readonly sentence: string;
  readonly severity: Severity;
  run(exchange: Exchange): Finding[];
}

/** The kinds of failure that an operation may answer with, and for each the kind that `failureOf` recognises it as. */
function failuresOf(contract: Contract, entry: Entry): ReadonlySet<FailureKind> {
  const kinds = [...contract.dialect.common, ...failuresBeside(contract, entry)];
  const { failures } = wordingAt(contract.dialect, entry.operation.path);
  return new Set(kinds.flatMap(kind => [kind, failures[kind].like ?? kind]));
}

/** Whether a failure of this kind is ever answered with this status. */
function hasStatus({ dialect }: Contract, { operation }: Entry, failure: FailureKind, status: number): boolean {
  return Object.entries(wordingAt(dialect, operation.path).failures).some(
    ([kind, form]) =>
      (kind === failure || form.like === failure) && (form.status === status || form.others?.includes(status)),
  );
}

const evidenceOfOperation = (entry: Entry): Evidence => entry.operation.evidence ?? 'documented';

const whole = (check: Check, entry: Entry, expected: string, found: string): Finding => ({
  check: check.id,
  path: '$',
  place: '$',
  expected,
  found,
  evidence: evidenceOfOperation(entry),
  severity: check.severity,
});

const statusDocumented: Check = {
  id: 'status',
  sentence: 'The answer is a success or a failure that the contract knows for this operation.',
  severity: 'error',
  run(exchange) {
    const { contract, entry, reply } = exchange;
    const expected = expectedOf(exchange);
    const failure = expected?.failure;
    if (expected !== undefined && failure === undefined) return [];
    const allowed = failuresOf(contract, entry);
    if (failure !== undefined && allowed.has(failure) && hasStatus(contract, entry, failure, reply.status)) return [];
    const successes = Object.keys(entry.operation.responses).join(', ');
    const said = expected?.failure === undefined ? '' : ` (${expected.failure})`;
    return [
      whole(this, entry, `one of ${successes}, or a failure of ${[...allowed].join(', ')}`, `${reply.status}${said}`),
    ];
  },
};

const MEDIA_TYPE = /^[a-z]{1,20}\/[\w.+-]{1,60}/i;

const mediaType: Check = {
  id: 'media-type',
  sentence: 'The media type is the documented one.',
  severity: 'error',
  run(exchange) {
    const { entry, reply } = exchange;
    const expected = expectedOf(exchange);
    if (expected === undefined) return [];
    const want = mediaTypeOf(expected.schema);
    const found = reply.headers?.['content-type'];
    if (want === undefined ? reply.body === undefined : found?.split(';')[0]?.trim().toLowerCase() === want) return [];
    const type = found === undefined ? 'no media type' : (MEDIA_TYPE.exec(found)?.[0] ?? 'no sound media type');
    return [whole(this, entry, want ?? 'no body', type)];
  },
};

/** How sure the contract is of a body's form, where the field has no mark of its own. */
function evidenceOfBody({ contract, entry }: Exchange, failure: FailureKind | undefined): Evidence {
  if (failure === undefined) return evidenceOfOperation(entry);
  return wordingAt(contract.dialect, entry.operation.path).failures[failure].evidence;
}

function findingOf(
  exchange: Exchange,
  check: Check,
  difference: Difference,
  severity: Severity = check.severity,
): Finding {
  const evidence = difference.place.evidence ?? evidenceOfBody(exchange, expectedOf(exchange)?.failure);
  return {
    check: check.id,
    path: jsonPath(difference.keys),
    place: difference.place.path,
    expected: difference.expected,
    found: difference.found,
    evidence,
    severity,
  };
}

/** A check that reports one kind of difference in the bodies of successes. */
const ofBodies = (id: string, severity: Severity, sentence: string): Check => ({
  id,
  sentence,
  severity,
  run(exchange) {
    const differences = differencesIn(exchange).filter(({ check }) => check === id);
    if (differences.length === 0 || expectedOf(exchange)?.failure !== undefined) return [];
    return differences.map(difference => findingOf(exchange, this, difference));
  },
});

const bodyChecks: readonly Check[] = [
  ofBodies('missing-field', 'error', 'Every field that a client may count on is there.'),
  ofBodies('type', 'error', 'Every field has the documented type.'),
  ofBodies('null', 'error', 'No field is null that never was.'),
  ofBodies('form', 'error', 'Dates, numbers and texts are written in the documented form.'),
  ofBodies('enum', 'warning', 'Every value of a list of words is one of the list.'),
  ofBodies('undocumented-field', 'notice', 'There is no field that the contract does not know.'),
];

const failureShape: Check = {
  id: 'failure-shape',
  sentence: "A failure has the form of the vendor's failures.",
  severity: 'error',
  run(exchange) {
    const differences = differencesIn(exchange);
    if (differences.length === 0 || expectedOf(exchange)?.failure === undefined) return [];
    return differences.map(difference =>
      findingOf(exchange, this, difference, bodyChecks.find(({ id }) => id === difference.check)?.severity),
    );
  },
};

/** A whole number that is written with a decimal point, `47.0`. */
const POINTED = /[:[,]\s*-?\d+\.0+\s*[,}\]]/;

const numberForm: Check = {
  id: 'number-form',
  sentence: 'Numbers that are always written with a decimal point have it, for typed clients refuse them without.',
  severity: 'warning',
  run(exchange) {
    const { text } = exchange.reply;
    const expected = expectedOf(exchange);
    if (text === undefined || expected === undefined || !hasFloats(expected.schema)) return [];
    // If no number of the text has its point, something wrote the JSON anew; do not blame single fields for that.
    const severity = POINTED.test(text) ? this.severity : 'notice';
    const findings = new Map<string, Finding>();
    for (const keys of wholeNumbers(text)) {
      const place = placeOf(expected.schema, keys);
      if (place.schema === undefined || findings.has(place.path) || !bare(place.schema).float) continue;
      const difference = {
        check: this.id,
        keys,
        place,
        expected: 'number with a decimal point',
        found: 'number without',
      };
      findings.set(place.path, findingOf(exchange, this, difference, severity));
    }
    return [...findings.values()];
  },
};

const PER_PAGE = ['per_page', 'page_size'];
const TOTAL = ['total', 'total_count', 'count'];

const pagination: Check = {
  id: 'pagination',
  sentence: 'A page holds no more rows than its size, and no more than there are in all.',
  severity: 'warning',
  run(exchange) {
    const { body } = exchange.reply;
    if (body === null || typeof body !== 'object' || expectedOf(exchange)?.failure !== undefined) return [];
    const members = Object.entries(body);
    const lists = members.filter(([, value]) => Array.isArray(value) && typeof value[0] === 'object');
    const rows = members.find(([key, value]) => key === 'data' && Array.isArray(value)) ?? lists[0];
    if (rows === undefined) return [];
    const [name, list] = rows;
    const counts = members.flatMap(([key, value]) => (key === 'pagination' || key === 'meta' ? entriesOf(value) : []));
    const number = (names: readonly string[]): number => {
      const found = [...members, ...counts].find(([key, value]) => names.includes(key) && typeof value === 'number');
      return typeof found?.[1] === 'number' ? found[1] : Number.POSITIVE_INFINITY;
    };
    const most = Math.min(number(PER_PAGE), number(TOTAL));
    if (list.length <= most) return [];
    const place = placeOf(expectedOf(exchange)?.schema ?? z.unknown(), [name]);
    const difference = {
      check: this.id,
      keys: [name],
      place,
      expected: `at most ${most} rows`,
      found: `${list.length} rows`,
    };
    return [findingOf(exchange, this, difference)];
  },
};

const entriesOf = (value: unknown): [string, unknown][] =>
  value !== null && typeof value === 'object' ? Object.entries(value) : [];

/** The checks that hold for every answer, of a double as of a real endpoint. */
export const replyChecks: readonly Check[] = [
  statusDocumented,
  mediaType,
  ...bodyChecks,
  failureShape,
  numberForm,
  pagination,
];

/** Runs every check on one exchange. */
export const checkExchange = (exchange: Exchange): Finding[] => replyChecks.flatMap(check => check.run(exchange));
