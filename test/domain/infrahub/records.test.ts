import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inconsistenciesIn } from '../../../mock-server/calls/vendor.js';
import { MINUTE } from '../../../mock-server/domain/clock.js';
import type { CloudState } from '../../../mock-server/domain/cloud.js';
import { Collection } from '../../../mock-server/domain/collection.js';
import { Meter } from '../../../mock-server/domain/meter.js';
import { Random } from '../../../mock-server/domain/random.js';
import { replay } from '../../../mock-server/seeds/replay.js';
import { loadSeed } from '../../../mock-server/seeds/seed.js';
import type { InfrahubCloud } from '../../../mock-server/vendors/infrahub/cloud.js';
import { infrahub } from '../../../mock-server/vendors/infrahub/index.js';
import { createCloud } from '../../../mock-server/vendors/infrahub/seed.js';
import { exercise } from './exercise.js';
import { type Customer, customer, ENVIRONMENT, issued, KEY, names, START, steps } from './steps.js';

const schemas = new Map(
  await Promise.all(
    [...customer().cloud.parts].flatMap(([name, { schema }]) =>
      schema === undefined ? [] : [schema().then(loaded => [name, loaded] as const)],
    ),
  ),
);

it('every collection and meter says a schema, and what has an environment is known to live in one', () => {
  const { parts, placed } = customer().cloud;
  const kept = [...parts].filter(([, part]) => part instanceof Collection || part instanceof Meter);
  expect(kept.map(([name]) => name)).toEqual([...schemas.keys()]);
  const inEnvironments = [...schemas].filter(([, schema]) => 'environment' in shapeOf(schema)).map(([name]) => name);
  expect(new Set(inEnvironments)).toEqual(new Set(['bill', ...placed.map(({ resource }) => resource)])); // bills outlive them
});

const shapeOf = (schema: object): object =>
  z.toJSONSchema(schema as z.ZodType, { unrepresentable: 'any' }).properties ?? {};

/** What of a saved cloud its schemas refuse. */
function* refused({ parts }: CloudState): Generator<string> {
  for (const [name, schema] of schemas)
    for (const [at, record] of (parts[name] as readonly { readonly terms?: unknown }[]).entries()) {
      const result = schema.safeParse(name === 'charges' ? record.terms : record);
      if (!result.success) yield `${name} ${at}: ${result.error}`;
    }
}

const problems = (cloud: InfrahubCloud): string[] => [...refused(cloud.save()), ...inconsistenciesIn(infrahub, cloud)];

/** A customer of a cloud as it was saved, or what is wrong with that. */
function restored(state: CloudState): Customer | string[] {
  const wrong = [...refused(state)];
  if (wrong.length > 0) return wrong;
  const cloud = createCloud({ seed: 1, start: START, issued, settings: {} });
  cloud.load(structuredClone(state));
  const found = problems(cloud);
  return found.length > 0 ? found : customer(cloud);
}

/** Somebody with some of everything, in many of the states that there are. */
function lived(): Customer {
  const one = customer();
  const { call, advance } = one;
  const machine = (name: string, flavor_name: string, more: object = {}) => ({
    ...{ name, flavor_name, environment_name: ENVIRONMENT, key_name: 'key', count: 1 },
    ...{ image_name: 'Ubuntu Server 24.04 LTS (Noble Numbat)', ...more },
  });
  const volume = (name: string) => ({ name, environment_name: ENVIRONMENT, volume_type: 'Cloud-SSD', size: 10 });
  call('POST', '/core/keypairs', '', { environment_name: ENVIRONMENT, name: 'key', public_key: KEY });
  call('POST', '/core/virtual-machines', '', machine('a', 'n3-L40x1', { count: 4, assign_floating_ip: true }));
  call('POST', '/core/virtual-machines', '', machine('b', 'n1-cpu-xlarge', { create_bootable_volume: true }));
  for (const name of ['v1', 'v2', 'v3', 'v4']) call('POST', '/core/volumes', '', volume(name));
  advance(MINUTE);
  call('POST', '/core/virtual-machines/1/attach-volumes', '', { volume_ids: [2, 3] });
  call('GET', '/core/virtual-machines/2/hibernate');
  call('GET', '/core/virtual-machines/3/stop');
  call('DELETE', '/core/volumes/5');
  advance(60 * MINUTE);
  call('DELETE', '/core/virtual-machines/4');
  call('POST', '/core/virtual-machines/3/detach-floatingip');
  call('POST', '/core/virtual-machines/1/detach-volumes', '', { volume_ids: [3] });
  call('POST', '/core/virtual-machines/3/attach-volumes', '', { volume_ids: [4] });
  call(
    'POST',
    '/core/virtual-machines',
    '',
    machine('c', 'n1-cpu-small', { environment_name: ENVIRONMENT, flavor_name: 'n1-cpu-small' }),
  );
  return one;
}

