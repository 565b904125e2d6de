import fc from 'fast-check';
import { expect } from 'vitest';
import { createClock } from '../../../mock-server/domain/clock.js';
import { CloudContext } from '../../../mock-server/http/call-context.js';
import { createDispatcher, type Dispatcher } from '../../../mock-server/http/dispatch.js';
import { selfCheck } from '../../../mock-server/http/self-check.js';
import { issue } from '../../../mock-server/vendors/infrahub/credentials.js';
import { infrahub } from '../../../mock-server/vendors/infrahub/index.js';
import { createCloud } from '../../../mock-server/vendors/infrahub/seed.js';
import { Faults } from '../../../mock-server/worlds/faults.js';

export const START = Date.UTC(2025, 0, 1, 22, 10, 33);
/** A dispatcher of these groups of handlers, all loaded. */
export async function dispatcherOf(groups: typeof infrahub.groups): Promise<Dispatcher> {
  const dispatcher = createDispatcher(infrahub.contract, groups);
  await Promise.all(Object.keys(groups).map(dispatcher.load));
  return dispatcher;
}
const usual = await dispatcherOf(infrahub.groups);
export const issued = issue('default', 1);
const api_key = issued[0]?.value ?? '';

/** A cloud called without a network, with a frozen clock that is moved by hand, in pieces of at most `grain`. */
export function customer(
  cloud = createCloud({ seed: 1, start: START, issued, settings: {} }),
  grain = Number.POSITIVE_INFINITY,
  dispatch = usual.dispatch,
) {
  let now = cloud.now;
  const stage = new CloudContext(infrahub, cloud, {
    clock: { ...createClock({ mode: 'frozen', now }), now: () => now },
    faults: new Faults(),
  });
  const call = (method: string, path: string, search = '', body?: unknown) => {
    const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
    const outcome = dispatch({ method, path, search, headers: { api_key }, body: bytes, origin: '', base: '' }, stage);
    if (outcome instanceof Promise || !outcome.place?.served) throw new Error(`${method} ${path}`);
    if (outcome.error !== undefined) throw outcome.error;
    expect(selfCheck(infrahub.contract, outcome.place.served, outcome.answer)).toEqual([]);
    return {
      status: outcome.answer.status,
      text: `${outcome.answer.text}`,
      body: JSON.parse(`${outcome.answer.text}`),
    };
  };
  const advance = (by: number): void => {
    for (const end = now + by; now < end; cloud.settle(now, infrahub.jobs)) now = Math.min(end, now + grain);
  };
  return { cloud, call, advance };
}
export type Customer = ReturnType<typeof customer>;

export const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl a@b';
export const ENVIRONMENT = 'default-CANADA-1';

/** Something a customer does; it may be refused, for it does not look first. */
export type Step = (customer: Customer) => void;

const flavors = fc.constantFrom('n1-cpu-small', 'n1-cpu-xlarge', 'n3-L40x1', 'n3-H100x1', 'n3-A100x8-NVLink');
const anId = fc.integer({ min: 1, max: 5 });
/** How many names were given; set it back to have the same steps give the same names. */
export const names = { given: 0 };

const creation = fc
  .record({ flavor: flavors, address: fc.boolean(), count: fc.integer({ min: 1, max: 2 }), own: fc.boolean() })
  .map(
    ({ flavor, address, count, own }): Step =>
      ({ call }) => {
        call('POST', '/core/virtual-machines', '', {
          name: `vm${names.given++}`,
          environment_name: ENVIRONMENT,
          image_name: 'Ubuntu Server 24.04 LTS (Noble Numbat)',
          flavor_name: flavor,
          key_name: 'key',
          count,
          assign_floating_ip: address,
          create_bootable_volume: own,
        });
      },
  );
const deed = fc
  .tuple(
    anId,
    fc.constantFrom('stop', 'start', 'hard-reboot', 'hibernate', 'hibernate?retain_ip=true', 'hibernate-restore'),
  )
  .map(
    ([id, what]): Step =>
      ({ call }) => {
        const [path = '', search] = what.split('?');
        call('GET', `/core/virtual-machines/${id}/${path}`, search);
      },
  );
const address = fc.tuple(anId, fc.constantFrom('attach-floatingip', 'detach-floatingip')).map(
  ([id, what]): Step =>
    ({ call }) =>
      void call('POST', `/core/virtual-machines/${id}/${what}`),
);
const volume = fc.integer({ min: 1, max: 5000 }).map(
  (size): Step =>
    ({ call }) => {
      const name = `v${names.given++}`;
      call('POST', '/core/volumes', '', { name, environment_name: ENVIRONMENT, volume_type: 'Cloud-SSD', size });
    },
);
const attachment = fc.tuple(anId, anId, fc.constantFrom('attach-volumes', 'detach-volumes')).map(
  ([id, volume_id, what]): Step =>
    ({ call }) => {
      call('POST', `/core/virtual-machines/${id}/${what}`, '', { volume_ids: [volume_id] });
    },
);
const removal = fc.tuple(fc.constantFrom('/core/virtual-machines', '/core/volumes'), anId).map(
  ([path, id]): Step =>
    ({ call }) =>
      void call('DELETE', `${path}/${id}`),
);
const passage = fc.constantFrom(1, 3, 7, 10, 20, 57, 60, 300, 3600, 40_001).map(
  (seconds): Step =>
    ({ advance }) =>
      advance(seconds * 1000),
);

/** Some of all that customers do. */
export const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: creation },
    { weight: 5, arbitrary: deed },
    { weight: 2, arbitrary: address },
    { weight: 2, arbitrary: volume },
    { weight: 2, arbitrary: attachment },
    { weight: 2, arbitrary: removal },
    { weight: 7, arbitrary: passage },
  ),
  { minLength: 5, maxLength: 30 },
);
