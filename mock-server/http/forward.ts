import { type IncomingHttpHeaders, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { checkExchange, type Finding } from '../../contracts/core/checks.js';
import { isDeeper } from '../../contracts/core/depth.js';
import { codeOf, sentenceOf } from './broken-words.js';
import { endToEnd, pairsOf } from './hop-by-hop.js';
import type { Outcome } from './outcome.js';
import { INJECTED, type OverriddenCall } from './overridden.js';
import { type Answer, answer, jsonAnswer } from './respond.js';

/** A call as it is passed on. */
export interface PassedOn {
  readonly method: string;
  readonly base: string;
  readonly path: string;
  readonly search: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Real milliseconds that an endpoint has for all of its answer, and most bytes of it. */
const [LONGEST, MOST] = [30_000, 16 * 1024 * 1024];

/** The one word that this double puts into `Via`: a call that bears it was passed on once, and is not again. */
const NAME = 'hostdouble';

/** Headers that are made anew, or are between the client and the double. No coding is asked for, for the answer is read. */
const DROPPED = /^(host|content-length|transfer-encoding|trailer|te|expect|accept-encoding|via|x-hostdouble-.*)$/i;

/**
 * The answer of a real endpoint, as it comes. The client's own headers go there, its credential too; nothing of them is kept
 * or logged. Redirections are handed to the client. What departs from the contract is noted, and passed on: it is the truth.
 */
export async function forwarded(call: OverriddenCall, passed: PassedOn): Promise<Outcome> {
  const { override, place, contract } = call;
  const { forward = '' } = override;
  const done = (answer: Answer, findings: readonly Finding[]): Outcome => ({
    ...{ answer, place, failure: INJECTED, error: undefined, override, forwarded: forward, findings },
  });
  const refused = (status: number, why: string): Outcome =>
    done(jsonAnswer(status, { hostdouble: `the endpoint ${why}`, override: override.id }, marks(override.id)), []);
  if (String(passed.headers.via ?? '').includes(NAME))
    return refused(508, 'of this override is a double: the call was passed on already, and would go round');
  const bases = [contract.dialect.basePath, ...(contract.dialect.aliases ?? [])];
  const late = AbortSignal.timeout(LONGEST);
  try {
    const answered = await send(new URL(forward), bases, passed, late);
    if (answered === undefined) return refused(502, `answered more than ${MOST / 1024 / 1024} MiB`);
    const whole = { ...answered, headers: { ...answered.headers, ...marks(override.id) } };
    return done(whole, findingsIn(call, whole));
  } catch (error) {
    return late.aborted
      ? refused(504, `did not answer within ${LONGEST / 1000} seconds`)
      : refused(502, sentenceOf(codeOf(error), LONGEST));
  }
}

const marks = (id: number) => ({ 'x-hostdouble-override': String(id) });

/** Resolves with nothing for an answer that is too large. */
function send(to: URL, bases: readonly string[], passed: PassedOn, signal: AbortSignal): Promise<Answer | undefined> {
  const { method, body, search } = passed;
  const isSecure = to.protocol === 'https:';
  const length =
    body.length === 0 && (method === 'GET' || method === 'HEAD') ? [] : ['content-length', `${body.length}`];
  return new Promise((resolve, reject) => {
    const sent = (isSecure ? overHttps : overHttp)({
      ...{ method, agent: false, signal },
      ...{ protocol: to.protocol, hostname: to.hostname.replace(/^\[|\]$/g, ''), port: to.port },
      path: `${prefixOf(to, bases)}${passed.base}${passed.path}${search === '' ? '' : `?${search}`}`,
      headers: ['host', to.host, ...headersOf(passed.headers), ...length],
    });
    sent.on('error', reject);
    sent.on('response', answer => {
      bytesOf(answer).then(bytes => resolve(bytes && answerFrom(answer, bytes)), reject);
    });
    sent.end(body);
  });
}

/** What stands there before the vendor's base path: an address is said with that path or without it. */
function prefixOf({ pathname }: URL, bases: readonly string[]): string {
  const path = pathname.replace(/\/+$/, '');
  const base = bases.find(one => path.toLowerCase().endsWith(one.toLowerCase()));
  return base === undefined ? path : path.slice(0, path.length - base.length);
}

/** What goes on of the client's headers, flat. */
function headersOf({ via, ...headers }: IncomingHttpHeaders): string[] {
  const flat = Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().flatMap(one => [name, one]));
  const going = pairsOf(endToEnd(flat)).filter(([name]) => !DROPPED.test(name));
  const through = via === undefined ? `1.1 ${NAME}` : `${via}, 1.1 ${NAME}`;
  return [...going.flat(), 'via', through];
}

/** Undefined if there are too many; the connection is ended then. */
async function bytesOf(answer: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST) return undefined;
  }
  return Buffer.concat(chunks);
}

function answerFrom({ statusCode = 502, rawHeaders }: IncomingMessage, bytes: Buffer): Answer {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (const [given, value] of pairsOf(endToEnd(rawHeaders))) {
    const name = given.toLowerCase();
    if (name === 'set-cookie') cookies.push(value);
    else if (name === 'content-length' || name === 'transfer-encoding' || name === 'trailer') continue;
    else headers[name] = Object.hasOwn(headers, name) ? `${headers[name]}, ${value}` : value;
  }
  const whole = answer(statusCode, headers, bytes.length === 0 ? undefined : bytes);
  return cookies.length === 0 ? whole : { ...whole, cookies };
}

/** What departs from the contract; nothing is said of what is in a coding that nobody asked for. */
function findingsIn({ contract, served }: OverriddenCall, { status, headers, text }: Answer): readonly Finding[] {
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return [];
  const sent = text?.toString();
  const body = sent === undefined ? {} : readBody(sent, headers['content-type']);
  return checkExchange({ contract, entry: served, reply: { status, headers, ...body } });
}

function readBody(sent: string, type = ''): { readonly body: unknown; readonly text?: string } {
  if (!/[/+]json\b/i.test(type) || isDeeper(sent)) return { body: sent };
  try {
    return { body: JSON.parse(sent), text: sent };
  } catch {
    return { body: sent };
  }
}
