import { describe, expect, it } from 'vitest';
import { inconsistenciesIn } from '../../../mock-server/calls/vendor.js';
import type { CloudState } from '../../../mock-server/domain/cloud.js';
import { createMockServer } from '../../../mock-server/index.js';
import type { VirtFusionCloud } from '../../../mock-server/vendors/virtfusion/cloud.js';
import { virtfusion } from '../../../mock-server/vendors/virtfusion/index.js';

// biome-ignore lint/suspicious/noExplicitAny: a snapshot is damaged where no type looks
type Damaged = any;

/** A panel with a past, as a snapshot holds it. */
async function saved(seed: string): Promise<CloudState> {
  const mock = await createMockServer({ seed, clock: 'frozen', now: '2026-06-15T09:30:00Z' });
  try {
    await fetch(`${mock.url}/api/v1/connect`, {
      headers: { authorization: `Bearer ${mock.credentials.virtfusion?.token}` },
    });
    const snapshot = await fetch(`${mock.url}/__admin/worlds/default/snapshot`);
    const { clouds }: Damaged = await snapshot.json();
    return clouds.virtfusion.state;
  } finally {
    await mock.close();
  }
}

function restored(state: CloudState): VirtFusionCloud {
  const cloud = virtfusion.createCloud({ seed: 1, start: state.now, issued: [], settings: {} });
  cloud.load(structuredClone(state));
  return cloud;
}

/** What there is against a panel: records that are not as their schemas say, else what does not hold together. */
async function against(state: CloudState): Promise<string[]> {
  const cloud = restored(state);
  const found: string[] = [];
  for (const [name, part] of cloud.parts) {
    const schema = await part.schema?.();
    if (schema === undefined) continue;
    const all: Damaged = state.parts[name];
    for (const record of all)
      if (!schema.safeParse('terms' in record ? record.terms : record).success) found.push(`${name} is no such record`);
  }
  return found.length > 0 ? found : inconsistenciesIn(virtfusion, cloud);
}

const shop = await saved('shop');

const OTHER = '69316231-d34a-4d36-b754-ffd3253df96e';

const aLogin = (more: object) => ({
  ...{ id: 1, first: 'a'.repeat(100), second: 'b'.repeat(100), userId: 1, serverId: null, made: 0, used: null },
  ...more,
});

const aToken = (more: object) => ({
  ...{ id: '69316231-d34a-4d36-b754-ffd3253df96d', serverId: 1, turn: 0, made: 0 },
  ...more,
});

