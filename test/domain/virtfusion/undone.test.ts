import { describe, expect, it } from 'vitest';
import { loadContract } from '../../../contracts/core/define-contract.js';
import { Failure } from '../../../contracts/core/failure.js';
import type { Operation } from '../../../contracts/core/operation.js';
import { BehindCloud } from '../../../mock-server/calls/behind-cloud.js';
import { type AnyHandler, loadHandlers } from '../../../mock-server/calls/handler.js';
import { perform } from '../../../mock-server/calls/perform.js';
import { HOUR, SECOND } from '../../../mock-server/domain/clock.js';
import type { Job, Jobs } from '../../../mock-server/domain/cloud.js';
import type { VirtFusionCloud } from '../../../mock-server/vendors/virtfusion/cloud.js';
import { virtfusion } from '../../../mock-server/vendors/virtfusion/index.js';

const START = Date.UTC(2025, 0, 20, 13, 7, 19);
const TOKEN = 'virtfusion-test-token';

interface Asked {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
}
/** A call, or how long nothing is called. */
type Step = readonly [id: string, asked?: Asked] | number;

const server = { params: { serverId: '1' } };
const user = { params: { extRelationId: '1' } };
const pack = { params: { packId: '1' } };

/** Something of everything that changes a panel; while time passes, jobs run. */
const story: readonly Step[] = [
  ['users.create', { body: { name: 'Ann', email: 'ann@lee.co', extRelationId: 1, selfService: 3 } }],
  ['users.create', { body: { name: 'Bob', email: 'bob@lee.co', relStr: 'bob', selfService: 1 } }],
  [
    'sshKeys.add',
    {
      body: {
        userId: 2,
        name: 'laptop',
        publicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl',
      },
    },
  ],
  ['selfService.addCredit', { ...user, body: { tokens: 100 } }],
  ['selfService.addHourlyGroupProfile', { ...user, body: { profileId: 1 } }],
  ['servers.create', { body: { packageId: 4, userId: 2, hypervisorId: 1, ipv4: 2 } }],
  [
    'servers.create',
    {
      body: {
        ...{ packageId: 1, userId: 3, hypervisorId: 1, firewallRulesets: [1] },
        ...{ additionalStorage1Enable: true, additionalStorage1Profile: 2, additionalStorage1Capacity: 10 },
      },
    },
  ],
  ['resourcePacks.add', { ...user, body: { packId: 2 } }],
  ['servers.create', { body: { packageId: 2, userId: 2, hypervisorId: 1 } }],
  ['servers.build', { ...server, body: { operatingSystemId: 1, name: 'web', sshKeys: [1], ipv6: true } }],
  SECOND,
  ['users.loginTokens', user],
  60 * SECOND,
  ['serverSettings.rename', { ...server, body: { name: 'mail' } }],
  ['serverSettings.memory', { ...server, body: { memory: 16_384 } }],
  ['serverSettings.backupPlan', { params: { serverId: '1', planId: '2' } }],
  ['servers.changePackage', { params: { serverId: '1', packageId: '3' }, body: {} }],
  ['serverNetwork.addIpv4Quantity', { ...server, body: { interface: 'primary', quantity: 3 } }],
  ['serverNetwork.removeIpv4', { ...server, body: { ip: ['198.51.100.10'] } }],
  ['serverNetwork.addWhitelist', { ...server, body: { interface: 'secondary', ip: '10.0.0.10', cidr: 32 } }],
  ['firewall.apply', { params: { serverId: '1', interface: 'primary' }, body: { rulesets: [1, 2] } }],
  ['traffic.addBlock', { ...server, body: { month: 1, amount: 50 } }],
  ['vnc.set', { ...server, body: { vnc: true } }],
  ['power.restart', server],
  HOUR,
  ['servers.resetPassword', { ...server, body: {} }],
  ['servers.suspend', { params: { serverId: '5' } }],
  ['servers.changeOwner', { params: { serverId: '5', newOwnerId: '2' } }],
  ['ipBlocks.addRange', { params: { blockId: '1' }, body: { type: 'range', start: '192.0.2.1', end: '192.0.2.9' } }],
  ['servers.remove', { ...server, query: { delay: '5' } }],
  ['sshKeys.remove', { params: { keyId: '1' } }],
  HOUR,
  ['resourcePacks.suspendServers', pack],
  ['resourcePacks.removeServers', { ...pack, query: { delay: '0' } }],
  ['resourcePacks.remove', pack],
  ['servers.remove', { params: { serverId: '5' } }],
  ['users.remove', user],
];

