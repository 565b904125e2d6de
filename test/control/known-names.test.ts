import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen' });
});
afterAll(() => mock.close());

const asked = async (method: string, path: string, body?: object) => {
  const reply = await fetch(`${mock.url}/__admin/worlds/default${path}`, {
    method,
    body: JSON.stringify(body) ?? null,
  });
  return { status: reply.status, text: await reply.text() };
};

describe('a name that would be answered with nothing', () => {
  it.each<[string, string, string]>([
    ['an operation of the journal', '/journal?operation=environments.lst', 'did you mean environments.list?'],
    ['a vendor of the journal', '/journal?vendor=infrahb', 'did you mean infrahub?'],
  ])('is refused: %s', async (_what, path, said) => {
    const { status, text } = await asked('GET', path);
    expect([status, text]).toEqual([422, expect.stringContaining(said)]);
  });

  it('is refused: what a fault could never take, for nothing serves it', async () => {
    for (const operation of [
      'authentication.getAuth*',
      'virtuozzo/authentication.getAuthKey',
      'authentication.getAuthKey',
    ]) {
      const { status, text } = await asked('POST', '/faults', { operation, failure: 'internal' });
      expect([status, text]).toEqual([422, expect.stringContaining('known, and not served yet')]);
    }
    expect((await asked('POST', '/faults', { operation: 'environments.*', failure: 'internal' })).status).toBe(201);
    expect((await asked('DELETE', '/faults')).status).toBe(204);
  });

  it('is none where it is known: calls are found by id, by pattern and by vendor', async () => {
    const api_key = mock.credentials.infrahub.apiKey;
    await fetch(`${mock.url}/v1/core/environments`, { headers: { api_key } });
    for (const operation of ['environments.list', 'environments.*', 'infrahub/*'] as const)
      expect((await mock.control.journal.list({ operation })).calls.map(({ operation: id }) => id)).toEqual([
        'environments.list',
      ]);
    expect((await mock.control.journal.list({ operation: 'virtfusion/*' })).calls).toEqual([]);
  });
});
