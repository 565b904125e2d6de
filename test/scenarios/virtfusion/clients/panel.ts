import http from 'node:http';
import https from 'node:https';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { createMockServer, type MockServer } from '../../../../mock-server/index.js';

// biome-ignore lint/suspicious/noExplicitAny: answers are read as clients without types read them
type Body = any;

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: Body;
}

/** Calls of one client: `body` is the text that it sends, or what it writes as JSON. */
export type Send = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** A panel as a client meets it. */
export interface Met {
  /** Below `/api/v1`. */
  readonly send: Send;
  readonly mock: MockServer;
  readonly pass: (by: string) => Promise<unknown>;
}

/**
 * Tells a client's story over http and over https, each on a panel of its own that nobody has used, with the headers that
 * this client sends beside its token.
 */
export function storiesOf(
  client: string,
  headers: Readonly<Record<string, string>>,
  tell: (met: () => Met) => void,
): void {
  describe.each(['http', 'https'] as const)(`${client}, over %s`, protocol => {
    let met: Met;
    beforeEach(async () => {
      const mock = await createMockServer({
        seed: 'empty',
        clock: 'frozen',
        now: '2025-01-31T12:00:00Z',
        selfCheck: 'all',
        tls: protocol === 'https',
      });
      const token = mock.credentials.virtfusion?.token ?? '';
      const own = { ...headers, authorization: `Bearer ${token}` };
      met = { mock, send: sender(mock, own), pass: by => mock.control.clock.advance({ by }) };
      expect(mock.url.startsWith(`${protocol}://`)).toBe(true);
    });
    afterEach(async () => {
      expect(met.mock.findings).toEqual([]);
      await met.mock.close();
    });
    tell(() => met);
  });
}

/** Sends bytes and headers as they are, and verifies the panel's certificate. */
const sender =
  (mock: MockServer, headers: Readonly<Record<string, string>>): Send =>
  (method, path, body) =>
    new Promise((resolve, reject) => {
      const url = new URL(`${mock.url}/api/v1${path}`);
      const bytes = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
      const length = bytes === undefined ? {} : { 'content-length': Buffer.byteLength(bytes) };
      const options = { method, headers: { ...headers, ...length }, agent: false as const };
      const request =
        url.protocol === 'https:' ? https.request(url, { ...options, ca: mock.ca }) : http.request(url, options);
      request.on('error', reject).on('response', async answer => {
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk);
        const text = Buffer.concat(chunks).toString();
        const isJson = answer.headers['content-type']?.startsWith('application/json') ?? false;
        resolve({ status: answer.statusCode ?? 0, text, body: isJson ? JSON.parse(text) : undefined });
      });
      request.end(bytes);
    });

/** The answer of a call that must have this status. */
export async function done(status: number, answer: Promise<Answer>): Promise<Body> {
  const { status: had, text, body } = await answer;
  expect({ status: had, text: had === status ? '' : text }).toEqual({ status, text: '' });
  return body;
}
