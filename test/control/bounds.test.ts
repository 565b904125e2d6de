import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen' });
});
afterAll(() => mock.close());

describe('what is sent to the control API', () => {
  it('is no deeper than 200 levels', async () => {
    const deep = (levels: number) =>
      `{"operation":"servers.list","reply":{"body":${'['.repeat(levels)}${']'.repeat(levels)}},"drift":true}`;
    const send = async (body: string) => {
      const reply = await fetch(`${mock.url}/__admin/worlds/default/overrides`, { method: 'POST', body });
      return [reply.status, await reply.text()] as const;
    };
    expect((await send(deep(198)))[0]).toBe(201);
    expect(await send(deep(199))).toEqual([400, expect.stringContaining('nested deeper than 200 levels')]);
    expect((await send(deep(400_000)))[0]).toBe(400);
    await mock.control.overrides.clear();
  });

  it('is no larger than the body of any call, but for a snapshot', async () => {
    const large = ' '.repeat(1024 * 1024 + 1);
    const send = async (method: string, path: string) =>
      (await fetch(`${mock.url}/__admin/worlds/default/${path}`, { method, body: large })).status;
    expect(await send('POST', 'faults')).toBe(413);
    expect(await send('PUT', 'snapshot')).toBe(422); // all of it is read, and nothing is in it
  });
});
