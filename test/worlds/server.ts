import { afterAll, beforeAll, expect } from 'vitest';
import { createMockServer, type MockServer, type WorldView } from '../../mock-server/index.js';

export const NOW = '2025-01-01T00:00:00Z';

/** A server for all tests of a file, with what they call it with. */
export function serverOfWorlds() {
  let mock: MockServer;
  beforeAll(async () => {
    mock = await createMockServer({ seed: 'empty', clock: 'frozen', now: NOW });
  });
  afterAll(() => mock.close());

  return {
    get mock(): MockServer {
      return mock;
    },
    async admin(method: string, path: string, body?: unknown) {
      const reply = await fetch(`${mock.url}/__admin${path}`, { method, body: JSON.stringify(body) ?? null });
      return { status: reply.status, text: await reply.text() };
    },
    made: (name: string): Promise<WorldView> => mock.control.worlds.create({ name, clock: 'frozen', now: NOW }),
    /** Names of the environments that an API key sees, at the plain address unless another is given. */
    async environments(key: string, address = `${mock.url}/v1`): Promise<string[]> {
      const reply = await fetch(`${address}/core/environments`, { headers: { api_key: key } });
      const body: { environments: { name: string }[] } = JSON.parse(await reply.text());
      return body.environments.map(({ name }) => name).filter(name => !name.startsWith('default-'));
    },
    async order(key: string, name: string): Promise<void> {
      const body = JSON.stringify({ name, region: 'NORWAY-1' });
      const path = `${mock.url}/v1/core/environments`;
      const reply = await fetch(path, { method: 'POST', headers: { api_key: key }, body });
      expect(reply.status).toBe(200);
    },
  };
}

export const keyOf = ({ credentials }: WorldView): string => credentials.infrahub.apiKey;
