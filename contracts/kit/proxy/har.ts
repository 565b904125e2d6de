import type { Contract, Entry } from '../../core/contract.js';
import { isDeeper } from '../../core/depth.js';
import { wordingAt } from '../../core/dialect.js';
import { readExact, writeExact } from '../../core/exact-json.js';
import { HIDDEN, masked, maskedHeader, SPEAKING } from '../../core/masked.js';
import type { Schema } from '../../core/operation.js';
import { redactor } from '../../core/redact.js';
import { bare, keysOf, memberOf } from '../../core/schema.js';
import { mediaTypeOf } from '../../core/wire.js';
import { isoTime } from '../system.js';
import { type HeaderPairs, headerOf, type PassedBody, type PassedCall } from './passed.js';

/** Most characters of a body that are written down. */
const MOST = 256 * 1024;

interface Pair {
  readonly name: string;
  readonly value: string;
}

/** What an entry is made with. */
export interface HarOptions {
  readonly contract: Contract;
  /** `http://127.0.0.1:4851`: where the client called. */
  readonly origin: string;
  /** Secrets that were seen so far. */
  readonly secrets: readonly string[];
  /** A path that no route has, without what may be a secret. */
  shownPath(path: string): string;
}

/**
 * A call as an entry of HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/), with `_operation` beside. Secrets are
 * masked by the contract's marks, and so is whatever no schema describes; a body that cannot be read as the contract has it
 * is left out, and the entry says so.
 */
export function harEntry(call: PassedCall, entry: Entry | undefined, options: HarOptions): string {
  const { contract, origin } = options;
  const { reply, route, method, milliseconds } = call;
  const clean = redactor(options.secrets);
  const params = route.kind === 'operation' ? secretParams(entry, route.params) : [];
  const path = entry === undefined ? options.shownPath(call.path) : redactor(params)(call.path);
  const queryString = maskedPairs(contract, entry, [...new URLSearchParams(call.search)]);
  const query = queryString
    .map(({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  const failure = reply && 'text' in reply.body ? undefined : 'was not read';
  const written = {
    startedDateTime: isoTime(call.startedAt),
    time: milliseconds,
    _operation: entry?.id ?? null,
    request: {
      ...{ method, url: `${origin}${path}${query === '' ? '' : `?${query}`}`, httpVersion: 'HTTP/1.1', cookies: [] },
      ...{ headers: maskedHeaders(contract, call.headers), queryString, headersSize: -1, bodySize: call.sent.size },
      ...(call.sent.size > 0 && { postData: postDataOf(contract, entry, call) }),
    },
    response: {
      ...{ status: reply?.status ?? 0, statusText: reply?.statusText ?? '', httpVersion: 'HTTP/1.1', cookies: [] },
      headers: maskedHeaders(contract, reply?.headers ?? []),
      content: reply === undefined ? { size: 0, mimeType: '' } : contentOf(contract, entry, reply),
      ...{ redirectURL: '', headersSize: -1, bodySize: reply?.body.size ?? 0 },
      ...((failure !== undefined || call.broken !== undefined) && { comment: call.broken ?? failure }),
    },
    cache: {},
    timings: { send: 0, wait: milliseconds, receive: 0 },
  };
  return clean(JSON.stringify(written));
}

/** Values of the path that are marked as secrets. */
const secretParams = (entry: Entry | undefined, params: Readonly<Record<string, string | undefined>>): string[] =>
  Object.entries(params).flatMap(([name, value]) => {
    const member = entry?.operation.params && memberOf(entry.operation.params, name);
    return value !== undefined && (SPEAKING.test(name) || (member && bare(member.schema).secret)) ? [value] : [];
  });

/** Members of a query or a form. What the operation does not take is hidden, for nothing says what it is. */
function maskedPairs(contract: Contract, entry: Entry | undefined, pairs: readonly [string, string][]): Pair[] {
  const { dialect, playbook } = contract;
  const schema = entry?.operation.query;
  const names = new Map(keysOf(schema).map(name => [name.toLowerCase(), name]));
  const isSignIn = playbook?.signIn?.operation === entry?.id;
  const carrying = new Set([
    ...Object.values(dialect.schemes).flatMap(scheme => (scheme.in === 'query' ? [scheme.name.toLowerCase()] : [])),
    ...(isSignIn ? Object.keys(playbook?.signIn?.sends ?? {}).map(name => name.toLowerCase()) : []),
  ]);
  return pairs.map(([name, value]) => {
    const known = names.get(name.toLowerCase());
    const member = schema && known !== undefined ? memberOf(schema, known) : undefined;
    const isShown =
      member !== undefined && !bare(member.schema).secret && !carrying.has(name.toLowerCase()) && !SPEAKING.test(name);
    return { name, value: isShown ? String(masked(member.schema, value)) : HIDDEN };
  });
}

const maskedHeaders = ({ dialect }: Contract, headers: HeaderPairs): Pair[] =>
  headers.map(([name, value]) => ({ name, value: maskedHeader(dialect, name, value) }));

function postDataOf(contract: Contract, entry: Entry | undefined, call: PassedCall): object {
  const mimeType = headerOf(call.headers, 'content-type') ?? '';
  if (/^application\/x-www-form-urlencoded\b/i.test(mimeType) && 'text' in call.sent && entry !== undefined) {
    const params = maskedPairs(contract, entry, [...new URLSearchParams(call.sent.text)]);
    return { mimeType, params };
  }
  const signIn = contract.playbook?.signIn;
  const hides = signIn?.operation === entry?.id ? Object.keys(signIn?.sends ?? {}) : [];
  return { mimeType, ...bodyOf(call.sent, entry?.operation.body, hides) };
}

function contentOf(contract: Contract, entry: Entry | undefined, reply: NonNullable<PassedCall['reply']>): object {
  const { status, body, headers } = reply;
  const mimeType = headerOf(headers, 'content-type') ?? '';
  const parsed = 'text' in body ? readable(body.text) : undefined;
  const failure = contract.dialect.failureOf({ status, headers: { 'content-type': mimeType }, body: parsed });
  const { failures } = wordingAt(contract.dialect, entry?.operation.path ?? '');
  const schema = failure === undefined ? entry?.operation.responses[status] : failures[failure].schema;
  return { size: body.size, mimeType, ...bodyOf(body, schema, []) };
}

/** A body as it may be shown. It is written anew, so that numbers may have lost their form. */
function bodyOf(body: PassedBody, schema: Schema | undefined, hides: readonly string[]): object {
  if ('unread' in body) return { comment: `left out: ${body.detail}` };
  if (body.text === '') return {};
  if (schema === undefined) return { comment: 'left out: the contract does not describe it' };
  const value = readable(body.text);
  if (value === undefined && mediaTypeOf(schema)?.endsWith('json') === false && body.text.length <= MOST)
    return { text: bare(schema).secret ? HIDDEN : body.text };
  if (value === undefined) return { comment: 'left out: it is not what the contract describes' };
  const shown = masked(schema, value);
  if (shown !== null && typeof shown === 'object')
    for (const name of hides) if (Object.hasOwn(shown, name)) Reflect.set(shown, name, HIDDEN);
  const text = writeExact(shown);
  return text.length > MOST ? { comment: 'left out: too large' } : { text, comment: 'secrets are masked' };
}

function readable(text: string): unknown {
  try {
    return isDeeper(text) ? undefined : readExact(text);
  } catch {
    return undefined;
  }
}