const operations = (await loadContract(virtfusion.contract)).byId;

async function handlerOf(id: string): Promise<{ operation: Operation; handler: AnyHandler }> {
  const [group = '', name = ''] = id.split('.');
  const operation = operations.get(id)?.operation;
  const handler = (await loadHandlers(virtfusion.groups, group))[name];
  if (operation === undefined || handler === undefined) throw new Error(`no operation ${id}`);
  return { operation, handler };
}

function panel(): VirtFusionCloud {
  const issued = [{ way: 'valid', name: 'token', value: TOKEN, scheme: 'token' }] as const;
  const cloud = virtfusion.createCloud({ seed: 1, start: START, issued, settings: {} });
  cloud.random.pin('server', [1, 5]);
  cloud.random.pin('server.uuid', ['5de5a89b-b707-41bf-a051-7af1a4e67795']);
  cloud.random.pin('interface.tag', [4_238_114_467]);
  cloud.random.pin('build.end', ['well']);
  return cloud;
}

/** Calls an operation; `late` is thrown by its handler when it has done its work. */
async function call(cloud: VirtFusionCloud, id: string, asked: Asked = {}, late?: Error): Promise<unknown> {
  const { operation, handler } = await handlerOf(id);
  const raw = { params: asked.params ?? {}, query: asked.query ?? {}, body: asked.body };
  const tried: AnyHandler = call => {
    const reply = handler(call);
    if (late !== undefined) throw late;
    return reply;
  };
  const behind = new BehindCloud(virtfusion, cloud);
  const caller = behind.authenticate(operation, { authorization: `Bearer ${TOKEN}` }, raw.query);
  if (caller instanceof Failure) throw caller;
  return perform({ operation, handler: tried, caller, raw, origin: '', path: '', search: '' }, behind, reply => reply);
}

const late = new Error('late');

/** The same jobs, each of which throws when it has done its work. */
const failing: Jobs<never> = Object.fromEntries(
  Object.entries(virtfusion.jobs).map(([kind, job]): [string, Job<never>] => [
    kind,
    {
      has: job.has,
      run(cloud, subject) {
        job.run(cloud, subject);
        throw late;
      },
    },
  ]),
);

/** All that a panel holds, without the instant at which it is looked at. */
const held = (cloud: VirtFusionCloud): string => JSON.stringify({ ...cloud.save(), now: null });

describe('what throws after it changed a panel', () => {
  it('has changed nothing, and leaves no trace in what follows', async () => {
    const [tried, plain] = [panel(), panel()];
    for (const step of story) {
      const before = held(tried);
      if (typeof step === 'number') {
        const due = plain.agenda.isDue(plain.now + step);
        const settle = (): unknown => tried.settle(plain.now + step, failing);
        if (due) expect(settle).toThrow(expect.objectContaining({ cause: late }));
        expect(held(tried)).toBe(before);
        expect(tried.settle(plain.now + step, virtfusion.jobs)).toEqual(
          plain.settle(plain.now + step, virtfusion.jobs),
        );
      } else {
        const [id, asked] = step;
        await expect(call(tried, id, asked, late), id).rejects.toBe(late);
        expect(held(tried), id).toBe(before);
        expect(await call(tried, id, asked), id).toEqual(await call(plain, id, asked));
        expect(held(tried), id).not.toBe(before);
      }
      expect(held(tried)).toBe(held(plain));
    }
  });
});
