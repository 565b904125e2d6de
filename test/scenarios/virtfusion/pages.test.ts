import { describe, expect, it } from 'vitest';
import { customerOf } from './customer.js';
import { visitorForEach } from './visitor.js';

const { panel, mock, pass, user, order, build, open, shown, linkOf, screenOf, records } = visitorForEach();

describe('a console token', () => {
  it('says what would be there', async () => {
    const { id, uuid } = await order();
    const shownByRead = (await panel.read(`/servers/${id}/vnc`)).vnc.wss.url;
    const off = await open(shownByRead);
    expect([off.status, off.title, off.headers.get('cache-control')]).toEqual([200, 'Console of Server 1', 'no-store']);
    expect(off.text).toContain(`<dd><a href="/server/${uuid}">Server 1</a></dd>`);
    expect(off.text).toContain('The console is disabled');
    await build(id, { name: 'web', hostname: 'web.test' });
    await pass('PT1M');
    const url = await screenOf(id, { vnc: true });
    const on = await open(url);
    expect([on.status, on.title, on.text.includes('The console is enabled')]).toEqual([200, 'Console of web', true]);
    expect(on.facts).toMatchObject({ Machine: 'switched on', 'Token made': '2025-01-31 12:01:00 UTC' });
    expect(on.facts.Console).toMatch(/^enabled, at \d+\.\d+\.\d+\.\d+:\d+$/);
    expect((await panel.read(`/servers/${id}/vnc`)).vnc.wss.url).toBe(url);
    const password = (await panel.read(`/servers/${id}/vnc`)).vnc.password;
    expect(on.text).not.toContain(password);
  });

  it('is no longer good after the next change', async () => {
    const { id } = await order();
    const old = await screenOf(id);
    const current = await screenOf(id);
    const replaced = await open(old);
    expect([replaced.status, replaced.title]).toEqual([410, 'Token replaced']);
    expect(replaced.facts).toHaveProperty('Server');
    expect(await shown(current)).toEqual([200, `Console of Server ${id}`]);
  });

  it('is unknown when it was never told, is long replaced, or its server is gone', async () => {
    const { id } = await order();
    const oldest = await screenOf(id);
    const old = await screenOf(id);
    for (let turn = 0; turn < 19; turn++) await screenOf(id);
    expect([await shown(oldest), await shown(old)]).toEqual([
      [404, 'Unknown token'],
      [410, 'Token replaced'],
    ]);
    expect(await records('vncToken')).toHaveLength(20);
    const current = (await panel.read(`/servers/${id}/vnc`)).vnc.wss.url;
    await panel.done(204, 'DELETE', `/servers/${id}`);
    expect(await shown(current)).toEqual([404, 'Unknown token']);
    expect(await records('vncToken')).toEqual([]);
    expect(await shown('/vnc/?token=x')).toEqual([404, 'Unknown token']);
    for (const path of ['/vnc', '/vnc/', '/vnc/?token=', '/vnc/?tokn=x'])
      expect(await shown(path)).toEqual([400, 'No console link']);
  });

  it('is the same for all who may read it, and comes back with a snapshot', async () => {
    const { id } = await order();
    const reader = customerOf(mock(), { token: Object(mock().credentials.others).virtfusion.readonly.token });
    const { url } = (await reader.read(`/servers/${id}/vnc`)).vnc.wss;
    expect((await panel.read(`/servers/${id}/vnc`)).vnc.wss.url).toBe(url);
    const state = await mock().control.snapshot.save();
    await screenOf(id);
    expect((await open(url)).status).toBe(410);
    await mock().control.snapshot.restore(state);
    expect((await open(url)).status).toBe(200);
    expect((await panel.read(`/servers/${id}/vnc`)).vnc.wss.url).toBe(url);
  });
});

describe('a server', () => {
  it('has a page under its uuid', async () => {
    const { id: userId } = await user();
    const { id, uuid, network } = await order({ packageId: 1, userId });
    const [{ address }] = network.interfaces[0].ipv4;
    const allocated = await open(`/server/${uuid}`);
    expect([allocated.status, allocated.title]).toEqual([200, `Server ${id}`]);
    expect(allocated.facts).toMatchObject({ Machine: 'allocated, switched off', System: 'none yet' });
    expect(allocated.facts).not.toHaveProperty('Hostname');
    await build(id, { name: 'web', hostname: 'web.test' });
    await pass('PT1M');
    await panel.done(204, 'POST', `/servers/${id}/suspend`);
    await panel.done(204, 'DELETE', `/servers/${id}?delay=5`);
    const { title, facts } = await open(`/server/${uuid.toUpperCase()}`);
    expect(title).toBe('web');
    expect(facts).toMatchObject({
      ...{ Id: `${id}`, Uuid: uuid, Hostname: 'web.test', Owner: 'Ann Lee (ann@lee.co)' },
      ...{ Machine: 'suspended, switched on', Addresses: address, Made: '2025-01-31 12:00:00 UTC' },
      'Deleted at': '2025-01-31 12:06:00 UTC',
    });
    expect(facts.System).toMatch(/^\w+ /);
    await pass('PT5M');
    expect(await shown(`/server/${uuid}`)).toEqual([404, 'Unknown server']);
    expect(await shown('/server/1')).toEqual([404, 'Unknown server']);
  });
});

