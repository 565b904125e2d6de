import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Ask, askerOf } from './asker.js';
import { type Input, platformForEach } from './caller.js';

interface Row {
  readonly name: string;
  readonly length: number;
}

interface Told {
  readonly result: number;
  readonly body?: string;
  readonly keywords?: Readonly<Record<string, readonly Row[]>>;
  readonly responses?: readonly { readonly out: string }[];
}

const NAME = 'env-logs1';
const FOLDER = '/var/log/nginx';
const ACCESS = `${FOLDER}/access.log`;

describe('log files on the Virtuozzo platform', () => {
  let mock: MockServer;
  let asks: Ask;
  let nodeId = 0;

  platformForEach((_, double) => {
    mock = double;
    asks = askerOf(mock);
  });

  const ask = (method: string, input: Input = {}) =>
    asks<Told>(`environment/${method}`, { envName: NAME, nodeId, ...input });
  const sh = async (command: string) =>
    (await ask('control/execcmdbyid', { commandList: [{ command }] })).responses?.[0]?.out;
  const log = async (path = ACCESS) => (await ask('control/readlog', { path })).body;
  const file = (path = ACCESS) => ask('file/read', { path });
  const make = async () => {
    const { response } = await asks<{ response: { nodes: { id: number }[] } }>(
      'environment/control/createenvironment',
      {
        env: { shortdomain: NAME },
        nodes: { nodeType: 'nginx' },
      },
    );
    nodeId = response.nodes[0]?.id ?? 0;
    await mock.control.clock.advance({ by: 'P9D' });
  };
  const agreed = async () => {
    const logs = (await ask('control/getlogs', { path: FOLDER })).keywords?.[FOLDER] ?? [];
    const files = (await ask('file/getlist', { path: FOLDER })).keywords?.[FOLDER] ?? [];
    const plain = (rows: readonly Row[]) => rows.map(({ name, length }) => `${name} ${length}`).sort();
    expect(plain(files)).toEqual(plain(logs));
    expect(await sh(`ls ${FOLDER}`)).toBe(files.map(({ name }) => name).join('\n'));
    return files.map(({ name }) => name);
  };

  it('are seen by calls about files and by commands', async () => {
    await make();
    expect(await agreed()).toEqual(expect.arrayContaining(['access.log', 'error.log']));
    expect((await agreed()).length).toBeGreaterThan(2);
    const text = await log();
    expect(text?.length).toBeGreaterThan(100);
    expect((await file()).body).toBe(text);
    expect(await sh(`cat ${ACCESS} | tail -n 1`)).toBe(text?.trimEnd().split('\n').at(-1));
    expect(await sh('cat /var/log/run.log')).toContain('service started');
    expect((await ask('file/read', { path: '/var/log/nginx' })).result).toBe(1);
    await mock.control.clock.advance({ by: 'PT1H' });
    expect((await file()).body).not.toBe(text);
    expect((await file()).body).toBe(await log());
  });

  it('are emptied and removed by either, and written on', async () => {
    await make();
    await ask('control/clearlog', { path: ACCESS });
    expect(await file()).toMatchObject({ result: 0, body: '' });
    await mock.control.clock.advance({ by: 'PT1H' });
    expect((await log())?.length).toBeGreaterThan(0);
    expect((await file()).body).toBe(await log());
    await sh(`echo -n > ${ACCESS}`);
    expect(await log()).toBe('');
    await mock.control.clock.advance({ by: 'PT1H' });
    expect((await log())?.length).toBeGreaterThan(0);
    await ask('file/delete', { path: ACCESS });
    expect(await ask('control/readlog', { path: ACCESS })).toMatchObject({ result: 5 });
    expect(await file()).toMatchObject({ result: 2002 });
    await mock.control.clock.advance({ by: 'PT1H' });
    expect((await log())?.length).toBeGreaterThan(0);
    await ask('control/removelog', { path: ACCESS });
    expect(await file()).toMatchObject({ result: 2002 });
    await sh(`rm -rf ${FOLDER}`);
    expect((await ask('control/getlogs', { path: FOLDER })).keywords).toEqual({});
    await mock.control.clock.advance({ by: 'PT1H' });
    expect(await agreed()).toContain('access.log');
  });

  it('are as they were written by hand, until they are emptied', async () => {
    await make();
    await sh(`echo by hand >> ${ACCESS} && echo mine > /var/log/own.log`);
    expect((await log())?.endsWith('\nby hand\n')).toBe(true);
    expect((await file()).body).toBe(await log());
    expect(await log('/var/log/own.log')).toBe('mine\n');
    await agreed();
    const saved = await mock.control.snapshot.save();
    await mock.control.snapshot.restore(saved);
    expect((await log())?.endsWith('\nby hand\n')).toBe(true);
    await ask('control/clearlog', { path: ACCESS });
    await mock.control.clock.advance({ by: 'PT1H' });
    expect((await log())?.length).toBeGreaterThan(0);
    expect((await file()).body).toBe(await log());
    await ask('control/removelog', { path: '/var/log/own.log' });
    expect(await sh('ls /var/log')).toBe('nginx\nrun.log');
  });
});