describe('a panel from a snapshot', () => {
  it.each(['shop:2', 'documented', 'empty'])('that came from %s holds together', async seed => {
    expect(await against(await saved(seed))).toEqual([]);
  });

  it('says a schema for each of its collections and meters', () => {
    const own = [...restored(shop).parts].filter(
      ([name]) => !['random', 'agenda', 'credentials', 'outbox'].includes(name),
    );
    expect(own.length).toBeGreaterThan(25);
    expect(own.filter(([, { schema }]) => schema === undefined)).toEqual([]);
  });

  it.each<[string, (parts: Damaged) => void, RegExp]>([
    ['an owner', ({ server }) => (server[0].ownerId = 99), /^server \d+ names user 99, which is not there$/],
    ['a hypervisor', ({ server }) => (server[1].hypervisorId = 99), /names hypervisor 99/],
    ['a package', ({ server }) => (server[1].packageId = 99), /names package 99/],
    ['a key', ({ sshKey }) => (sshKey[0].userId = 99), /^SSH key \d+ names user 99/],
    ['a key of a server', ({ server }) => (server[0].sshKeys = [99]), /names sshKey 99/],
    ['a ruleset', ({ server }) => (server[0].primary.rulesets = [99]), /names ruleset 99/],
    ['a group', ({ hypervisor }) => (hypervisor[0].groupId = 99), /^hypervisor 1 names hypervisorGroup 99/],
    ['a template group', ({ template }) => (template[0].groupId = 99), /^template 1 names templateGroup 99/],
    ['a backup plan', ({ backups }) => (backups[0].terms.planId = 99), /names backupPlan 99/],
    ['a limit profile', ({ resourcePack }) => (resourcePack[0].profileId = 99), /names packProfile 99/],
    ['a creditor', ({ credit }) => (credit[0].userId = 99), /^credit \d+ names user 99/],
    ['a block of addresses', ({ address }) => (address[0].blockId = 2), /is of no range of IP block 2/],
    ['an address', ({ address }) => (address[0].number += 1), /is of no range/],
    ['a block of subnets', ({ subnet }) => (subnet[0].blockId = 1), /is none of IP block 1/],
    ['a range', ({ ipRange }) => (ipRange[1].first = ipRange[0].last), /ipRange is no such record/],
    ['ids of a range', ({ ipRange }) => (ipRange[1].firstId -= 1), /both have the id of an address/],
    ['a billed name', ({ billedServer }) => billedServer.pop(), /which has no name/],
    ['a charge', ({ usage }) => usage.pop(), /nothing is charged for it/],
    [
      'a time',
      ({ uptime }) =>
        uptime.splice(
          uptime.findIndex(({ to }: Damaged) => to === null),
          1,
        ),
      /runs and no uptime is counted/,
    ],
    ['a month', ({ trafficBlock }) => (trafficBlock[0].month = 900), /is of a month that could not be asked for/],
    ['a job', ({ agenda }) => agenda.jobs.shift(), /ends at another time|another time of its deletion|has no job/],
    ['an end', ({ queueItem }) => (queueItem.at(-1).ends += 1000), /ends at another time than its job/],
    ['a deletion', ({ server }) => (server[0].deleteAt = Date.UTC(2027, 0)), /another time of its deletion/],
    ['a password', ({ server }) => (server[0].password = 99), /has a password that was never given out/],
    ['a suspension that waits', ({ server }) => (server[0].suspendWaits = true), /waits to be suspended for no work/],
    ['a deletion that waits', ({ server }) => (server[0].deleteWaits = true), /waits to be deleted for no build/],
    ['a state', ({ server }) => (server[0].state = 'gone'), /^server is no such record$/],
    ['an instant', ({ user }) => (user[1].created = 8.64e15), /^user is no such record$/],
    ['a memory', ({ server }) => (server[0].memory = 0.5), /^server is no such record$/],
    [
      'a waiting change',
      ({ server }) => server[0].pending.push({ id: 900, action: 'x', payload: { disk: 1 }, created: 0 }),
      /^action 900 is there, and ids of its kind are counted to \d+$/,
    ],
    ['a token', ({ random }) => random.pins.push(['vnc.token', ['x']]), /set down for vnc.token/],
    ['a login', ({ login }) => login.push(aLogin({ userId: 99 })), /^login 1 names user 99/],
    ['a sign-in', ({ login }) => login.push(aLogin({ used: 60_000 })), /^login 1 was used when it was not good/],
    ['a sign-in before its time', ({ login }) => login.push(aLogin({ made: 9, used: 8 })), /^login 1 was used when/],
    ['login tokens to come', ({ login }) => login.push(aLogin({ made: Date.UTC(2027, 0) })), /^login 1 is made in the/],
    [
      'a token twice',
      ({ login }) => login.push(aLogin({}), aLogin({ id: 2 })),
      /^login 2 has the first token of another/,
    ],
    ['half a token', ({ login }) => login.push(aLogin({ second: 'x' })), /^login is no such record$/],
    ['a console', ({ vncToken }) => vncToken.push(aToken({ serverId: 99 })), /^a VNC token names server 99/],
    ['a turn', ({ vncToken }) => vncToken.push(aToken({ turn: 99 })), /^a VNC token of server 1 is ahead of it/],
    ['a token to come', ({ vncToken }) => vncToken.push(aToken({ made: Date.UTC(2027, 0) })), /made in the future/],
    ['two tokens', ({ vncToken }) => vncToken.push(aToken({}), aToken({ id: OTHER })), /two VNC tokens of one setting/],
    ['a console token', ({ vncToken }) => vncToken.push(aToken({ id: 'x' })), /^vncToken is no such record$/],
  ])('with %s that cannot be is told from one that holds together', async (_what, damage, sentence) => {
    const state: Damaged = structuredClone(shop);
    damage(state.parts);
    expect((await against(state)).join('\n')).toMatch(new RegExp(sentence.source, 'm'));
  });

  it('whose counter is behind an id is told too', async () => {
    const state: Damaged = structuredClone(shop);
    state.ids.queue = 1;
    expect((await against(state)).join('\n')).toMatch(/queue \d+ is there, and ids of its kind are counted to 1/);
  });
});