it('a logo is an SVG, whatever the end of its name', async () => {
  const groups = await panel.read('/media/templates/fromServerPackageSpec/3');
  for (const { icon } of groups) {
    const { status, headers, text } = await open(`/img/logo/${icon}`);
    expect([icon, status, headers.get('content-type')]).toEqual([icon, 200, 'image/svg+xml']);
    expect(text).toContain(`<title>${icon.replace('_logo.png', '')}</title>`);
  }
  for (const name of ['debian', 'debian_logo', 'debian.svg', 'debian_logo.JPG'])
    expect((await open(`/img/logo/${name}`)).text).toBe((await open('/img/logo/debian_logo.png')).text);
  for (const name of ['', '.png', '_logo.png', '%3Cscript%3E', '..%2f..%2fetc%2fpasswd', `${'x'.repeat(65)}_logo.png`])
    expect([name, (await open(`/img/logo/${name}`)).status]).toEqual([name, 404]);
});

it('names that users choose are text on every page', async () => {
  const name = `<script>alert('1')</script><img src=x onerror="a">`;
  const { id: userId } = await user({ name });
  const { id, uuid } = await order({ packageId: 1, userId });
  await build(id, { name, hostname: 'web.test' });
  const links = [
    ...[await linkOf(), await linkOf(`/users/7/serverAuthenticationTokens/${id}`)],
    ...[await screenOf(id), `/server/${uuid}`],
  ];
  for (const link of links) {
    const { status, text } = await open(link);
    expect(status).toBe(200);
    expect(text).toContain('&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&lt;img src=x onerror=&quot;a&quot;&gt;');
    expect(text).not.toMatch(/<script|<img/);
  }
});

describe('the world of a link', () => {
  const worldOf = async (name: string) => {
    const { credentials } = await mock().control.worlds.create({ name, seed: 'empty', clock: 'frozen' });
    return customerOf(mock(), { token: Object(credentials).virtfusion.token });
  };
  const ann = { name: 'Ann Lee', email: 'ann@lee.co', extRelationId: 7 };

  it('is that of its token, as of a credential: worlds of one seed draw tokens of their own', async () => {
    const [one, two] = [await worldOf('one'), await worldOf('two')];
    const clients = [panel, one, two];
    for (const [index, client] of clients.entries())
      await client.done(201, 'POST', '/users', { ...ann, name: `Ann ${index}` });
    const links = await Promise.all(clients.map(client => linkOf(undefined, client)));
    expect(new Set(links).size).toBe(3);
    for (const index of [2, 0, 1]) expect(await shown(links[index] ?? '')).toEqual([200, `Signed in as Ann ${index}`]);
    const { id } = (await two.done(201, 'POST', '/servers', { packageId: 2, userId: 1, hypervisorId: 1 })).data;
    const url = await screenOf(id, {}, two);
    expect((await open(url)).text).toContain('World “two”');
  });

  it('is first of all the one that a prefix or a header names, and links stay there', async () => {
    const client = await worldOf('one');
    await client.done(201, 'POST', '/users', ann);
    const { id } = (await client.done(201, 'POST', '/servers', { packageId: 2, userId: 1, hypervisorId: 1 })).data;
    const link = await linkOf(undefined, client);
    expect(await shown(`/w/default${link}`)).toEqual([404, 'Unknown tokens']);
    expect((await open(link, 'GET', { 'x-hostdouble-world': 'default' })).status).toBe(404);
    expect((await open(link, 'HEAD', { 'x-hostdouble-world': 'one' })).status).toBe(200);
    expect(await shown(`/w/one${link}`)).toEqual([200, 'Signed in as Ann Lee']);
    expect(await shown(link)).toEqual([410, 'Tokens used up']);
    expect((await open(await screenOf(id, {}, client))).text).toContain('<a href="/w/one/server/');
    expect(await shown(`/w/three${link}`)).toEqual([404, 'No such world']);
  });

  it('that was restored from another is reached by its prefix, and makes tokens of its own', async () => {
    await panel.done(201, 'POST', '/users', ann);
    const link = await linkOf();
    const client = await worldOf('copy');
    await mock().control.snapshot.restore(await mock().control.snapshot.save('default'), 'copy');
    expect(await shown(`/w/copy${link}`)).toEqual([200, 'Signed in as Ann Lee']);
    expect(await shown(link)).toEqual([200, 'Signed in as Ann Lee']);
    const [ours, theirs] = [await linkOf(), await linkOf(undefined, client)];
    expect(ours).not.toBe(theirs);
    expect((await open(theirs)).text).toContain('World “copy”');
    expect((await open(ours)).text).toContain('World “default”');
  });
});

it('pages are no operations: the OpenAPI document does not know them', async () => {
  const { paths } = Object(await mock().control.openapi('virtfusion'));
  expect(Object.keys(paths).filter(path => /^\/(vnc|server\/|img|token)/.test(path))).toEqual([]);
});
