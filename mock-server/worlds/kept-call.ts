import { z } from 'zod';
import { isDeeper } from '../../contracts/core/depth.js';
import { readExact, writeExact } from '../../contracts/core/exact-json.js';
import type { StoredText } from '../store/store.js';
import { Exchanged, type ShownExchange } from './exchanged.js';
import { LONGEST_PATH, lightened, type Received, shortPath } from './received.js';
import { freed, Secrets } from './secrets.js';
import { type LeftOut, type Marks, maskedExchange, maskedReply } from './shown-call.js';

/** Longest body of a request or an answer that is kept, in bytes: of a longer one its length is. */
const LONGEST_BODY = 16 * 2 ** 10;
/** Longest text of one call, for what is masked may be longer than it was; and what is kept of the lists of one that is longer. */
const [LONGEST_TEXT, MOST_LISTED] = [64 * 2 ** 10, 20];
/** What was read of a text may take so many times its letters. */
const PARSED = 4;

/** What a call exchanged as it is kept, but for the body of the answer. */
interface KeptExchanged extends ShownExchange {
  /** Of the request's body and of the answer's, in bytes. */
  readonly bytes: number;
  readonly replyBytes: number;
  /** What is not in it, for it was too long. */
  readonly without?: LeftOut;
}

/** A call as it is written. */
interface KeptForm extends Omit<Received, 'exchanged'> {
  readonly exchanged: KeptExchanged | null;
  /** The body of the answer. */
  readonly replied?: unknown;
}

/**
 * A call as a store keeps it: what it exchanged is masked as it is shown, and no secret of the call stands anywhere in it,
 * for whoever reads a store is not whom the call was made to. A long body is left out, and its length is told.
 */
export function keptCall(call: Received, marks: Marks): StoredText {
  try {
    return keptWhole(call, marks);
  } catch {
    return keptWhole(lightened(call), marks); // what it exchanged cannot be masked, and so is not kept
  }
}

function keptWhole(call: Received, marks: Marks): StoredText {
  const { exchanged, path, why, near, ignored, findings, forwarded, ...closed } = call;
  const secrets = new Secrets(marks.issued);
  const kept = exchanged === null ? null : keptExchanged(call, exchanged, marks, secrets);
  const replied = exchanged === null || kept?.without?.reply ? undefined : repliedText(call, exchanged, marks, secrets);
  const clean = secrets.redactor();
  const told = cleanText(
    writeExact({ path: shortPath(path), why, near, ignored, findings, forwarded, exchanged: kept }),
    clean,
  );
  // What is counted, and names that contracts give, hold no secret and are read back as they are.
  const entry = joined(writeExact(closed), told);
  const answer = replied === undefined ? undefined : cleanText(replied, clean);
  if (entry.length + (answer?.length ?? 0) <= LONGEST_TEXT) return { entry, ...(answer !== undefined && { answer }) };
  const { cut } = lightened(call);
  const least = {
    ...{ path: shortPath(path), why: why?.slice(0, LONGEST_PATH) ?? null, near },
    ...{ ignored: ignored.slice(0, MOST_LISTED).map(shortPath), findings: findings.slice(0, MOST_LISTED) },
    exchanged: null,
  };
  return { entry: joined(writeExact({ ...closed, cut }), cleanText(writeExact(least), clean)) };
}

function keptExchanged(call: Received, exchanged: Exchanged, marks: Marks, secrets: Secrets): KeptExchanged {
  const { bytes, replyBytes, asked } = exchanged;
  const without: LeftOut = {
    ...(bytes > LONGEST_BODY && { body: true }),
    ...(asked > LONGEST_BODY && { query: true }),
    ...(replyBytes > LONGEST_BODY && { reply: true }),
  };
  const isWhole = Math.max(bytes, asked, replyBytes) <= LONGEST_BODY;
  const shown = maskedExchange(call, exchanged, marks, secrets, { ...without, replyBody: true });
  return { ...shown, bytes, replyBytes, ...(!isWhole && { without }) };
}

/** Answers that were kept before, and of those that were again the text, with the secrets that were hidden in it. */
const sentOnce = new WeakSet<object>();
const sentAgain = new WeakMap<object, MaskedReply>();

interface MaskedReply {
  readonly operation: Marks['operation'];
  readonly text: string | undefined;
  readonly seen: readonly string[];
}

