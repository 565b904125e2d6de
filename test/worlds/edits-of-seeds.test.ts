import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Vendor } from '../../mock-server/calls/vendor.js';
import { Cloud } from '../../mock-server/domain/cloud.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { seedHistory } from '../../mock-server/seeds/history.js';
import { replay } from '../../mock-server/seeds/replay.js';
import { toy } from '../http/toy.js';

const START = '2026-01-01T00:00:00Z';
const LATER = '2026-01-02T00:00:00Z';

const lamp = z.strictObject({
  id: z.int(),
  name: z.string(),
  watts: z.number().min(0),
  lit: z.int().nullable().optional(),
  shade: z.strictObject({ colour: z.enum(['red', 'green']), wide: z.boolean() }).optional(),
  timer: z.number().optional(),
});
const wick = z.strictObject({ id: z.int(), burnt: z.number() });

class Shed extends Cloud {
  readonly lamps = this.collection<z.output<typeof lamp>>('lamp', { schema: async () => lamp });
  readonly wicks = this.collection<z.output<typeof wick>>('wick', { schema: async () => wick });
  readonly bulbs = this.collection<{ id: number }>('bulb');
  readonly usage = this.meter('usage', async () => z.null());
}

/** A vendor whose first lamp is there from the beginning, with a timer that rings, and whose wicks follow from its lamps. */
const shed: Vendor<Shed> = {
  ...toy,
  createCloud({ seed, start, issued }) {
    const cloud = new Shed(seed, start);
    for (const { value } of issued)
      cloud.credentials.add({ scheme: 'key', value, holder: 1, state: 'valid', rights: 'all', expires: null });
    cloud.lamps.add({
      id: cloud.nextId('lamp'),
      name: 'hall',
      watts: 5,
      shade: { colour: 'red', wide: true },
      timer: 1,
    });
    cloud.bulbs.add({ id: 1 });
    cloud.agenda.enter(Date.parse('2027-01-01'), 'ring', 1);
    return cloud;
  },
  jobs: { ring: { has: (cloud: Shed) => cloud.lamps.get(1)?.timer === 1, run() {} } },
  *inconsistencies(cloud) {
    const total = cloud.lamps.all().reduce((sum, { watts }) => sum + watts, 0);
    if (total > 100) yield `the lamps take ${total} W, and the shed has 100`;
  },
  byHand: async () => ({
    find: (cloud: Shed, resource: string, id: string | number) =>
      resource === 'wick' && cloud.lamps.get(Number(id)) ? { id, burnt: 0.5 } : undefined,
    also: (cloud: Shed, record: object) => ('lit' in record ? { lit: cloud.now } : {}),
  }),
};

const issued = toy.issue('default', 1).slice(0, 1);

async function lived(...calls: object[]): Promise<Shed> {
  const history = seedHistory.parse({ start: START, calls: calls.map(call => ({ at: LATER, ...call })) });
  return (await replay(shed, history, 1, issued)) as Shed;
}

const desk = { call: 'lamps.create', body: { name: 'desk', watts: 7 }, keep: { desk: '/id', name: '/name' } };

