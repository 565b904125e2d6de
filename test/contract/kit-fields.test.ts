import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkExchange } from '../../contracts/core/checks.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import type { Schema } from '../../contracts/core/operation.js';
import { isSecret, secret } from '../../contracts/core/wire.js';
import { contracts } from '../../contracts/index.js';
import { remoteState } from '../../contracts/vendors/virtfusion/servers/remote-state.js';
import { createMockServer } from '../../mock-server/index.js';
import { loadInline } from './inline.js';
import { credentialsOf } from './kit.js';

const docs = 'https://example.com/docs';

/** What is found in a body, as `check path: expected; found`. */
async function found(schema: Schema, body: unknown): Promise<string[]> {
  const things = {
    show: { method: 'GET', path: '/things', summary: 'One', docs, effect: 'read', responses: { 200: schema } },
  } as const;
  const contract = await loadInline({ things });
  const [entry] = contract.entries;
  if (entry === undefined) throw new Error('no entry');
  const reply = { status: 200, headers: { 'content-type': 'application/json' }, body };
  return checkExchange({ contract, entry, reply }).map(
    one => `${one.check} ${one.path}: ${one.expected}; ${one.found}`,
  );
}

describe('a union that takes no option names the place in the nearest one', () => {
  const dog = z.strictObject({ kind: z.literal('dog'), age: z.int(), name: z.string() });
  const cat = z.strictObject({ kind: z.literal('cat'), age: z.string(), lives: z.int() });

  it.each<[string, Schema, unknown, string[]]>([
    [
      'by its literals, however much else is wrong',
      z.union([dog, cat]),
      { kind: 'cat', age: 3, name: 'Tom', lives: '9' },
      [
        'type $.age: string; number',
        'type $.lives: integer; string',
        'undocumented-field $.name: no such field; string',
      ],
    ],
    [
      'by its keys, where no literal stands there',
      z.union([z.strictObject({ a: z.int() }), z.strictObject({ b: z.int(), c: z.int(), d: z.int() })]),
      { b: 1, c: '2' },
      ['missing-field $.d: integer; nothing', 'type $.c: integer; string'],
    ],
    [
      'by its issues, where as many keys are there',
      z.union([z.strictObject({ a: z.int(), b: z.int() }), z.strictObject({ a: z.int() })]),
      { a: '1' },
      ['type $.a: integer; string'],
    ],
    [
      'in a union of a union',
      z.union([z.null(), z.union([dog, z.union([cat, z.string()])])]),
      { kind: 'cat', age: '3', lives: true },
      ['type $.lives: integer; boolean'],
    ],
    [
      'in a list of unions, deep below',
      z.strictObject({ pets: z.array(z.union([dog, cat])) }),
      {
        pets: [
          { kind: 'dog', age: 1, name: 'Rex' },
          { kind: 'dog', age: 1 },
        ],
      },
      ['missing-field $.pets[1].name: string; nothing'],
    ],
    [
      'and not in a word that is of another type',
      z.strictObject({ state: z.union([z.literal(false), z.strictObject({ running: z.boolean() })]) }),
      { state: { running: 'yes' } },
      ['type $.state.running: boolean; string'],
    ],
    [
      'in the word of a union of scalars',
      z.strictObject({ state: z.union([z.enum(['ON', 'OFF']), z.int()]) }),
      { state: 'ASLEEP' },
      ['enum $.state: one of "ON", "OFF"; "ASLEEP"'],
    ],
    [
      'or as a whole, where no option is of its type',
      z.union([dog, z.string()]),
      7,
      ['type $: object or string; number'],
    ],
    [
      'and tells a boolean for a number',
      z.strictObject({ hours: z.union([z.literal(false), z.int()]) }),
      { hours: true },
      ['type $.hours: false; boolean'],
    ],
  ])('%s', async (_how, schema, body, findings) => {
    expect(await found(schema, body)).toEqual(findings);
  });

  it('and never shows what that option marks as a secret', async () => {
    const open = z.strictObject({ kind: z.literal('open'), key: z.string() });
    const closed = z.strictObject({ kind: z.literal('closed'), key: secret(z.string().regex(/^\d+$/)) });
    expect(isSecret(closed.shape.key)).toBe(true);
    expect(await found(z.union([open, closed]), { kind: 'closed', key: 'hunter2' })).toEqual([
      'form $.key: string of the form /^\\d+$/; string',
    ]);
  });
});

