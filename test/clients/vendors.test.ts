import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CallError, createClient } from '../../contracts/core/client.js';
import { infrahub } from '../../contracts/vendors/infrahub/index.js';
import { virtfusion } from '../../contracts/vendors/virtfusion/index.js';
import { virtuozzo } from '../../contracts/vendors/virtuozzo/index.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen', now: '2025-01-01T00:00:00Z', selfCheck: 'all' });
});
afterAll(async () => {
  await mock.close();
  expect(mock.findings).toEqual([]);
});

/** Why a call was refused. */
const refusal = (call: Promise<unknown>): Promise<CallError> =>
  call.then(
    () => expect.fail('the call succeeded'),
    (error: unknown) => (error instanceof CallError ? error : expect.fail(`no refusal: ${error}`)),
  );

describe('a client of Infrahub', () => {
  const asked = () => createClient(infrahub, { url: mock.url, credentials: { ...mock.credentials.infrahub } });

  it('reads, makes a thing, and is refused', async () => {
    const client = asked();
    expect((await client.regions.list()).regions.map(({ name }) => name)).toContain('NORWAY-1');
    expect((await client.billing.usage({ query: { deleted: 'false' } })).data).toEqual([]);
    const { environment } = await client.environments.create({ body: { name: 'one', region: 'NORWAY-1' } });
    expect(await client.environments.show({ params: { id: environment.id } })).toMatchObject({ environment });
    const again = await refusal(client.environments.create({ body: { name: 'one', region: 'NORWAY-1' } }));
    expect([again.kind, again.status, again.operation]).toEqual(['exists', 409, 'environments.create']);
    expect(again.body).toMatchObject({ status: false });
  });

  it('is refused without its credential, and says none', async () => {
    const key = '22222222-3333-4444-8555-666666666666';
    const client = createClient(infrahub, { url: mock.url, credentials: { apiKey: key } });
    const { kind, status, message, body } = await refusal(client.regions.list());
    expect([kind, status]).toEqual(['unauthenticated', 401]);
    expect(`${message} ${JSON.stringify(body)}`).not.toContain(key);
  });
});

describe('a client of VirtFusion', () => {
  const client = () => createClient(virtfusion, { url: mock.url, credentials: { ...mock.credentials.virtfusion } });
  const user = { name: 'One', email: 'one@example.com', extRelationId: 7 };

  it('reads, makes a thing, and is refused', async () => {
    await client().connection.test();
    const { data } = await client().users.create({ body: user });
    expect(data).toMatchObject({ name: 'One', email: 'one@example.com' });
    expect((await client().users.show({ params: { extRelationId: '7' } })).data.id).toBe(data.id);
    expect(await refusal(client().users.create({ body: user }))).toMatchObject({ kind: 'exists', status: 409 });
    expect(await refusal(client().users.show({ params: { extRelationId: '8' } }))).toMatchObject({ status: 404 });
  });
});

describe('a client of Virtuozzo', () => {
  const { login, password } = { login: 'demo@example.com', password: 'demo' };

  it('signs in, reads, makes a thing, and is refused', async () => {
    const { session } = await createClient(virtuozzo, { url: mock.url }).authentication.signIn({
      query: { login, password },
    });
    const client = createClient(virtuozzo, { url: mock.url, credentials: { session: session ?? '' } });
    expect((await client.account.getAccount()).result).toBe(0);
    const made = await client.control.createEnvironment({
      query: { env: '{"shortdomain":"env-shop"}', nodes: '[{"nodeType":"nodejs","flexibleCloudlets":4}]' },
    });
    expect(made.result).toBe(0);
    const again = await refusal(
      client.control.createEnvironment({
        query: { env: '{"shortdomain":"env-shop"}', nodes: '[{"nodeType":"nodejs","flexibleCloudlets":4}]' },
      }),
    );
    expect([again.kind, again.status]).toEqual(['exists', 200]);
  });

  it('is refused for a wrong password, and never says it', async () => {
    const wrong = 'sesame-that-is-wrong';
    const client = createClient(virtuozzo, { url: mock.url, credentials: { session: 'a'.repeat(40) } });
    const signIn = await refusal(client.authentication.signIn({ query: { login, password: wrong } }));
    expect(`${signIn.message} ${JSON.stringify(signIn.body)}`).not.toContain(wrong);
    const read = await refusal(client.account.getAccount());
    expect(read.kind).toBe('unauthenticated');
    expect(`${read.message} ${JSON.stringify(read.body)}`).not.toContain('a'.repeat(40));
  });
});

it("a client of a world's address calls that world", async () => {
  const world = await mock.control.worlds.create({ name: 'apart' });
  const client = createClient(infrahub, {
    url: world.urls.infrahub ?? '',
    credentials: { apiKey: world.credentials.infrahub.apiKey },
  });
  await client.regions.list();
  expect((await mock.control.journal.list({}, 'apart')).calls.map(({ operation }) => operation)).toEqual([
    'regions.list',
  ]);
});
