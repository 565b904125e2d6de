import type { Contract, Entry } from './contract.js';
import { loadGroup } from './define-contract.js';
import type { WireReply } from './dialect.js';
import type { FailureKind } from './failure.js';
import { heldBy } from './held.js';
import { didYouMean } from './names.js';
import type { Example, Operation } from './operation.js';
import { codesOf, overFetch } from './over-fetch.js';
import { redactor } from './redact.js';
import { baseOf, type Credentials, type Send, toRequest, type WireRequest } from './request.js';
import { paramNames } from './route.js';
import { bare } from './schema.js';
import { textsIn } from './texts.js';
import type { Client } from './typed-calls.js';
import { keptFrom } from './whole-number.js';
import { isEventStream, mediaTypeOf } from './wire.js';

/** Where and as whom a client calls. */
export interface ClientOptions {
  /** Address of the API, with or without its base path: `http://127.0.0.1:4850`, `https://…/v1`, a world's address. */
  readonly url: string;
  /** By the names of the contract's schemes: `{ token }`, `{ apiKey }`, `{ session }`. Without any, calls carry none. */
  readonly credentials?: Credentials;
  /** Sends a request once; default `fetch`, which follows no redirection. */
  readonly send?: Send;
  /** Longest time for one answer, in milliseconds; default 30,000. */
  readonly timeout?: number;
}

/**
 * Why a call has no success to answer with: the vendor's refusal; `unserved` for what a double knows and does not serve;
 * `undocumented` for an answer that the contract does not know; `unanswered` where nothing came back.
 */
export type CallErrorKind = FailureKind | 'unserved' | 'undocumented' | 'unanswered';

/** A call that was refused or failed. Neither its message nor its body holds a credential or a secret that was sent. */
export class CallError extends Error {
  readonly kind: CallErrorKind;
  /** Id of the operation, `servers.show`. */
  readonly operation: string;
  /** HTTP status; undefined where nothing came back. */
  readonly status: number | undefined;
  readonly body: unknown;

  constructor(vendor: string, operation: string, kind: CallErrorKind, reply: Partial<WireReply>, said: string) {
    super(
      `${vendor} ${operation}: ${kind}${reply.status === undefined ? '' : ` (${reply.status})`}${said && `: ${said}`}`,
    );
    this.name = 'CallError';
    this.kind = kind;
    this.operation = operation;
    this.status = reply.status;
    this.body = reply.body;
  }
}

/** The input of a call as it is given; the compiler has held it to the operation. */
type GivenInput = { readonly [Part in 'params' | 'query' | 'body']?: unknown };

const PARTS: readonly string[] = ['params', 'query', 'body'];
const TIMEOUT = 30_000;
const LONGEST_SAID = 300;

/**
 * A typed client of a contract: `client.servers.show({ params: { serverId: 1 } })` answers the body of the success, or
 * `{ status, body }` where the operation has several, and rejects with a `CallError` for anything else. A group of
 * operations is loaded at its first call. Throws for an address that is none, and for a credential that the contract does
 * not have or that a header cannot carry.
 */
export function createClient<K extends Contract>(contract: K, options: ClientOptions): Client<K> {
  const call = createCaller(contract, options);
  const groups = Object.keys(contract.groups).map(group => {
    const names = Object.keys(contract.routes[group] ?? {});
    return [group, Object.fromEntries(names.map(name => [name, (given?: GivenInput) => call(group, name, given)]))];
  });
  return Object.fromEntries(groups) as Client<K>;
}

/** The same for names and input that the compiler does not know, such as those of a command line. */
export function createCaller(contract: Contract, options: ClientOptions) {
  const { url, credentials = {}, send = overFetch, timeout = TIMEOUT } = options;
  const base = baseOf(contract, addressed(url));
  needCredentials(contract, credentials);

  const answerTo = async (request: WireRequest): Promise<WireReply> => send(request, timeout);

  return async function call(group: string, name: string, given: GivenInput = {}): Promise<unknown> {
    const { entries } = await loadGroup(contract, group);
    const entry = entries.find(one => one.name === name);
    if (entry === undefined) throw new Error(`${contract.vendor} has no description of ${group}.${name}`);
    needParts(entry, given);
    if (Object.values(entry.operation.responses).some(isEventStream))
      throw new Error(`${entry.id} answers a stream, which has no end to wait for; read it with fetch as it comes`);
    const request = toRequest(contract, base, entry, asText(entry, given), credentials);
    let redact: ((text: string) => string) | undefined;
    const clean = (text: string): string => {
      redact ??= redactor([...Object.values(credentials), ...secretsIn(entry.operation, given)]);
      return redact(text);
    };
    const reply = await answerTo(request).catch((error: unknown) => {
      throw new CallError(contract.vendor, entry.id, 'unanswered', {}, clean(reasonOf(error)));
    });
    const kind = kindOf(contract, entry, reply);
    if (kind !== undefined) throw errorOf(contract, entry, kind, reply, clean);
    const { status } = reply;
    const schema = entry.operation.responses[status];
    const body = schema === undefined ? reply.body : keptFrom(schema, reply.body, reply.text);
    const { responses, sameBody } = entry.operation;
    return sameBody || Object.keys(responses).length === 1 ? body : { status, body };
  };
}

