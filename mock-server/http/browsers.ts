import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { isLoopbackHost } from './loopback.js';
import { type Answer, jsonAnswer } from './respond.js';

/** Origins whose pages may call beside those of this machine, or `off`. */
export type AllowedOrigins = readonly string[] | 'off';

/** What the server says to calls that a browser makes for a page. */
export interface Browsers {
  /**
   * Whether a browser sent this for a page that may not act with credentials which everybody knows. Calls of other
   * programs carry none of the headers that tell a page.
   */
  isForeign(headers: IncomingHttpHeaders): boolean;
  /** Whether this asks, for a page, what may be called here (a preflight request). */
  isPreflight(request: IncomingMessage): boolean;
  /** The answer to such a question about a path that is called with these verbs. */
  preflight(headers: IncomingHttpHeaders, verbs: readonly string[]): Answer;
  /** Lets the page that a call is from, if it is from one that may, read the answer. */
  open(headers: IncomingHttpHeaders, reply: ServerResponse): void;
}

/** Seconds for which a browser need not ask again. */
const KEPT = '600';
/**
 * Headers of answers that a page may read: all, and by name those that are ours or usual, for with credentials of the
 * browser's own (cookies, which nothing here has) `*` is a name like others.
 */
const EXPOSED =
  '*, retry-after, location, x-ratelimit-limit, x-ratelimit-remaining, x-hostdouble-unserved, x-hostdouble-drift';

/** The refusal of a foreign page. Whoever wrote the page meant this server, or nobody did. */
export const foreignPage = (headers: IncomingHttpHeaders): Answer =>
  jsonAnswer(403, {
    hostdouble: `the page of ${headers.origin ?? 'another site'} may not act in the world "default", whose credentials everybody knows; allow it with --cors, or give it a world of its own`,
  });

/** Pages of these origins may call, and read what is answered; those of loopback addresses too, unless it is `off`. */
export function createBrowsers(origins: AllowedOrigins): Browsers {
  const named = new Set(origins === 'off' ? [] : origins);
  const isListed = (origin: string): boolean => named.has('*') || named.has(origin.toLowerCase());
  const mayAct = (origin: string): boolean => isListed(origin) || isOfThisMachine(origin);
  const mayRead = (origin: string | undefined): origin is string =>
    origin !== undefined && origins !== 'off' && mayAct(origin);
  return {
    isForeign({ origin, host, referer, 'sec-fetch-site': site }) {
      if (origin !== undefined) return !mayAct(origin) && !isOwn(origin, host);
      // An image, a link, a script: such calls have no `origin`, and Virtuozzo's operations answer them.
      return (
        site === 'cross-site' && !(referer !== undefined && URL.canParse(referer) && mayAct(new URL(referer).origin))
      );
    },
    isPreflight: ({ method, headers }) =>
      origins !== 'off' &&
      method === 'OPTIONS' &&
      headers.origin !== undefined &&
      headers['access-control-request-method'] !== undefined,
    preflight(headers, verbs) {
      const { origin, 'access-control-request-headers': asked } = headers;
      if (!mayRead(origin)) return notAllowed(headers);
      const answered: Record<string, string> = {
        ...readableBy(origin),
        'access-control-allow-methods': verbs.join(', '),
        'access-control-max-age': KEPT,
      };
      if (asked !== undefined) answered['access-control-allow-headers'] = asked;
      if (headers['access-control-request-private-network'] === 'true')
        answered['access-control-allow-private-network'] = 'true';
      return { status: 204, headers: answered, text: undefined };
    },
    open({ origin }, reply) {
      if (!mayRead(origin)) return;
      for (const [name, value] of Object.entries({ ...readableBy(origin), 'access-control-expose-headers': EXPOSED }))
        reply.setHeader(name, value);
    },
  };
}

const readableBy = (origin: string): Record<string, string> => ({
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  vary: 'Origin',
});

const notAllowed = ({ origin }: IncomingHttpHeaders): Answer =>
  jsonAnswer(403, { hostdouble: `pages of ${origin} may not call this server; allow them with --cors` });

/** Whether an origin is a page of this machine: of `localhost`, a name below it, or a loopback address, at any port. */
function isOfThisMachine(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  if (protocol !== 'http:' && protocol !== 'https:') return false;
  return isLoopbackHost(hostname.replace(/^\[|\]$/g, '')) || hostname.endsWith('.localhost');
}

/** Whether a page is one that this server gave out itself, under no name that a foreign site can have. */
const isOwn = (origin: string, host: string | undefined): boolean =>
  host !== undefined && isPrivateHost(host) && origin.replace(/^https?:\/\//, '') === host;

/** Addresses, and names that no site on the internet can have: those without a dot, and those kept for private use. */
const PRIVATE = /^([^.:]+|.+\.(localhost|internal)|\d+(\.\d+){3}|\[[\da-f:.]+\])(:\d+)?$/i;

/** Whether a host, with its port, is one that no page of another site can be under, even one whose name points here. */
export const isPrivateHost = (host: string): boolean => PRIVATE.test(host);