describe('an edit of a seed', () => {
  it('sets members of a record that a call made, at its time, and of an object those that are said', async () => {
    const cloud = await lived(
      desk,
      { edit: 'lamp', id: '{desk}', set: { name: 'old {name}', lit: LATER } },
      { edit: 'lamp', id: 1, set: { shade: { colour: 'green' }, watts: 0 } },
    );
    expect(cloud.lamps.all()).toEqual([
      { id: 1, name: 'hall', watts: 0, shade: { colour: 'green', wide: true }, timer: 1 },
      { id: 2, name: 'old desk', watts: 7, lit: Date.parse(LATER) },
    ]);
    expect(cloud.now).toBe(Date.parse(LATER));
  });

  it('comes after what fell due before it', async () => {
    const later = { edit: 'lamp', id: 1, set: { timer: 2 }, at: '2027-06-01T00:00:00Z' };
    expect((await lived(later)).lamps.get(1)?.timer).toBe(2);
  });

  it('keeps a record that followed from others until then, and changes what goes along with it', async () => {
    const cloud = await lived({ edit: 'wick', id: 1, set: { burnt: 0.75 } }, { edit: 'wick', id: 1, set: {} });
    expect(cloud.wicks.all()).toEqual([{ id: 1, burnt: 0.75 }]);
    const lit = await lived(
      { edit: 'lamp', id: 1, set: { lit: null }, at: START },
      { edit: 'lamp', id: 1, set: { name: 'porch' } },
    );
    expect(lit.lamps.get(1)?.lit).toBe(Date.parse(LATER));
  });

  it('must leave what holds together, and is named when it does not', async () => {
    const more = { edit: 'lamp', id: 1, set: { watts: 99 } };
    const less = { edit: 'lamp', id: '{desk}', set: { watts: 1 } };
    expect((await lived(desk, more, less)).lamps.get(1)?.watts).toBe(99);
    expect((await lived(desk, more, { call: 'lamps.list' }, less)).lamps.get(1)?.watts).toBe(99);
    const after = [{ call: 'lamps.list' }, { ...less, set: { watts: 2 } }];
    const said = /call 1 of toy \(edit of lamp 1\) failed: .* does not hold together: the lamps take 106 W/;
    await expect(lived(desk, more, ...after)).rejects.toThrow(said);
    await expect(lived(desk, more, { call: 'lamps.show', params: { id: 9 } })).rejects.toThrow(said);
    await expect(lived(desk, { call: 'lamps.show', params: { id: 9 } })).rejects.toThrow(/call 1 .*lamps.show/);
  });

  it.each<[string, object, RegExp]>([
    [
      'a resource that is none',
      { edit: 'lamb' },
      /\(edit of lamb 1\) failed: there is no resource "lamb"; did you mean lamp\?/,
    ],
    ['a part that is no collection', { edit: 'usage' }, /there is no resource "usage"$/],
    ['a resource without a schema', { edit: 'bulb' }, /bulb says no schema of its records/],
    ['an id of no record', { id: 9 }, /\(edit of lamp 9\) failed: there is no such lamp/],
    ['an id of another type', { id: '1' }, /there is no such lamp/],
    ['an id that is not kept', { id: '{dask}' }, /\(edit of lamp {dask}\) failed: nothing is kept as "dask"/],
    ['another id', { set: { id: 2 } }, /an id stays what it is/],
    ['a member that is none', { set: { wats: 3 } }, /it has no member "wats"; did you mean watts\?/],
    [
      'a member of a member that is none',
      { set: { shade: { color: 'red' } } },
      /no member "shade.color"; did you mean colour\?/,
    ],
    [
      'a value of the wrong type',
      { set: { watts: '3' } },
      /failed: watts: Invalid input: expected number, received string/,
    ],
    ['a value out of bounds', { set: { watts: -1 } }, /failed: watts: Too small/],
    [
      'a text that is no instant',
      { set: { lit: '2026-02-30T00:00:00Z' } },
      /failed: lit: Invalid input: expected number/,
    ],
    ['several', { set: { wats: 3, name: 4 } }, /failed: name: .*; it has no member "wats"/],
    ['what holds nothing together', { set: { watts: 101 } }, /the lamps take 101 W/],
    ['what a job is about', { set: { timer: 2 } }, /what the job "ring" is about is not there/],
  ])('is refused for %s', async (_what, wrong, said) => {
    await expect(lived({ edit: 'lamp', id: 1, set: {}, ...wrong })).rejects.toThrow(said);
  });

  it.each<[string, object, RegExp]>([
    ['a slip', { edit: 'lamp', id: 1, sets: {} }, /"sets"[^}]*there is no such member; did you mean set/],
    ['a member of a call', { edit: 'lamp', id: 1, set: {}, keep: {} }, /"keep"[^}]*there is no such member/],
    ['no id', { edit: 'lamp', set: {} }, /id[^}]* is missing here/],
    ['an order that is none', { edit: 'lamp', id: 1, set: {}, at: '2025-12-31T00:00:00Z' }, /is before the start/],
  ])('is held to its own schema: %s', async (_what, wrong, said) => {
    await expect(lived(wrong)).rejects.toThrow(said);
  });
});

describe('an edit of a seed of one’s own', () => {
  it('is done in every vendor’s cloud, and one after the present is left out', async () => {
    const mock = await started({
      infrahub: [
        {
          at: START,
          call: 'environments.create',
          body: { name: 'lab', region: 'CANADA-1' },
          keep: { lab: '/environment/id' },
        },
        { at: LATER, edit: 'environment', id: '{lab}', set: { createdAt: '2025-06-01T00:00:00Z' } },
      ],
      virtfusion: [
        { at: START, edit: 'user', id: 1, set: { timezone: 'Asia/Tokyo' } },
        { at: '2027-01-01T00:00:00Z', edit: 'user', id: 1, set: { timezone: 'Europe/Paris' } },
      ],
    });
    const lab = await read(mock, '/v1/core/environments', { api_key: mock.credentials.infrahub.apiKey });
    expect(lab).toContain('"created_at":"2025-06-01T00:00:00"');
    const token = { authorization: `Bearer ${mock.credentials.virtfusion?.token}` };
    await read(mock, '/api/v1/connect', token);
    expect(JSON.stringify((await mock.control.snapshot.save()).clouds)).toContain('"timezone":"Asia/Tokyo"');
  });

  it('that is wrong starts no server', async () => {
    await expect(started({ virtfusion: [{ at: START, edit: 'user', id: 1, set: { timezone: 5 } }] })).rejects.toThrow(
      'call 0 of virtfusion (edit of user 1) failed: timezone: Invalid input: expected string',
    );
  });
});

async function started(calls: Readonly<Record<string, readonly object[]>>): Promise<MockServer> {
  const folder = mkdtempSync(join(tmpdir(), 'hostdouble-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const seed = join(folder, 'seed.json');
  const vendors = Object.fromEntries(Object.entries(calls).map(([name, own]) => [name, { start: START, calls: own }]));
  writeFileSync(seed, JSON.stringify({ now: '2026-03-01T00:00:00Z', clock: 'frozen', vendors }));
  const mock = await createMockServer({ seed });
  onTestFinished(() => mock.close());
  return mock;
}

async function read(mock: MockServer, path: string, headers: Record<string, string | undefined>): Promise<string> {
  const reply = await fetch(`${mock.url}${path}`, { headers: headers as Record<string, string> });
  return reply.text();
}
