import { describe, expect, it } from 'vitest';
import type { VirtFusionCloud } from '../../../mock-server/vendors/virtfusion/cloud.js';
import { virtfusion } from '../../../mock-server/vendors/virtfusion/index.js';
import { makeLogin } from '../../../mock-server/vendors/virtfusion/logins/rules.js';
import { visitorForEach } from './visitor.js';

const { panel, mock, pass, user, order, open, shown, linkOf, records } = visitorForEach();

describe('login tokens', () => {
  it('sign in once, with or without a slash, and say whom and until when', async () => {
    const { id } = await user();
    const [one, two] = [await linkOf(), await linkOf()];
    await pass('PT20.5S');
    const { status, title, facts, headers } = await open(one);
    expect([status, title, headers.get('cache-control')]).toEqual([200, 'Signed in as Ann Lee', 'no-store']);
    expect(facts).toEqual({
      ...{ User: 'Ann Lee (ann@lee.co)', Id: `${id}` },
      ...{ 'Tokens made': '2025-01-31 12:00:00 UTC', 'Good until': '2025-01-31 12:01:00 UTC' },
      ...{ 'Signed in': '2025-01-31 12:00:20 UTC', 'Session until': '2025-01-31 14:00:20 UTC' },
    });
    await pass('PT10S');
    expect(await shown(two.replace('/?', '?'))).toEqual([200, 'Signed in as Ann Lee']);
    await pass('PT1H');
    const again = await open(one);
    expect([again.status, again.title, again.facts]).toEqual([410, 'Tokens used up', facts]);
    const at = Date.UTC(2025, 0, 31, 12);
    expect(await records('login')).toMatchObject([
      { userId: id, serverId: null, made: at, used: at + 20_500 },
      { userId: id, serverId: null, made: at, used: at + 30_500 },
    ]);
  });

  it('of a server say which one, also when it is deleted meanwhile', async () => {
    const { id: userId } = await user();
    const server = await order({ packageId: 1, userId });
    const at = `/users/7/serverAuthenticationTokens/${server.id}`;
    const [one, two] = [await linkOf(at), await linkOf(at)];
    expect((await open(one)).text).toContain(`<dd><a href="/server/${server.uuid}">Server ${server.id}</a></dd>`);
    await panel.done(204, 'DELETE', `/servers/${server.id}`);
    expect((await open(two)).facts).toMatchObject({ Server: `server ${server.id}, which is deleted` });
    expect((await open(one)).status).toBe(410);
  });

  it('are good for 60 seconds, and expired ones are known for a day', async () => {
    await user();
    const [early, late] = [await linkOf(), await linkOf()];
    await pass('PT59.999S');
    expect(await shown(early)).toEqual([200, 'Signed in as Ann Lee']);
    await pass('PT0.001S');
    const expired = await open(late);
    expect([expired.status, expired.title]).toEqual([410, 'Tokens expired']);
    expect(expired.facts).toMatchObject({ User: 'Ann Lee (ann@lee.co)', 'Good until': '2025-01-31 12:01:00 UTC' });
    expect(expired.facts).not.toHaveProperty('Session until');
    await pass('PT23H59M59.999S');
    await linkOf();
    expect([await shown(late), await shown(early)]).toEqual([
      [410, 'Tokens expired'],
      [410, 'Tokens used up'],
    ]);
    await pass('PT0.001S');
    await linkOf();
    expect(await shown(late)).toEqual([404, 'Unknown tokens']);
    expect(await records('login')).toHaveLength(2);
  });

  it('that are unknown, halves or of two pairs sign nobody in and use nothing up', async () => {
    await user();
    const [one, two] = [await linkOf(), await linkOf()];
    const [first, second, other] = [/1=(\w+)/.exec(one)?.[1], /2=(\w+)/.exec(one)?.[1], /2=(\w+)/.exec(two)?.[1]];
    const at = '/token_authenticate';
    for (const [query, status, title] of [
      [`1=${first}&2=${other}`, 403, 'Tokens that do not go together'],
      [`1=nobody&2=${second}`, 403, 'Tokens that do not go together'],
      [`1=${first}&2=nobody`, 403, 'Tokens that do not go together'],
      [`1=${second}&2=${first}`, 404, 'Unknown tokens'],
      ['1=a&2=b', 404, 'Unknown tokens'],
      [`1=${first}`, 400, 'No sign-in link'],
      [`2=${second}`, 400, 'No sign-in link'],
      [`1=&2=${second}`, 400, 'No sign-in link'],
      ['', 400, 'No sign-in link'],
      ['__proto__=1&1[]=2', 400, 'No sign-in link'],
    ] as const)
      expect([query, ...(await shown(`${at}?${query}`))]).toEqual([query, status, title]);
    expect((await records('login')).map(({ used }: { used: unknown }) => used)).toEqual([null, null]);
    expect(await shown(one)).toEqual([200, 'Signed in as Ann Lee']);
  });

  it('do not sign in who is suspended, and go with who is deleted', async () => {
    await user();
    const link = await linkOf();
    await panel.done(201, 'PUT', '/users/7/byExtRelation', { enabled: false });
    expect(await shown(link)).toEqual([403, 'User suspended']);
    await panel.done(201, 'PUT', '/users/7/byExtRelation', { enabled: true });
    expect(await shown(link)).toEqual([200, 'Signed in as Ann Lee']);
    await panel.done(204, 'DELETE', '/users/7/byExtRelation');
    expect(await shown(link)).toEqual([404, 'Unknown tokens']);
    expect(await records('login')).toEqual([]);
  });

  it('are not used up by who only looks, or calls with another verb', async () => {
    await user();
    const link = await linkOf();
    const looked = await open(link, 'HEAD');
    expect([looked.status, looked.text]).toEqual([200, '']);
    expect(looked.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const refused = await open(link, method);
      expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    }
    expect(await shown(link)).toEqual([200, 'Signed in as Ann Lee']);
  });

  it('are as they were when a snapshot comes back', async () => {
    await user();
    const link = await linkOf();
    const before = await mock().control.snapshot.save();
    expect(await shown(link)).toEqual([200, 'Signed in as Ann Lee']);
    const after = await mock().control.snapshot.save();
    await mock().control.snapshot.restore(before);
    expect(await shown(link)).toEqual([200, 'Signed in as Ann Lee']);
    expect(await mock().control.snapshot.save()).toEqual(after);
    await mock().control.snapshot.restore(after);
    expect(await shown(link)).toEqual([410, 'Tokens used up']);
  });

  it('are kept a thousand at most', () => {
    const cloud: VirtFusionCloud = virtfusion.createCloud({ seed: 1, start: 0, issued: [], settings: {} });
    const credential = {
      scheme: 'token',
      value: 't',
      holder: 1,
      state: 'valid',
      rights: 'all',
      expires: null,
    } as const;
    const caller = { holder: 1, credential };
    const administrator = cloud.users.need(1);
    for (let turn = 0; turn < 1002; turn++) makeLogin(cloud, caller, administrator, null);
    expect([cloud.logins.size, cloud.logins.find(() => true)?.id]).toEqual([1000, 3]);
  });
});
