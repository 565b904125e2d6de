import pactum from 'pactum';
import { afterAll, expect } from 'vitest';
import { replyFrom } from '../../contracts/core/over-fetch.js';
import type { Send } from '../../contracts/kit/transport/request.js';
import { createMockServer } from '../../mock-server/index.js';
import { type ContractSuiteOptions, contractSuite } from '../../mock-server/vitest.js';

/** Sends through pactum: a client of its own, over a socket, as any user's would. */
const overPactum: Send = async ({ method, url, headers, body }, timeout) => {
  const spec = pactum
    .spec()
    .withMethod(method)
    .withPath(url)
    .withHeaders({ ...headers });
  if (body !== undefined) spec.withBody(body);
  const reply = await spec.withFollowRedirects(false).withRequestTimeout(timeout).toss();
  const text = Buffer.isBuffer(reply.body) ? reply.body.toString() : String(reply.text ?? '');
  return replyFrom(reply.statusCode, asTexts(reply.headers), text);
};

const asTexts = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));

/**
 * Holds a vendor's contract to the double, and with `TARGET=https://…` to a real endpoint, reading only. `never` names
 * operations that no call succeeds with.
 */
export async function suite(vendor: string, never: readonly string[] = []): Promise<void> {
  const { TARGET } = process.env;
  if (TARGET !== undefined) return contractSuite(vendor, TARGET, { send: overPactum });

  const mock = await createMockServer({ seed: 'shop', clock: 'frozen', selfCheck: 'all' });
  afterAll(async () => {
    expect(mock.findings).toEqual([]);
    await mock.close();
  });
  const credentials = Object.entries(mock.credentials).find(([name]) => name === vendor)?.[1];
  const opened = Date.parse((await mock.control.clock.show()).now);
  const options: ContractSuiteOptions = {
    now: () => opened,
    ...{ send: overPactum, rate: 0, failOn: 'notice', disposable: true, skip: never },
    allow: ['write', 'spend', 'destroy'],
    sleep: async milliseconds => {
      await mock.control.clock.advance({ by: `PT${milliseconds / 1000}S` });
    },
  };
  return contractSuite(vendor, { target: mock.url, credentials: textsOf(credentials) }, options);
}

const textsOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(Object(value)).map(([name, text]) => [name, String(text)]));
