import { z } from 'zod';
import { nameSchemas, sentAs } from '../../core/document-marks.js';
import { client, observed } from '../../core/evidence.js';
import { sqlTime } from '../../core/time.js';
import { read } from '../../core/wire.js';

/** `result` of a success: never anything but 0, and never beside an `error`. */
export const ok = {
  result: z.literal(0),
  source: observed(z.string().optional()),
};

/** A success that says nothing more. */
export const done = z.strictObject(ok);

/** What one node says of a work or a command. `nodeid` is written as real answers have it; the OpenAPI says `nodeId`. */
export const nodeAnswer = z.strictObject({
  result: z.int().min(0),
  nodeid: observed(z.int()),
  name: z.string().optional(),
  source: z.string().optional(),
  error: z.string().optional(),
  reason: z.int().optional(),
  exitStatus: z.int().optional(),
  out: z.string().optional(),
  errOut: z.string().optional(),
});

/** A success that each node says something to. */
export const nodeAnswers = z.strictObject({ ...ok, responses: z.array(nodeAnswer) });

/** An answer that refuses. HTTP says 200 all the same. */
const flatFailure = z.strictObject({
  response: observed(z.null().optional()),
  /** Of a command that failed: an add-on of the vendor's reads what the nodes said beside the refusal. */
  responses: client(z.array(nodeAnswer).optional()),
  result: z.int().min(1),
  source: observed(z.string().optional()),
  error: z.string().min(1),
  reason: z.int().optional(),
  /** Of a wrong code of the second factor. */
  attemptsLeft: z.int().optional(),
  methodName: observed(z.string().optional()),
});

/** Calls behind a script may say 0 outside and refuse inside. */
export const refusal = z.union([
  flatFailure,
  z.strictObject({ result: z.literal(0), response: flatFailure, source: z.string().optional() }),
]);

nameSchemas({
  Done: done,
  NodeAnswer: nodeAnswer,
  NodeAnswers: nodeAnswers,
  FlatFailure: flatFailure,
  Refusal: refusal,
});

const nothing = z.literal('').transform(() => undefined);

/** Input that may be left out; clients also send it empty. */
export const given = <S extends z.core.$ZodType>(schema: S) => sentAs(z.union([nothing, schema]), schema).optional();

const instant = read.instant(sqlTime);

/** `yyyy-MM-dd HH:mm:ss`, UTC. */
export const time = () => instant;

/** Who is asked for and which environment is meant. Everything else that clients send (`ruk`, `charset`, ...) is ignored. */
export const target = {
  session: z.string().optional(),
  appid: given(z.string()),
};

/** The environment meant, by its short name. The pages ask for it; empty for older clients, who name it by `appid` alone. */
export const envName = {
  envName: sentAs(
    z.preprocess(value => value ?? '', z.string()),
    z.string().min(1),
  ),
};

/** A whole number of cloudlets, 128 MiB and 400 MHz each. */
export const cloudlets = () => read.integer().pipe(z.int().min(0).max(100_000));

/** An amount of money: a millionth, the last place of a bill, or more. */
export const moneyAmount = () => read.number().pipe(z.number().min(1e-6).max(1e9));

/** A password that some clients send along. */
export const password = given(z.string());

/** Rows to skip and rows wanted. */
export const rowsWanted = {
  startRow: client(given(read.integer().pipe(z.int().min(0)))),
  resultCount: client(given(read.integer().pipe(z.int().min(0)))),
};

const listed = () =>
  z.string().transform(text =>
    text
      .split(/[;,]/)
      .map(name => name.replaceAll(/^[\s[\]'"]+|[\s[\]'"]+$/g, ''))
      .filter(name => name !== ''),
  );

/**
 * Names joined by `;`, by `,`, or as Python prints a list: real clients send all three.
 */
export const names = (item = NAME) => client(sentAs(listed(), listOf(item)));

/** What documents ask for: names joined, none of them with what may stand between them. */
const listOf = (item: string) => z.string().regex(new RegExp(`^${item}([;,]${item})*$`));
const NAME = '[^;,\\s[\\]\'"]+';

/** Ids of things, at least one, joined in the same ways. */
export const ids = () =>
  client(
    sentAs(
      listed()
        .refine(list => list.length > 0 && list.every(id => /^\d{1,15}$/.test(id)), 'must be ids')
        .transform(list => list.map(Number)),
      z.string().regex(/^(\d{1,15}(,\d{1,15}){0,99}|\[\d{1,15}(,\d{1,15}){0,99}\])$/),
    ),
  );

/** The same, or `*` for all of them. */
export const idsOrAll = () => z.union([z.literal('*'), ids()]);

/** What the examples are about. */
export const sample = { envName: 'env-7057607', nodeId: '1639', nodeGroup: 'cp', uid: '5886' } as const;