describe("the memory of a VirtFusion 7 panel's guest", () => {
  const state = (memory: unknown) => ({ running: true, state: 'running', cpu: 1, disk: [], memory });

  it.each([
    [{ memtotal: '4', memfree: '2', _source: 'agent_meminfo' }, []],
    [{ memtotal: '4', memfree: '2', memavailable: '3' }, []],
    [{ memtotal: 4, memfree: '2', _source: 'agent_meminfo' }, ['type $.memory.memtotal: string; number']],
    [{ memtotal: '4', _source: 'agent_meminfo' }, ['missing-field $.memory.memfree: string; nothing']],
    [{ memtotal: '4', memfree: '2', _source: 'guest' }, ['enum $.memory._source: "agent_meminfo"; "guest"']],
    [{ actual: '4', _source: 'dom0' }, expect.arrayContaining(['missing-field $.memory.unused: string; nothing'])],
  ])('has a form of its own: %j', async (memory, findings) => {
    expect(await found(remoteState, state(memory))).toEqual(findings);
  });
});

describe('what clients read', () => {
  const NODES = '[{"nodeType":"docker","count":1,"flexibleCloudlets":4,"docker":{"image":"alpine"}}]';

  /** What is found when an answer of the double is changed. */
  async function spoiled(vendor: string, id: string, answer: () => Promise<unknown>, change: (body: object) => void) {
    const contract = await loadContract(await contractOf(vendor));
    const entry = contract.byId.get(id);
    if (entry === undefined) throw new Error(`no ${id}`);
    const body = structuredClone(Object(await answer()));
    const reply = () => ({ status: 200, headers: { 'content-type': 'application/json' }, body });
    expect(checkExchange({ contract, entry, reply: reply() })).toEqual([]);
    change(body);
    return checkExchange({ contract, entry, reply: reply() }).map(
      ({ check, place, evidence, severity }) => `${check} ${place} ${evidence} ${severity}`,
    );
  }

  it('of a VirtFusion server is missed where its state was asked for', async () => {
    const mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
    const { token = '' } = credentialsOf(mock, 'virtfusion');
    const ask = async (path: string): Promise<unknown> =>
      (await fetch(`${mock.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })).json();
    const rows: unknown = Reflect.get(Object(await ask('/servers?results=200')), 'data');
    const servers = await Promise.all(
      (Array.isArray(rows) ? rows : []).map(({ id }) => ask(`/servers/${id}?remoteState=true`)),
    );
    const server = servers.find(one => Reflect.get(Object(one), 'data').remoteState.agent !== undefined);
    const drop = (asked: unknown, of: (data: Record<string, Record<string, object>>) => object, member: string) =>
      spoiled(
        'virtfusion',
        'servers.show',
        async () => asked,
        body => {
          Reflect.deleteProperty(of(Reflect.get(body, 'data')), member);
        },
      );
    expect(await drop(server, data => data, 'os')).toEqual(['missing-field $.data.os client error']);
    expect(await drop(server, data => data.qemuAgent?.os ?? {}, 'pretty-name')).toEqual([
      'missing-field $.data.qemuAgent.os["pretty-name"] client error',
    ]);
    expect(await drop(server, data => data.remoteState ?? {}, 'agent')).toEqual([]);
    await mock.close();
  });

  it('of a Virtuozzo environment is missed when it is gone', async () => {
    const mock = await createMockServer({ seed: 'empty', clock: 'frozen' });
    const ask = async (method: string, form: Record<string, string>): Promise<unknown> => {
      const { token = '', session = token } = credentialsOf(mock, 'virtuozzo');
      const body = new URLSearchParams({ session, ...form });
      return (await fetch(`${mock.url}/1.0/environment/control/rest/${method}`, { method: 'POST', body })).json();
    };
    await ask('createenvironment', { env: '{"shortdomain":"env-7654321"}', nodes: NODES });
    const show = () => ask('getenvinfo', { envName: 'env-7654321' });
    const drop = (list: 'nodes' | 'nodeGroups', member: string) =>
      spoiled('virtuozzo', 'control.getEnvInfo', show, body => {
        Reflect.deleteProperty(Reflect.get(body, list)[0], member);
      });
    expect(await drop('nodeGroups', 'isSLBAccessEnabled')).toEqual([
      'missing-field $.nodeGroups[*].isSLBAccessEnabled client error',
    ]);
    expect(await drop('nodes', 'ismaster')).toEqual(['missing-field $.nodes[*].ismaster client error']);
    expect(await drop('nodes', 'customitem')).toEqual(['missing-field $.nodes[*].customitem observed error']);
    expect(await drop('nodes', 'vType')).toEqual([]);
    await mock.close();
  });
});

async function contractOf(vendor: string) {
  const contract = await Object.entries(contracts)
    .find(([name]) => name === vendor)?.[1]
    .load();
  if (contract === undefined) throw new Error(`no contract ${vendor}`);
  return contract;
}