describe('a cloud keeps its schemas and holds together', () => {
  it('after any sequence of calls', () => {
    fc.assert(
      fc.property(steps, sequence => {
        names.given = 0;
        const one = customer();
        one.call('POST', '/core/keypairs', '', { environment_name: ENVIRONMENT, name: 'key', public_key: KEY });
        for (const step of sequence) {
          step(one);
          expect(problems(one.cloud)).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it.each(['documented', 'shop', 'shop:7', 'empty'])('with the seed %s', async name => {
    const seed = await loadSeed(name, { mode: 'frozen' }, ['infrahub']);
    const cloud = await replay(infrahub, await seed.history('infrahub'), seed.number, issued);
    expect(problems(cloud as InfrahubCloud)).toEqual([]);
  });
});

/** Values of a saved cloud with their places. */
function* leaves(value: unknown, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (value === null || typeof value !== 'object') yield path;
  else
    for (const key of Object.keys(value))
      yield* leaves(Reflect.get(value, key), [...path, Array.isArray(value) ? Number(key) : key]);
}

/** A member, or of a list the item that has this id. */
const named = (held: object, key: string): object =>
  Reflect.get(held, key) ?? Object.values(held).find(({ id, subject }) => id === key || subject === key);

const random = new Random(9);

/** Another value in a value's place. */
function damaged(value: unknown, turn: number): unknown {
  const draw = (field: string) => ({ entity: 'damage', id: turn, field });
  if (typeof value === 'boolean') return random.pick<unknown>(draw('flag'), [!value, 'yes', null]);
  if (typeof value === 'number')
    return random.pick<unknown>(draw('number'), [
      value + 1,
      value - 1,
      -value,
      0,
      value + 0.5,
      value * 1e6,
      1e300,
      `${value}`,
      null,
    ]);
  if (typeof value === 'string') {
    const words = [
      'ACTIVE',
      'SHUTOFF',
      'HIBERNATED',
      'DELETING',
      'CREATING',
      'available',
      'in-use',
      'ATTACHED',
      'DETACHED',
    ];
    return random.pick<unknown>(draw('text'), [
      '',
      `${value}x`,
      7,
      null,
      random.pick(draw('word'), ['vm:1', ...words]),
    ]);
  }
  return random.pick<unknown>(draw('null'), [0, 1, '', START]);
}

const TURNS = 150;

describe('a damaged snapshot', () => {
  const whole = JSON.parse(JSON.stringify(lived().cloud.save())) as CloudState;
  const { ids, parts } = whole;
  const own = { ids, parts: Object.fromEntries([...schemas.keys()].map(name => [name, parts[name]])) };
  const places = [...leaves(own)];

  it('is not: whole, it is taken', () => {
    expect(restored(whole)).not.toBeInstanceOf(Array);
  });

  // Machine 1 is attached to volumes 2, 3 and is ACTIVE, 2 is HIBERNATED, 3 SHUTOFF, 4 being deleted, 6 being created; 1
  // is the boot volume of 5.
  it.each<readonly [place: string, value: unknown, problem: string]>([
    ['environment.1.org', 9, 'environment 2 is of the organization 9, which is not there'],
    ['credentials.0.holder', 9, 'a credential "apiKey" is of the organization 9, which is not there'],
    ['keypair.0.environment', 9, 'keypair 1 is in the environment 9, which its organization 4821 does not have'],
    ['virtualMachine.0.environment', 9, 'vm 1 is in the environment 9, which its organization 4821 does not have'],
    ['volume.0.org', 4822, 'volume 1 is in the environment 2, which its organization 4822 does not have'],
    ['bill.vm:1.org', 9, 'bill vm:1 is of the organization 9, which is not there'],
    ['bill.vm:1.org', 4822, 'bill vm:1 is of the organization 4822, and its vm is not'],
    ['bill.vm:1.ended', START + 10 * MINUTE, 'bill vm:1 has ended, and its vm is there'],
    ['bill.vm:4.ended', null, 'bill vm:4 is open, and its vm is not there'],
    ['bill.vm:1.since', START + 9 * 60 * MINUTE, 'bill vm:1 is about the future'],
    ['charges.vm:1.subject', 'vm:77', '"vm:77" is charged for, and has no bill'],
    ['charges.vm:1.from', START, `bill vm:1 is charged from ${START}, out of turn`],
    ['virtualMachine.0.volumes.0', 4, 'vm 1 has the volume 4, which is not its own'],
    ['virtualMachine.0.volumes.0', 3, 'vm 1 has a volume twice'],
    ['virtualMachine.3.volumes', [4], 'vm 4 is being deleted, and has volumes'],
    ['virtualMachine.2.state', 'ACTIVE', 'vm 3 is ACTIVE, and charged as SHUTOFF'],
    ['virtualMachine.2.state', 'STARTING', 'vm 3 is STARTING, and nothing ends that'],
    ['volume.3.attachments.0.machine', 1, 'volume 4 is attached to the vm 1, which does not have it'],
    ['volume.1.state', 'available', 'volume 2 is available, and ATTACHED'],
    ['volume.3.state', 'in-use', 'volume 4 is in-use, and ATTACHING'],
    ['volume.3.state', 'creating', 'volume 4 is creating, and charged as AVAILABLE'],
    ['volume.1.attachments.0.state', 'ATTACHING', 'volume 2 is ATTACHING, and nothing ends that'],
  ])('is refused for %s as %j: %s', (place, value, problem) => {
    const state = structuredClone(whole);
    const path = place.split('.');
    const parent = path.slice(0, -1).reduce<object>(named, state.parts);
    Reflect.set(parent, path.at(-1) ?? '', value);
    expect(restored(state)).toContain(problem);
  });

  it.each(['vm', 'volume', 'environment', 'keypair', 'attachment'])(
    'is refused where the next id of %s is taken',
    kind => {
      const state = { ...whole, ids: { ...ids, [kind]: 0 } };
      expect(restored(state)).toContainEqual(
        expect.stringMatching(`^${kind} \\d+ is there, and ids of its kind are counted to 0$`),
      );
    },
  );

  it('is refused with words, or harmless', () => {
    let taken = 0;
    for (let turn = 0; turn < TURNS; turn++) {
      const path = places[random.integer({ entity: 'damage', id: turn, field: 'place' }, 0, places.length - 1)] ?? [];
      const state = structuredClone(whole);
      const last = path.at(-1) ?? '';
      const parent = path.slice(0, -1).reduce<object>((value, key) => Reflect.get(value, key) as object, state);
      const before: unknown = Reflect.get(parent, last);
      Reflect.set(parent, last, damaged(before, turn));
      const one = restored(state);
      if (Array.isArray(one)) continue;
      taken += 1;
      try {
        exercise(one);
      } catch (error) {
        throw new Error(`${path.join('.')}: ${before} -> ${Reflect.get(parent, last)}`, { cause: error });
      }
    }
    expect(taken).toBeLessThan(TURNS / 2);
  });
});
