import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { BEGINNING, platformForEach, VirtuozzoCaller } from './caller.js';

describe('two worlds on the Virtuozzo platform', () => {
  let mock: MockServer;

  platformForEach((_, double) => {
    mock = double;
  });

  /** A caller of a world who signed in at the plain address: the login alone tells the world. */
  async function signIn(): Promise<{ world: string; caller: VirtuozzoCaller }> {
    const world = await mock.control.worlds.create({ seed: 'empty', clock: 'frozen', now: BEGINNING });
    const { login, password } = world.credentials.virtuozzo ?? {};
    const nobody = new VirtuozzoCaller(mock.url, '');
    const { session = '' } = await nobody.call('users/authentication/signin', {
      login: `${login}`,
      password: `${password}`,
    });
    return { world: world.name, caller: new VirtuozzoCaller(mock.url, session) };
  }

  it('never meet, though they began alike', async () => {
    const one = await signIn();
    const other = await signIn();
    expect(one.caller.session).not.toBe(other.caller.session);
    const made = await one.caller.create({ shortdomain: 'env-2000001' }, { nodeType: 'nodejs', extip: true });
    expect(made.env.envName).toBe('env-2000001');
    expect((await other.caller.call('environment/control/getenvs')).infos).toEqual([]);
    await mock.control.clock.advance({ by: 'PT5H' }, one.world);
    const window = ['2025-01-01 00:00:00', '2025-02-01 00:00:00', 'DAY'] as const;
    expect(await one.caller.rows(...window)).toHaveLength(2);
    expect(await other.caller.rows(...window)).toEqual([]);
    expect(await VirtuozzoCaller.of(mock).rows(...window)).toEqual([]);
    const [starttime, endtime] = window;
    const { link = '' } = await one.caller.call('billing/account/exportaccountbillinghistorybyperiod', {
      starttime,
      endtime,
    });
    expect((await (await fetch(link)).text()).split('\n')).toHaveLength(4);
  });

  it('come back from a snapshot as they were, and go on alike', async () => {
    const { world, caller } = await signIn();
    await caller.create({ shortdomain: 'env-2000002' }, { nodeType: 'nodejs', flexibleCloudlets: 12 });
    await mock.control.clock.advance({ by: 'P3DT7H' }, world);
    const saved = await mock.control.snapshot.save(world);
    const goOn = async (): Promise<string> => {
      await caller.call('billing/account/unfundaccount', { uid: 5886, amount: 998 });
      await mock.control.clock.advance({ by: 'P40D' }, world);
      const bill = await caller.rows('2025-01-01 00:00:00', '2025-06-01 00:00:00', 'HOUR');
      return JSON.stringify([
        bill,
        await caller.call('billing/account/getaccount'),
        await mock.control.snapshot.save(world),
      ]);
    };
    const first = await goOn();
    await mock.control.snapshot.restore(saved, world);
    expect(await goOn()).toBe(first);
  });
});
