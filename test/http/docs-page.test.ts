import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ dashboard: inject('dashboard'), seed: 'empty' });
});
afterAll(() => mock.close());

const get = (path: string): Promise<Response> => fetch(`${mock.url}${path}`);

describe('the page of the documentation', () => {
  it('is the same for every API, under the policy of the dashboard: no inline script or style, no other host', async () => {
    const [docs, dashboard] = await Promise.all([get('/__admin/docs/control'), get('/')]);
    expect(docs.status).toBe(200);
    expect(docs.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(docs.headers.get('cache-control')).toBe('no-cache');
    const policy = docs.headers.get('content-security-policy');
    expect(policy).toBe(dashboard.headers.get('content-security-policy'));
    expect(policy).not.toContain('unsafe');
    const text = await docs.text();
    expect(text).not.toMatch(/<script(?![^>]* src=)|<style| style=|https?:\/\//);
    expect(await (await get('/__admin/docs/anything/?world=other')).text()).toBe(text);
    expect((await get('/__admin/docs')).status).toBe(404);
    expect((await get('/__admin/docs/control/more')).status).toBe(404);
  });

  it('has the licences of the viewer beside it', async () => {
    for (const [name, said] of [
      ['LICENSE', 'Apache License'],
      ['NOTICE', 'SmartBear'],
      ['swagger-ui-es-bundle.js.LICENSE.txt', 'MIT'],
    ]) {
      const answer = await get(`/__admin/ui/licences/swagger-ui/${name}`);
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining(said ?? '')]);
    }
  });
});