/** The body of the answer, masked. An answer that is sent again and again is masked twice, and no more. */
function repliedText(call: Received, exchanged: Exchanged, marks: Marks, secrets: Secrets): string | undefined {
  const { answered } = exchanged;
  const known = sentAgain.get(answered);
  if (known !== undefined && known.operation === marks.operation) {
    for (const secret of known.seen) secrets.add(secret);
    return known.text;
  }
  const seen: string[] = [];
  const body = maskedReply(call, exchanged, marks, secret => seen.push(secret));
  const text = body === undefined ? undefined : writeExact(body);
  for (const secret of seen) secrets.add(secret);
  if (sentOnce.has(answered)) sentAgain.set(answered, { operation: marks.operation, text, seen });
  else sentOnce.add(answered);
  return text;
}

/** Two objects as one, as texts. */
const joined = (one: string, other: string): string => `${one.slice(0, -1)},${other.slice(1)}`;

function cleanText(text: string, clean: (text: string) => string): string {
  return clean(text) === text ? text : writeExact(freed(readExact(text), clean));
}

const text = z.string();
const headers = z.record(text, z.union([text, z.array(text)]));
const bytes = z.number();
const isLeftOut = z.literal(true).optional();

/** What must be so that a call can be shown; of names that contracts give it is not asked whether they are those of today. */
const keptForm = z.looseObject({
  at: z.number(),
  ...{
    vendor: text,
    method: text,
    path: text,
    operation: text.nullable(),
    near: text.nullable(),
    why: text.nullable(),
  },
  ...{ status: z.number(), failure: text.nullable(), transport: text.nullable() },
  ...{ override: z.number().nullable(), fault: z.number().nullable(), forwarded: text.optional() },
  ...{ ignored: z.array(text), findings: z.array(z.looseObject({ check: text, path: text })) },
  duration: z.number(),
  cut: z.object({ body: bytes, reply: bytes }).nullable(),
  replied: z.unknown().optional(),
  exchanged: z
    .looseObject({
      ...{ bytes, replyBytes: bytes, headers: headers.optional() },
      ...{ params: z.record(text, z.unknown()).optional(), query: z.record(text, z.unknown()).optional() },
      reply: z.looseObject({ status: z.number(), headers: headers.optional() }),
      cut: z.object({ body: bytes.optional(), reply: z.union([bytes, z.literal('streamed')]).optional() }).optional(),
      without: z.object({ query: isLeftOut, body: isLeftOut, reply: isLeftOut }).optional(),
    })
    .nullable(),
});

/** A call that was kept; undefined where the text is none, as that of another version of this program may be. */
export function readKept({ entry, answer }: StoredText): Received | undefined {
  if (isDeeper(entry) || (answer !== undefined && isDeeper(answer))) return undefined;
  let value: unknown;
  let body: { readonly replied?: unknown } = {};
  try {
    value = readExact(entry);
    if (answer !== undefined) body = { replied: readExact(answer) };
  } catch {
    return undefined;
  }
  if (!keptForm.safeParse(value).success) return undefined;
  // Before, the body of the answer stood among the rest.
  const { exchanged, replied = body.replied, ...call } = value as KeptForm;
  if (exchanged === null) return { ...call, exchanged };
  const reply = { ...exchanged.reply, ...(replied !== undefined && { body: replied }) };
  return {
    ...call,
    exchanged: new KeptExchange({ ...exchanged, reply }, (entry.length + (answer?.length ?? 0)) * PARSED),
  };
}

/** What a call exchanged as it was kept, masked. */
class KeptExchange extends Exchanged {
  readonly #kept: ShownExchange;
  readonly #without: LeftOut;
  readonly #replyBytes: number;
  override readonly weight: number;
  override readonly replyCut: number | 'streamed';

  constructor({ bytes: length, replyBytes, without = {}, ...shown }: KeptExchanged, weight: number) {
    const { params, query, body, headers = {}, reply, cut } = shown;
    // A value that was no text may be masked by one, so what stands here may be of any kind, as in any body.
    const raw = params === undefined ? undefined : { params: Object(params), query: Object(query), body };
    const replied = Object.entries(reply.headers ?? {}).map(([name, value]) => [name, `${value}`]);
    super(
      { headers, path: '', search: '', body: { length }, raw },
      { headers: Object.fromEntries(replied), text: undefined },
    );
    this.#kept = shown;
    this.#without = without;
    this.#replyBytes = replyBytes;
    this.replyCut = cut?.reply ?? 0;
    this.weight = weight;
  }

  override get kept(): ShownExchange {
    return this.#kept;
  }

  override lacks(part: string): boolean {
    return super.lacks(part) || (part !== 'reply' && Reflect.has(this.#without, part));
  }

  override get query(): Exchanged['query'] {
    return Object(this.#kept.query);
  }

  override get replyBytes(): number {
    return this.#replyBytes;
  }

  override replyBody(): unknown {
    return this.#kept.reply.body;
  }
}
