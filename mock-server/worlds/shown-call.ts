import type { Contract } from '../../contracts/core/contract.js';
import { carrierNames, type Dialect, wordingAt } from '../../contracts/core/dialect.js';
import { writeExact } from '../../contracts/core/exact-json.js';
import type { FailureKind } from '../../contracts/core/failure.js';
import { HIDDEN, masked, maskedHeader } from '../../contracts/core/masked.js';
import type { Operation, Schema } from '../../contracts/core/operation.js';
import type { Exchanged, ShownExchange, ShownHeaders } from './exchanged.js';
import type { JournalEntry, Received } from './received.js';
import { freed, Secrets } from './secrets.js';

/** What says of a call which of its values are secrets. */
export interface Marks {
  readonly contract: Pick<Contract, 'dialect' | 'playbook'>;
  /** Undefined where the call was of none that is described. */
  readonly operation: Operation | undefined;
  /** Its id. */
  readonly id: string | null;
  /** Credentials that the world handed out. */
  readonly issued: readonly string[];
}

/** The path of a call without what in it is a secret. */
export function shownPath({ path, exchanged }: JournalEntry, marks: Marks): string {
  const secrets = new Secrets(marks.issued);
  if (exchanged === null || exchanged.kept !== undefined) return secrets.redactor()(path);
  secrets.addCarried(marks.contract.dialect, exchanged);
  masked(marks.operation?.params, exchanged.input?.params, secrets.add);
  return secrets.redactor()(path);
}

/** A call with what it exchanged, masked by the marks of the contract. A secret of it is taken out wherever else it stands. */
export function shownExchange(call: JournalEntry, marks: Marks): ShownExchange {
  const { exchanged, status, cut } = call;
  if (exchanged === null) return { reply: { status }, ...(cut !== null && { cut: { ...cut } }) };
  const secrets = new Secrets(marks.issued);
  const whole = exchanged.kept ?? maskedExchange(call, exchanged, marks, secrets);
  return freed(whole, secrets.redactor());
}

/** What is not to be masked of a call, for nobody is shown it. */
export type LeftOut = Readonly<Partial<Record<'query' | 'body' | 'reply', true>>>;

/** The same; of the body of an answer it may be that it is masked elsewhere. */
type Unmasked = LeftOut & { readonly replyBody?: true };

/** What a call exchanged, each value that is a secret masked at its place. `secrets` gets to know what else to look for. */
export function maskedExchange(
  call: Received,
  exchanged: Exchanged,
  marks: Marks,
  secrets: Secrets,
  without: Unmasked = {},
): ShownExchange {
  const { dialect } = marks.contract;
  secrets.addCarried(dialect, exchanged);
  const sent = maskedInput(exchanged, marks, secrets, without);
  const reply = without.reply || without.replyBody ? undefined : maskedReply(call, exchanged, marks, secrets.add);
  const cut = cutOf(exchanged, without);
  return {
    ...sent,
    headers: headersOf(dialect, exchanged.headers),
    reply: {
      status: call.status,
      headers: headersOf(dialect, exchanged.replyHeaders),
      ...(reply !== undefined && { body: reply }),
    },
    ...(cut !== undefined && { cut }),
  };
}

/**
 * A value at a place of a call, as it may be shown; `isWanted` for one that somebody asked for: of it secrets are masked
 * alone, for what no contract describes they wrote themselves.
 */
export function shownAt(
  call: JournalEntry,
  [part = '', ...keys]: readonly (string | number)[],
  value: unknown,
  marks: Marks,
  { isWanted }: { readonly isWanted: boolean },
): unknown {
  const secrets = new Secrets(marks.issued);
  if (call.exchanged?.kept !== undefined && !isWanted) return freed(value, secrets.redactor());
  const nested = keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  if (call.exchanged !== null) secrets.addCarried(marks.contract.dialect, call.exchanged);
  const whole = part === 'reply' ? maskedAnswer(call, nested, marks) : maskedPart(`${part}`, nested, marks);
  const shown = keys.reduce<unknown>((inner, key) => (inner === undefined ? undefined : Object(inner)[key]), whole);
  const isMasked = writeExact(shown)?.includes(HIDDEN);
  return isWanted && !isMasked ? value : freed(shown, secrets.redactor());
}

