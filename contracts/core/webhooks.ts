import { z } from 'zod';
import { secret } from './wire.js';

/** Most addresses that one cloud tells. */
export const MOST_WEBHOOKS = 20;
/** Most patterns that one of them has, and letters of an address, a pattern and a token. */
const [PATTERNS, URL_LETTERS, PATTERN_LETTERS, TOKEN_LETTERS] = [50, 2000, 100, 500];

const isCalled = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** An address that is told of what happens in a cloud. */
export const webhookFields = {
  /** It may carry a password or a token of the one who is told. */
  url: secret(z.string().max(URL_LETTERS).refine(isCalled, 'is no URL of http or https')),
  /** Names of events, with `*` for any piece: `server.*`. */
  events: z.array(z.string().min(1).max(PATTERN_LETTERS)).min(1).max(PATTERNS),
  /** Sent along as the vendor sends a token. */
  token: secret(z.string().min(1).max(TOKEN_LETTERS)).nullable(),
};

const { url, events, token } = webhookFields;

/** What every address is told unless it says otherwise. */
const all = { events: ['*'], token: null };

/** A URL alone, or with more. */
const webhook = z.union([
  url.transform(url => ({ url, ...all })),
  z.strictObject({ url, events: events.default(all.events), token: token.default(all.token) }),
]);

/** The addresses that a cloud tells, as the operator names them. */
export const webhookList = z.array(webhook).max(MOST_WEBHOOKS);

export type Webhook = Readonly<z.output<typeof webhook>>;
