import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { virtuozzo as contract } from '../../../contracts/vendors/virtuozzo/index.js';
import { type AnyHandlers, loadHandlers } from '../../../mock-server/calls/handler.js';
import type { Job, Jobs } from '../../../mock-server/domain/cloud.js';
import { createDispatcher } from '../../../mock-server/http/dispatch.js';
import { fundsNow } from '../../../mock-server/vendors/virtuozzo/billing/account/funds.js';
import { historyOf } from '../../../mock-server/vendors/virtuozzo/billing/account/history.js';
import type { VirtuozzoCloud } from '../../../mock-server/vendors/virtuozzo/cloud.js';
import { virtuozzo } from '../../../mock-server/vendors/virtuozzo/index.js';
import { Platform } from './platform.js';
import { step, take } from './steps.js';

const START = Date.UTC(2025, 0, 1, 7, 12, 31);
const HOUR = 3_600_000;
const UID = 5886;
const SESSION = '0123456789abcdef0123456789abcdef01234567';

/** Works out all that is worked out from records, so that whatever is kept of it is kept. */
function lookAtAll(cloud: VirtuozzoCloud): void {
  for (const account of cloud.accounts.all()) fundsNow(cloud, account);
  for (const period of ['MONTH', 'AGE'] as const)
    historyOf(cloud, { uid: UID, from: START, to: cloud.now + HOUR, period, offset: 0, isGrouped: false, appid: null });
}

/** The platform's own handlers, each of which does all it does, looks at what came of it and throws then. */
async function breaking(): Promise<Record<string, AnyHandlers>> {
  const groups: Record<string, AnyHandlers> = {};
  for (const group of Object.keys(virtuozzo.groups))
    groups[group] = Object.fromEntries(
      Object.entries(await loadHandlers(virtuozzo.groups, group)).map(([name, handler]) => [
        name,
        call => {
          handler(call);
          lookAtAll(call.cloud as VirtuozzoCloud);
          throw new Error('after all');
        },
      ]),
    );
  return groups;
}

const groups = await breaking();
const breaks = createDispatcher(contract, groups);
await Promise.all(Object.keys(groups).map(breaks.load));

/** The same call, which comes to nothing; says whether it came as far as to throw what the handlers above throw. */
function callInVain(platform: Platform, method: string, input: Parameters<Platform['call']>[1]): boolean {
  try {
    platform.call(method, input, breaks);
    return false;
  } catch (error) {
    if (error instanceof Error && error.message === 'after all') return true;
    throw error;
  }
}

const ofPeriod = { starttime: '2025-01-01 00:00:00', endtime: '2030-01-01 00:00:00', period: 'HOUR' };

describe('a call of the Virtuozzo platform that throws', () => {
  it('has not happened, whatever it did, and nobody ever notices', () => {
    let broken = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(step, fc.boolean()), { minLength: 4, maxLength: 16 }), steps => {
        const calm = new Platform(START, { balance: 30 });
        const shaken = new Platform(START, { balance: 30 });
        for (const [taken, isTaken] of steps) {
          if (taken.does === 'call') {
            const before = shaken.saved();
            if (callInVain(shaken, taken.method, taken.input)) broken += 1;
            expect(shaken.saved()).toBe(before);
          }
          for (const platform of [calm, shaken]) {
            if (isTaken || taken.does !== 'call') take(platform, taken);
            platform.advance(1000);
          }
        }
        expect(shaken.saved()).toBe(calm.saved());
        expect(shaken.rows(START, shaken.now, 'DAY')).toEqual(calm.rows(START, calm.now, 'DAY'));
      }),
      { numRuns: 30 },
    );
    expect(broken).toBeGreaterThan(5);
  });

  it.each<[method: string, input: Record<string, string | number | object>]>([
    ['users/authentication/createtoken', { description: 'Two', tokenTemplate: 'Read Only' }],
    ['users/authentication/edittoken', { id: 1, description: 'Other', apiList: 'billing.account.getaccount' }],
    ['users/authentication/regeneratetoken', { id: 1 }],
    ['users/authentication/deletetokens', { ids: '1' }],
    ['users/authentication/signinbytoken', { token: SESSION }],
    ['users/account/changename', { name: 'Other' }],
    [
      'users/account/addsshkey',
      { title: 'One', sshKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl one' },
    ],
    ['users/account/addaccount', { email: 'new@example.com', password: 'x', notify: 'true' }],
    ['development/scripting/createscript', { name: 'one', type: 'js', code: '' }],
    ['billing/account/exportaccountbillinghistorybyperiod', ofPeriod],
    ['billing/account/unfundaccount', { uid: UID, amount: 900 }],
    ['environment/control/deleteenv', { envName: 'env-one' }],
    ['environment/binder/setextipcount', { envName: 'env-one', type: 'ipv6', count: 3, nodeGroup: 'cp' }],
  ])('as %s leaves records, credentials, ids and drawn values as they were', (method, input) => {
    const platform = new Platform(START, { balance: 800 });
    platform.call('users/authentication/createtoken', { description: 'One' });
    platform.call('environment/control/createenvironment', {
      env: { shortdomain: 'env-one' },
      nodes: [{ nodeType: 'nodejs', count: 2, flexibleCloudlets: 9, extip: true }],
    });
    platform.cloud.random.pin('token.value', ['fedcba9876543210fedcba9876543210fedcba98']);
    platform.advance(30 * HOUR);
    const before = platform.saved();
    expect(callInVain(platform, method, input)).toBe(true);
    expect(platform.saved()).toBe(before);
    expect(platform.call(method, input).result).toBe(0);
    expect(platform.saved()).not.toBe(before);
    expect(platform.cloud.credentials.find('session', SESSION)).toBeDefined();
  });
});

describe('a job of the Virtuozzo platform that throws', () => {
  const failing = (jobs: Jobs<never>): Jobs<never> =>
    Object.fromEntries(
      Object.entries(jobs).map(([kind, job]): [string, Job<never>] => [
        kind,
        {
          has: job.has,
          run: (cloud, subject) => {
            job.run(cloud, subject);
            lookAtAll(cloud);
            throw new Error('after all');
          },
        },
      ]),
    );

  it('waits on, and money and environments are as if it had not begun', () => {
    const [calm, shaken] = [new Platform(START, { balance: 5 }), new Platform(START, { balance: 5 })];
    for (const platform of [calm, shaken]) {
      platform.call('environment/control/createenvironment', {
        env: { shortdomain: 'env-one' },
        nodes: [{ nodeType: 'nodejs', count: 2, fixedCloudlets: 8, flexibleCloudlets: 16 }],
      });
      platform.advance(2 * HOUR);
    }
    const { cloud } = shaken;
    for (const kind of ['runOut', 'destroy']) {
      const [waiting] = cloud.agenda.waiting(UID);
      expect(waiting?.kind).toBe(kind);
      const before = JSON.stringify(cloud.save().parts);
      expect(() => cloud.settle(waiting?.at ?? 0, failing(virtuozzo.jobs))).toThrow('after all');
      expect(JSON.stringify(cloud.save().parts)).toBe(before);
      for (const platform of [calm, shaken]) platform.advance((waiting?.at ?? 0) - platform.now);
      expect(shaken.saved()).toBe(calm.saved());
    }
    expect(cloud.accounts.need(UID).status).toBe('destroyed');
  });
});