/** A part of the input of a call, masked. */
function maskedPart(part: string, value: unknown, marks: Marks, seen?: (text: string) => void): unknown {
  const { operation } = marks;
  if (part === 'headers') return headersOf(marks.contract.dialect, Object(value));
  if (part !== 'params' && part !== 'query' && part !== 'body') return value;
  const shown = masked(operation?.[part], value, seen);
  for (const name of carriersOf(marks, part))
    for (const key of shown !== null && typeof shown === 'object' ? Object.keys(shown) : [])
      if (key.toLowerCase() === name) Reflect.set(Object(shown), key, HIDDEN);
  return shown;
}

/** What is said of an answer, masked. */
function maskedAnswer(call: Received, value: unknown, marks: Marks): unknown {
  const { headers, body, ...plain } = Object(value);
  const schema = schemaOfReply(call, marks);
  return {
    ...plain,
    ...(headers !== undefined && { headers: headersOf(marks.contract.dialect, headers) }),
    ...(body !== undefined && { body: masked(schema, body) }),
  };
}

/** Names under which a credential may travel there, in lower case. */
function carriersOf({ contract: { dialect, playbook }, id }: Marks, part: string): string[] {
  const { operation, sends = {} } = playbook?.signIn ?? {};
  const schemes = part === 'query' ? Object.values(dialect.schemes).filter(one => one.in === 'query') : [];
  const names = schemes.flatMap(carrierNames);
  return [...names, ...(operation === id ? Object.keys(sends) : [])].map(name => name.toLowerCase());
}

function maskedInput(exchanged: Exchanged, marks: Marks, secrets: Secrets, without: LeftOut): Partial<ShownExchange> {
  const { input } = exchanged;
  const shown: Partial<ShownExchange> = {};
  const query = without.query ? undefined : exchanged.query;
  const sent = { params: input?.params, query, body: without.body ? undefined : input?.body };
  for (const part of ['params', 'query', 'body'] as const)
    if (sent[part] !== undefined) shown[part] = maskedPart(part, sent[part], marks, secrets.add);
  return shown;
}

/** Our own words are told as they stand: they are no vendor's, and hold no secret. */
const isOurs = (body: unknown): boolean =>
  body !== null && typeof body === 'object' && Object.keys(body)[0] === 'hostdouble';

/** The body of an answer, masked; undefined where there is none. */
export function maskedReply(
  call: Received,
  exchanged: Exchanged,
  marks: Marks,
  seen: (secret: string) => void,
): unknown {
  const body = exchanged.replyBody();
  if (body === undefined || isOurs(body)) return body;
  const schema = schemaOfReply(call, marks, () => body);
  return masked(schema, body, seen);
}

/** What kind of failure each answer is: many places of one may be asked about. */
const kinds = new WeakMap<Exchanged, { readonly kind: FailureKind | undefined }>();

/** What describes the body of an answer; undefined where nothing does. */
function schemaOfReply(
  { status, exchanged }: Received,
  { contract: { dialect }, operation }: Marks,
  body = () => exchanged?.replyBody(),
): Schema | undefined {
  if (exchanged === null) return undefined;
  const reply = () => ({ status, headers: exchanged.replyHeaders, body: body() });
  const { kind } = kinds.get(exchanged) ?? { kind: dialect.failureOf(reply()) };
  kinds.set(exchanged, { kind });
  if (kind === undefined) return operation?.responses[status];
  return wordingAt(dialect, operation?.path ?? '').failures[kind].schema;
}

function headersOf(dialect: Dialect, headers: Exchanged['headers']): ShownHeaders {
  const shown = Object.entries(headers).map(([name, value]): [string, string | string[]] => [
    name,
    Array.isArray(value)
      ? value.map(one => maskedHeader(dialect, name, `${one}`))
      : maskedHeader(dialect, name, `${value ?? ''}`),
  ]);
  return Object.fromEntries(shown);
}

/** What is left out of a call and its answer. */
function cutOf(exchanged: Exchanged, without: LeftOut): ShownExchange['cut'] {
  const { bytes, replyBytes, input, replyCut } = exchanged;
  const isUnread = bytes > 0 && (input === undefined || input.isUnread === true);
  const isBodyCut = isUnread || without.body === true || without.query === true;
  const reply = without.reply && replyCut === 0 ? replyBytes : replyCut;
  if (!isBodyCut && reply === 0) return undefined;
  return { ...(isBodyCut && { body: bytes }), ...(reply !== 0 && { reply }) };
}
