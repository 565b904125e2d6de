import { afterAll, beforeAll } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';

const NOW = '2025-01-01T00:00:00Z';

/** A server for all tests of a file, in which each opens a world of its own, with what calls it and its journal. */
export function serverOfJournals() {
  let mock: MockServer;
  beforeAll(async () => {
    mock = await createMockServer({ seed: 'empty', clock: 'frozen', now: NOW });
  });
  afterAll(() => mock.close());

  const admin = async (method: string, path: string, body?: unknown) => {
    const reply = await fetch(`${mock.url}/__admin/worlds/${path}`, { method, body: JSON.stringify(body) ?? null });
    const text = await reply.text();
    return { status: reply.status, text, body: JSON.parse(text) };
  };

  let count = 0;
  /** A world of a test's own, with what calls it. */
  async function opened() {
    count += 1;
    const name = `own-${count}`;
    const { credentials, urls } = await mock.control.worlds.create({ name, clock: 'frozen', now: NOW });
    const api_key = credentials.infrahub.apiKey;
    return {
      name,
      api_key,
      credentials,
      urls,
      journal: (query = '') => admin('GET', `${name}/journal?${query}`),
      verify: async (wanted: object) => admin('POST', `${name}/journal/verify`, wanted),
      make: (body: object, headers = {}) =>
        fetch(`${urls.infrahub}/core/environments`, {
          method: 'POST',
          headers: { api_key, 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        }),
      list: (query = '', key = api_key) =>
        fetch(`${urls.infrahub}/core/environments${query}`, { headers: { api_key: key } }),
      platform: (method: string, form: Record<string, string>) =>
        fetch(`${urls.virtuozzo}/${method}`, { method: 'POST', body: new URLSearchParams(form) }),
    };
  }

  return {
    get mock(): MockServer {
      return mock;
    },
    opened,
  };
}