/** An address without a name and a password in it, which `fetch` would refuse in words that hold them. */
function addressed(url: string): string {
  if (!URL.canParse(url)) throw new Error('the address of a client must be one, such as http://127.0.0.1:4850');
  const { username, password } = new URL(url);
  if (username !== '' || password !== '') throw new Error('the address of a client holds no name and no password');
  return url;
}

/** What a header or a query carries as it is. */
const CARRIED = /^[\x20-\x7e]*$/;

function needCredentials({ dialect, playbook, vendor }: Contract, credentials: Credentials): void {
  const known = [...Object.keys(dialect.schemes), ...Object.values(playbook?.signIn?.sends ?? {})];
  for (const [name, value] of Object.entries(credentials)) {
    if (!known.includes(name))
      throw new Error(
        `${vendor} has no credential "${name}"${didYouMean(name, known)}; there are ${[...new Set(known)].join(', ')}`,
      );
    if (typeof value !== 'string' || !CARRIED.test(value))
      throw new Error(`the credential "${name}" is no text that a header can carry`);
  }
}

/** Refuses what is no part of an input: it is a slip, and what it was to say would not be sent. */
function needParts({ id }: Entry, given: GivenInput): void {
  const unknown = Object.keys(given).find(part => !PARTS.includes(part));
  if (unknown !== undefined)
    throw new Error(`${id} takes no "${unknown}"${didYouMean(unknown, PARTS)}; its input has ${PARTS.join(', ')}`);
}

/** The input as it is sent: params and query as text, what is undefined left out. */
function asText({ id, operation }: Entry, { params, query, body }: GivenInput): Example {
  const texts = (part: unknown): [string, string | string[]][] =>
    Object.entries(part ?? {}).flatMap(([name, value]): [string, string | string[]][] => {
      if (value === undefined || value === null) return [];
      return [[name, Array.isArray(value) ? value.map(String) : String(value)]];
    });
  const named = Object.fromEntries(texts(params).map(([name, value]) => [name, String(value)]));
  for (const name of paramNames(operation.path))
    if ((named[name] ?? '') === '') throw new Error(`${id} needs the param "${name}"`);
  return { params: named, query: Object.fromEntries(texts(query)), body };
}

/** Values that the contract marks as secrets, wherever they stand in the input. */
function* secretsIn(operation: Operation, given: GivenInput): Generator<string> {
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = operation[part];
    if (schema === undefined) continue;
    for (const { schema: held, value } of heldBy(schema, given[part])) if (bare(held).secret) yield* textsIn(value);
  }
}

/** Why an answer is no success; undefined for one that is. */
function kindOf({ dialect }: Contract, { operation }: Entry, reply: WireReply): CallErrorKind | undefined {
  if (reply.headers?.['x-hostdouble-unserved'] !== undefined) return 'unserved';
  const failure = dialect.failureOf(reply);
  if (failure !== undefined) return failure;
  const schema = operation.responses[reply.status];
  if (schema === undefined) return 'undocumented';
  const type = mediaTypeOf(schema);
  // Text where JSON was to be, or nothing: a page of something that stands before the API.
  const isText = reply.body === undefined || typeof reply.body === 'string';
  return type === 'application/json' && isText ? 'undocumented' : undefined;
}

/** The error of an answer, with its body as far as it repeats no secret. */
function errorOf(
  { vendor }: Contract,
  { id }: Entry,
  kind: CallErrorKind,
  { status, body }: WireReply,
  clean: (text: string) => string,
): CallError {
  if (body === undefined) return new CallError(vendor, id, kind, { status }, '');
  const text = JSON.stringify(body, (_name, value) => (typeof value === 'string' ? clean(value) : value));
  const said = text.length > LONGEST_SAID ? `${text.slice(0, LONGEST_SAID)}…` : text;
  return new CallError(vendor, id, kind, { status, body: JSON.parse(text) }, said);
}

/** By code, which holds no address as messages may; where there is none, in the words of what is at the bottom of it. */
function reasonOf(error: unknown): string {
  const [code] = codesOf(error);
  if (code !== undefined) return code;
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}
