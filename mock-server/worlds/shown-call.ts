import type { Contract } from '../../contracts/core/contract.js';
import { carrierNames, type Dialect, wordingAt } from '../../contracts/core/dialect.js';
import { writeExact } from '../../contracts/core/exact-json.js';
import type { FailureKind } from '../../contracts/core/failure.js';
import { HIDDEN, masked, maskedHeader } from '../../contracts/core/masked.js';
import type { Operation, Schema } from '../../contracts/core/operation.js';
import { redactor } from '../../contracts/core/redact.js';
import type { Exchanged } from './exchanged.js';
import type { JournalEntry } from './journal.js';

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

/** Headers as they are shown. */
type Headers = Record<string, string | string[]>;

/** What a call exchanged, as it may be shown: secrets and credentials are masked. A part that was not there is left out. */
export interface ShownExchange {
  params?: unknown;
  query?: unknown;
  headers?: Headers;
  body?: unknown;
  reply: { status: number; headers?: Headers; body?: unknown };
  /** Bytes of what is not shown, for it is not kept or could not be read; of an answer that was made while it was sent, that. */
  cut?: { body?: number; reply?: number | 'streamed' };
}

/** Most secrets of one call that are looked for elsewhere in it, and the shortest. */
const [MOST, SHORTEST] = [50, 6];

/** The path of a call without what in it is a secret. */
export function shownPath({ path, exchanged }: JournalEntry, marks: Marks): string {
  const secrets = new Secrets(marks.issued);
  if (exchanged === null) return secrets.redactor()(path);
  secrets.addCarried(marks.contract.dialect, exchanged);
  masked(marks.operation?.params, exchanged.input?.params, secrets.add);
  return secrets.redactor()(path);
}

/** A call with what it exchanged, masked by the marks of the contract. A secret of it is taken out wherever else it stands. */
export function shownExchange(call: JournalEntry, marks: Marks): ShownExchange {
  const { exchanged, status, cut } = call;
  if (exchanged === null) return { reply: { status }, ...(cut !== null && { cut: { ...cut } }) };
  const { dialect } = marks.contract;
  const secrets = new Secrets(marks.issued);
  secrets.addCarried(dialect, exchanged);
  const sent = maskedInput(exchanged, marks, secrets);
  const reply = maskedReply(call, exchanged, marks, secrets);
  const clean = secrets.redactor();
  const left = leftOut(exchanged);
  const whole: ShownExchange = {
    ...sent,
    headers: headersOf(dialect, exchanged.headers),
    reply: {
      status,
      headers: headersOf(dialect, exchanged.replyHeaders),
      ...(reply !== undefined && { body: reply }),
    },
    ...(left !== undefined && { cut: left }),
  };
  return freed(whole, clean);
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
  const nested = keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  const secrets = new Secrets(marks.issued);
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
function maskedAnswer(call: JournalEntry, value: unknown, marks: Marks): unknown {
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

function maskedInput({ input, query }: Exchanged, marks: Marks, secrets: Secrets): Partial<ShownExchange> {
  const shown: Partial<ShownExchange> = {};
  const sent = { params: input?.params, query, body: input?.body };
  for (const part of ['params', 'query', 'body'] as const)
    if (sent[part] !== undefined) shown[part] = maskedPart(part, sent[part], marks, secrets.add);
  return shown;
}

/** Our own words are told as they stand: they are no vendor's, and hold no secret. */
const isOurs = (body: unknown): boolean =>
  body !== null && typeof body === 'object' && Object.keys(body)[0] === 'hostdouble';

function maskedReply(call: JournalEntry, exchanged: Exchanged, marks: Marks, secrets: Secrets): unknown {
  const body = exchanged.replyBody();
  return body === undefined || isOurs(body) ? body : masked(schemaOfReply(call, marks), body, secrets.add);
}

/** What kind of failure each answer is: many places of one may be asked about. */
const kinds = new WeakMap<Exchanged, { readonly kind: FailureKind | undefined }>();

/** What describes the body of an answer; undefined where nothing does. */
function schemaOfReply(
  { status, exchanged }: JournalEntry,
  { contract: { dialect }, operation }: Marks,
): Schema | undefined {
  if (exchanged === null) return undefined;
  const reply = () => ({ status, headers: exchanged.replyHeaders, body: exchanged.replyBody() });
  const { kind } = kinds.get(exchanged) ?? { kind: dialect.failureOf(reply()) };
  kinds.set(exchanged, { kind });
  if (kind === undefined) return operation?.responses[status];
  return wordingAt(dialect, operation?.path ?? '').failures[kind].schema;
}

function headersOf(dialect: Dialect, headers: Exchanged['headers']): Headers {
  const shown = Object.entries(headers).map(([name, value]): [string, string | string[]] => [
    name,
    Array.isArray(value)
      ? value.map(one => maskedHeader(dialect, name, `${one}`))
      : maskedHeader(dialect, name, `${value ?? ''}`),
  ]);
  return Object.fromEntries(shown);
}

/** What is left out of a call and its answer. */
function leftOut({ bytes, input, replyCut }: Exchanged): ShownExchange['cut'] {
  const isBodyCut = bytes > 0 && (input === undefined || input.isUnread === true);
  if (!isBodyCut && replyCut === 0) return undefined;
  return {
    ...(isBodyCut && { body: bytes }),
    ...(replyCut !== 0 && { reply: replyCut }),
  };
}

/** The secrets of one call. */
class Secrets {
  readonly #issued: readonly string[];
  readonly #seen: Set<string>;

  constructor(issued: readonly string[]) {
    this.#issued = issued;
    this.#seen = new Set(issued.slice(0, MOST));
  }

  readonly add = (text: string): void => {
    if (text.length >= SHORTEST && this.#seen.size < 2 * MOST) this.#seen.add(text);
  };

  /** Adds what a call carries as a credential, in whichever of the dialect's ways. */
  addCarried({ schemes }: Dialect, { headers, query }: Exchanged): void {
    for (const scheme of Object.values(schemes)) {
      const { in: where, prefix = '' } = scheme;
      const names = carrierNames(scheme);
      for (const [key, values] of Object.entries(where === 'header' ? headers : query))
        for (const value of names.includes(key.toLowerCase()) ? [values].flat() : []) {
          if (typeof value !== 'string') continue;
          this.add(value);
          if (value.toLowerCase().startsWith(prefix.toLowerCase())) this.add(value.slice(prefix.length).trim());
        }
    }
  }

  redactor(): (text: string) => string {
    const known = redactors.get(this.#issued) ?? new Map<string, (text: string) => string>();
    if (known.size > MOST) known.clear();
    redactors.set(this.#issued, known);
    const key = JSON.stringify([...this.#seen]);
    const found = known.get(key) ?? redactor([...this.#seen]);
    known.set(key, found);
    return found;
  }
}

/** Most calls carry the same credentials: what takes them out is made once for all that are shown together. */
const redactors = new WeakMap<readonly string[], Map<string, (text: string) => string>>();

/** Plain data without secrets in its texts. Most have none: one look at the text of it all tells. */
function freed<T>(value: T, clean: (text: string) => string): T {
  const text = writeExact(value) ?? '';
  return clean(text) === text ? value : (cleaned(value, clean) as T);
}

/** A copy of plain data with each of its texts made clean. */
function cleaned(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(one => cleaned(one, clean));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cleaned(one, clean)]));
}
