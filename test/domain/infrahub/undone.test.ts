import { describe, expect, it } from 'vitest';
import { type AnyHandlers, loadHandlers } from '../../../mock-server/calls/handler.js';
import { inconsistenciesIn } from '../../../mock-server/calls/vendor.js';
import { MINUTE } from '../../../mock-server/domain/clock.js';
import { infrahub } from '../../../mock-server/vendors/infrahub/index.js';
import { exercise } from './exercise.js';
import { type Customer, customer, dispatcherOf, ENVIRONMENT, KEY } from './steps.js';

/** Handlers that do all that they do, and then throw. */
async function tornGroups(): Promise<typeof infrahub.groups> {
  const torn = async (group: string): Promise<[string, AnyHandlers]> => {
    const handlers = Object.entries(await loadHandlers(infrahub.groups, group));
    const fail: AnyHandlers = Object.fromEntries(
      handlers.map(([name, handler]) => [
        name,
        call => {
          handler(call);
          throw new Error('torn');
        },
      ]),
    );
    return [group, fail];
  };
  return Object.fromEntries(await Promise.all(Object.keys(infrahub.groups).map(torn)));
}
const torn = await dispatcherOf(await tornGroups());

const machine = (name: string, more: object = {}) => ({
  ...{ name, environment_name: ENVIRONMENT, key_name: 'key', flavor_name: 'n3-L40x1', count: 1 },
  ...{ image_name: 'Ubuntu Server 24.04 LTS (Noble Numbat)', ...more },
});

/** Somebody with machines and volumes that have cost something for an hour. */
function lived(): Customer {
  const one = customer();
  const { call, advance } = one;
  call('POST', '/core/keypairs', '', { environment_name: ENVIRONMENT, name: 'key', public_key: KEY });
  call('POST', '/core/virtual-machines', '', machine('a', { count: 2, assign_floating_ip: true }));
  for (const name of ['v1', 'v2'])
    call('POST', '/core/volumes', '', { name, environment_name: ENVIRONMENT, volume_type: 'Cloud-SSD', size: 100 });
  advance(MINUTE);
  call('POST', '/core/virtual-machines/1/attach-volumes', '', { volume_ids: [1] });
  advance(60 * MINUTE);
  return one;
}

/** Each changes something of the customer above. */
const deeds: readonly (readonly [method: string, path: string, body: object | undefined])[] = [
  ['POST', '/core/environments', { name: 'more', region: 'US-1' }],
  ['PUT', '/core/environments/1', { name: 'other' }],
  ['DELETE', '/core/environments/1', undefined],
  ['POST', '/core/keypairs', { environment_name: ENVIRONMENT, name: 'more', public_key: KEY }],
  ['PUT', '/core/keypair/1', { name: 'other' }],
  ['DELETE', '/core/keypair/1', undefined],
  [
    'POST',
    '/core/virtual-machines',
    machine('b', { count: 3, create_bootable_volume: true, assign_floating_ip: true }),
  ],
  ['GET', '/core/virtual-machines/1/hibernate', undefined],
  ['GET', '/core/virtual-machines/1/stop', undefined],
  ['POST', '/core/virtual-machines/1/detach-floatingip', undefined],
  ['PUT', '/core/virtual-machines/1/label', { labels: ['x'] }],
  ['DELETE', '/core/virtual-machines/1', undefined],
  ['POST', '/core/volumes', { name: 'more', environment_name: ENVIRONMENT, volume_type: 'Cloud-SSD', size: 7 }],
  ['POST', '/core/virtual-machines/1/attach-volumes', { volume_ids: [2] }],
  ['POST', '/core/virtual-machines/1/detach-volumes', { volume_ids: [1] }],
  ['PATCH', '/core/volume-attachments/1', { protected: true }],
  ['DELETE', '/core/volumes/2', undefined],
];

describe('a call that throws after it has changed something', () => {
  it.each(deeds)('%s %s leaves all as it was', (method, path, body) => {
    const one = lived();
    one.call('GET', '/billing/billing/usage'); // what was remembered of this may not be wrong later
    const before = JSON.stringify(one.cloud.save());
    const failing = customer(one.cloud, undefined, torn.dispatch);
    expect(() => failing.call(method, path, '', body)).toThrow('torn');
    expect(JSON.stringify(one.cloud.save())).toBe(before);
    expect(one.call(method, path, '', body).status).toBe(200);
    expect(JSON.stringify(one.cloud.save())).not.toBe(before);
  });

  it('is as if it had never been, whatever is called later', () => {
    const [plain, tried] = [lived(), lived()];
    const failing = customer(tried.cloud, undefined, torn.dispatch);
    for (const [method, path, body] of deeds) {
      expect(() => failing.call(method, path, '', body)).toThrow('torn');
      failing.advance(7_000);
      tried.advance(7_000);
      plain.advance(7_000);
      expect(tried.call('GET', '/billing/billing/usage').text).toBe(plain.call('GET', '/billing/billing/usage').text);
    }
    expect(exercise(tried)).toBe(exercise(plain));
  });

  it('also where it stumbles in its midst', () => {
    const one = lived();
    one.cloud.random.pin('volume', [1]); // the machine is made, and its own volume then has an id that is taken
    const before = JSON.stringify(one.cloud.save());
    const making = () => one.call('POST', '/core/virtual-machines', '', machine('b', { create_bootable_volume: true }));
    expect(making).toThrow('volume 1 is there already');
    expect(JSON.stringify(one.cloud.save())).toBe(before);
    expect(inconsistenciesIn(infrahub, one.cloud)).toEqual([]);
  });
});

describe('a job that throws after it has changed something', () => {
  it('leaves all as it was, and is done when it can be', () => {
    const [plain, tried] = [lived(), lived()];
    for (const { call } of [plain, tried]) call('DELETE', '/core/virtual-machines/1');
    const before = JSON.stringify(tried.cloud.save().parts);
    const failing = Object.fromEntries(
      Object.entries(infrahub.jobs).map(([kind, job]) => [
        kind,
        {
          ...job,
          run: (cloud: never, subject: string): void => {
            job.run(cloud, subject);
            throw new Error('torn');
          },
        },
      ]),
    );
    expect(() => tried.cloud.settle(tried.cloud.now + MINUTE, failing)).toThrow('torn');
    expect(JSON.stringify(tried.cloud.save().parts)).toBe(before);
    for (const { advance } of [plain, tried]) advance(MINUTE);
    expect(exercise(tried)).toBe(exercise(plain));
  });
});
