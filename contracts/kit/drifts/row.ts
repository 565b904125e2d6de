import { z } from 'zod';
import { severities } from '../../core/checks.js';
import { failureKinds } from '../../core/failure.js';
import { day } from '../../core/wire.js';

/** A place in a JSON body: `$.data[*].id`, where `[*]` is each item of a list or each member of an object. */
const place = z.templateLiteral(['$', z.string()]);

/** An input of a call: a place in a JSON body, or a member of the query or of a form: `query:page`. */
const input = z.union([z.templateLiteral(['query:', z.string().min(1)]), place]);

/** JSON types; `integer` also takes the decimal point from a number: `47.0` becomes `47`. */
const jsonTypes = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'] as const;
const jsonType = z.enum(jsonTypes);

/** What stands in place of an answer, or of parts of it. A header that is null is left out. */
const head = {
  status: z.int().min(200).max(599).optional(),
  headers: z.record(z.string(), z.string().nullable()).optional(),
};

/** What is done to the body of an answer, at a place; nothing is done where the place is not there. */
const bodyEdits = [
  z.strictObject({ at: place, remove: z.literal(true) }),
  /** Puts a value there, also where the last key of the place was not yet. */
  z.strictObject({ at: place, set: z.json() }),
  z.strictObject({ at: place, rename: z.string().min(1) }),
  /** `array` makes a list of one of it; `unwrap` takes the first of a list. */
  z.strictObject({ at: place, wrap: z.enum(['array', 'unwrap']) }),
  /** The same value as another type: `7` as `"7"`, a name as an object with a name. */
  z.strictObject({ at: place, retype: jsonType }),
  /** Writes a text in another form: what the regular expression finds is put as `with` says (`$1` is its first group). */
  z.strictObject({ at: place, pattern: z.string().min(1), with: z.string() }),
  /** Turns a list, or the keys of an object, around. */
  z.strictObject({ at: place, order: z.literal('reversed') }),
  /** Makes a list so many times as long, or empty with 0. */
  z.strictObject({ at: place, repeat: z.int().min(0).max(10_000) }),
] as const;

/** How the bytes are written, while they say the same. */
const wireForms = ['pretty', 'trailing-space', 'gzip', 'chunked', 'header-case'] as const;

/** A change to an exchange. */
const driftEdit = z.union([
  ...bodyEdits,
  /** Another head over the body that came. */
  z.strictObject({ ...head, status: z.int().min(200).max(599) }),
  z.strictObject({ headers: head.headers.unwrap() }),
  /**
   * A whole other answer: JSON, or a text such as a gateway's page. It comes in place of the call, unless `forwarded` says
   * that the endpoint did the work all the same; `first` limits it to so many answers to the same request.
   */
  z.strictObject({
    ...head,
    status: z.int().min(200).max(599),
    body: z.json(),
    forwarded: z.boolean().optional(),
    first: z.int().min(1).optional(),
  }),
  z.strictObject({
    ...head,
    status: z.int().min(200).max(599),
    text: z.string(),
    forwarded: z.boolean().optional(),
    first: z.int().min(1).optional(),
  }),
  /** The call is refused as the vendor words it: `noRoute` for an operation that is gone. */
  z.strictObject({ failure: z.enum(failureKinds), first: z.int().min(1).optional() }),
  /** What the endpoint makes of the input: refused without it, refused with it, not read, read as this type only. */
  z.strictObject({ request: z.strictObject({ requires: input }) }),
  z.strictObject({ request: z.strictObject({ refuses: input }) }),
  z.strictObject({ request: z.strictObject({ ignores: input }) }),
  z.strictObject({ request: z.strictObject({ takes: jsonType, at: input }) }),
  z.strictObject({ wire: z.enum(wireForms) }),
]);

/** What a check must find; without a place or a severity, any. */
const expectation = z.strictObject({
  check: z.string().min(1),
  place: z.string().startsWith('$').optional(),
  severity: z.enum(severities).optional(),
});

/** One drift as data: what an endpoint does otherwise than the contract says, and what a run must find. */
export const driftRow = z.strictObject({
  /** Of the drift: `I3`, `I3-old`. */
  id: z.string().regex(/^[\w.-]+$/),
  vendor: z.string().min(1),
  /** Id of an operation, or a pattern with `*`; or several. */
  operation: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  /** When it happened, or was first seen; of one that is `like` another, when that one did. */
  date: day,
  /** A public page or commit that tells it. */
  source: z.url({ protocol: /^https?$/ }),
  what: z.string().min(1),
  /** An answer to a read shows it, an answer to a write, or only a request that the other form refuses or ignores. */
  seenBy: z.enum(['read', 'write', 'request']),
  /** Edits of an answer concern successes; or, with this, failures of one kind. */
  failure: z.enum(failureKinds).optional(),
  edits: z.array(driftEdit).min(1),
  /** Nothing, for a change that breaks no client, and for one that no run can see. */
  expected: z.array(expectation),
  /** The drift, or the check, whose kind this is: it did not happen here, but may, and is told from the same source. */
  like: z.string().optional(),
  /** Why it is not replayed: the operation is not described yet. Once it is, this must go. */
  waits: z.string().optional(),
  /** Why no run can see it, though it happened. */
  unseen: z.string().optional(),
});

export type DriftRow = z.output<typeof driftRow>;
export type DriftEdit = DriftRow['edits'][number];
export type DriftExpectation = DriftRow['expected'][number];
