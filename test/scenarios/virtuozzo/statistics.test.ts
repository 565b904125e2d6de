import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type EnvInfo, type Input, platformForEach, type VirtuozzoCaller } from './caller.js';

const CONTROL = 'environment/control';
const HOUR = 3600;
const RUN_LOG = '/var/log/run.log';
const ACCESS_LOG = '/var/log/nodejs/access.log';

interface Use {
  readonly duration: number;
  readonly cpu: number;
  readonly mem: number;
  readonly disk: number;
  readonly netInExt: number;
  readonly netOutExt: number;
  readonly envId: string;
}

interface LogFile {
  readonly absolutePath: string;
  readonly length: number;
  readonly lastModified: string;
}

/** What these calls answer, as far as the tests look at it. */
interface Answered {
  readonly result: number;
  readonly error?: string;
  readonly status?: number;
  readonly stats?: readonly Use[];
  readonly responses?: readonly { readonly appid: string; readonly stats: readonly Use[] }[];
  readonly body?: string;
  readonly linescount?: number;
  readonly keywords?: Readonly<Record<string, readonly LogFile[]>>;
  readonly directories?: Readonly<Record<string, readonly LogFile[]>>;
  readonly rotatedLogs?: Readonly<Record<string, readonly LogFile[]>>;
}

describe('what environments use, and what their nodes write down', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  let made: EnvInfo;
  let nodeId: number;
  const envName = 'env-1000001';

  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });

  const call = async (method: string, input: Input = {}): Promise<Answered> => {
    const reply = await caller.send(`${CONTROL}/${method}`, { session: caller.session, envName, ...input });
    const answer: Answered = JSON.parse(await reply.text());
    return answer;
  };
  const advance = (by: string) => mock.control.clock.advance({ by });
  const create = async (...nodes: readonly object[]) => {
    const both = [{ nodeType: 'nodejs', count: 2, fixedCloudlets: 1, flexibleCloudlets: 16 }, { nodeType: 'mysql' }];
    made = await caller.create({ shortdomain: envName }, ...(nodes.length > 0 ? nodes : both));
    nodeId = made.nodes[0]?.id ?? 0;
  };
  const log = async (path: string, input: Input = {}) => call('readlog', { nodeId, path, ...input });
  const linesOf = async (path: string) => (await log(path)).body?.split('\n').slice(0, -1) ?? [];

  it('the cloudlets of each hour are those that the bill charges, for each node', async () => {
    await create();
    await advance('PT20H10M');
    await call('setcloudletscountbygroup', { nodeGroup: 'cp', fixedCloudlets: 2, flexibleCloudlets: 7 });
    await advance('PT15M');
    await call('stopenv');
    await advance('P2DT3H35M');
    await call('startenv');
    await advance('PT9H');
    const [from, to] = ['2025-01-01 00:00:00', '2025-01-04 09:00:00'];
    const bill = await caller.rows(from, to, 'HOUR');
    for (const { id } of made.nodes) {
      const asked = { nodeid: id, duration: 81 * HOUR, interval: HOUR, endtime: to };
      const { stats = [] } = await call('getstats', asked);
      expect(stats).toHaveLength(81);
      const used = stats.map(({ cpu, mem }) => Math.max(Math.ceil(cpu / 400), Math.ceil(mem / 128)));
      const rows = bill.filter(({ nodeid }) => nodeid === id);
      expect(used).toEqual(rows.map(({ usedCloudletsAmount }) => usedCloudletsAmount));
      expect(new Set(used).size).toBeGreaterThan(id === nodeId ? 3 : 1);
      const traffic = stats.map(({ netInExt, netOutExt }) => (netInExt + netOutExt) / 1024 / 1024);
      expect(traffic).toEqual(
        rows.map(row => (row as unknown as { usedNetworkExtAmount: number }).usedNetworkExtAmount),
      );
      expect(stats.map(({ disk }) => disk)).toEqual(
        rows.map(row => (row as unknown as { usedStorageAmount: number }).usedStorageAmount),
      );
    }
  });

  it('a sum is the average of its parts, and all the traffic in them', async () => {
    await create();
    await advance('PT30H30M');
    const parts = (await call('getstats', { duration: 24 * HOUR, interval: 1800 })).stats ?? [];
    const [sum] = (await call('getsumstat', { duration: 24 * HOUR })).stats ?? [];
    expect(parts).toHaveLength(48);
    const total = (key: 'cpu' | 'mem' | 'disk' | 'netInExt' | 'netOutExt') =>
      parts.reduce((whole, part) => whole + part[key], 0);
    expect(sum).toMatchObject({ duration: 24 * HOUR, envId: made.env.appid });
    for (const key of ['cpu', 'mem', 'disk'] as const) expect(sum?.[key]).toBeCloseTo(total(key) / 48, -1);
    expect((sum?.netInExt ?? 0) + (sum?.netOutExt ?? 0)).toBeCloseTo(total('netInExt') + total('netOutExt'), -3);
    const layers = await Promise.all(
      ['cp', 'sqldb'].map(async nodeGroup => (await call('getsumstat', { duration: HOUR, nodeGroup })).stats?.[0]?.mem),
    );
    expect(layers[0]).toBe(layers[1]); // it takes no layer
    const of = async (input: Input) =>
      (await call('getstats', { duration: HOUR, interval: HOUR, ...input })).stats?.[0]?.mem ?? 0;
    expect((await of({ nodeGroup: 'cp' })) + (await of({ nodetype: 'mysql' }))).toBeCloseTo(await of({}), -1);
  });

  it('nothing is used before the beginning, after the end, and while it does not run but for disk space', async () => {
    await create({ nodeType: 'redis' });
    await advance('PT2H');
    const before = await call('getsumstat', { duration: HOUR, endtime: '2024-12-31 12:00:00' });
    const nothing = { cpu: 0, mem: 0, netInExt: 0, netOutExt: 0, netInInt: 0, netOutInt: 0 };
    expect(before.stats).toMatchObject([{ ...nothing, disk: 0 }]);
    const late = await call('getsumstat', { duration: HOUR, endtime: '2026-01-01 00:00:00' });
    expect(late.stats).toEqual((await call('getsumstat', { duration: HOUR })).stats);
    await call('stopenv');
    await advance('PT2H');
    const asleep = await call('getsumstat', { duration: HOUR });
    expect(asleep.stats).toMatchObject([nothing]);
    expect(asleep.stats?.[0]?.disk).toBeGreaterThan(0);
    expect(asleep.status).toBe(2);
  });

  it('each environment of the account is summed, or the one that is named', async () => {
    await create({ nodeType: 'redis' });
    const other = await caller.create({}, { nodeType: 'nodejs', flexibleCloudlets: 9 });
    await advance('PT3H');
    const all = (await call('getallsumstatbyuid', { envName: '' })).responses ?? [];
    expect(all.map(({ appid }) => appid)).toEqual([made.env.appid, other.env.appid]);
    expect(all[1]?.stats).toEqual((await call('getsumstat', { envName: other.env.envName, duration: HOUR })).stats);
    expect((await call('getallsumstatbyuid', { duration: 60 })).responses).toMatchObject([{ appid: made.env.appid }]);
  });

  it('wrong questions about use are refused', async () => {
    await create({ nodeType: 'redis' });
    const invalid = (name: string) => ({ result: 3, error: `invalid parameter [${name}]` });
    const ask = (input: Input) => call('getstats', { duration: HOUR, interval: 600, ...input });
    expect(await ask({ interval: 1 })).toEqual(invalid('interval'));
    expect(await ask({ duration: 0 })).toEqual(invalid('duration'));
    expect(await ask({ duration: 1e12 })).toEqual(invalid('duration'));
    expect(await ask({ endtime: 'today' })).toEqual(invalid('endtime'));
    expect(await ask({ nodeid: 999 })).toEqual({ result: 5, error: 'node [999] not exist' });
    expect(await ask({ nodeGroup: 'bl' })).toEqual({ result: 5, error: 'node [bl] not exist' });
    expect(await call('getallsumstatbyuid', { envName: 'env-9999999' })).toMatchObject({ result: 11 });
  });

  it('a log grows with the clock, and what was written stays as it was', async () => {
    await create();
    expect(await linesOf(ACCESS_LOG)).toEqual([]);
    await advance('PT5H');
    const first = await linesOf(ACCESS_LOG);
    expect(first.length).toBeGreaterThan(4);
    await advance('PT5H');
    const second = await linesOf(ACCESS_LOG);
    expect(second.length).toBeGreaterThan(first.length);
    expect(second.slice(0, first.length)).toEqual(first);
    const { body, linescount } = await log(ACCESS_LOG, { from: 2, count: 3 });
    expect(linescount).toBe(second.length);
    expect(body).toBe(
      second
        .slice(2, 5)
        .map(line => `${line}\n`)
        .join(''),
    );
    const { keywords } = await call('getlogs', { nodeId });
    const shown = keywords?.['/var/log/nodejs']?.find(({ absolutePath }) => absolutePath === ACCESS_LOG);
    expect(shown?.length).toBe((await log(ACCESS_LOG)).body?.length);
    expect(second.at(-1)).toContain(shown?.lastModified);
    await call('stopenv');
    await advance('PT5H');
    expect(await linesOf(ACCESS_LOG)).toEqual(second);
    expect(await linesOf(RUN_LOG)).toEqual([
      '2025-01-01 00:00:00 [run] service started',
      '2025-01-01 10:00:00 [run] service stopped',
    ]);
    const runLog = (await call('getlogs', { nodeId, path: '/var/log' })).keywords?.['/var/log'];
    expect(runLog).toMatchObject([{ absolutePath: RUN_LOG, length: 84 }]);
  });

  it('a log is cleared and grows anew; one that is removed comes back with its next line', async () => {
    await create();
    await advance('PT5H');
    const old = await linesOf(ACCESS_LOG);
    expect(await call('clearlog', { nodeId, path: ACCESS_LOG })).toEqual({ result: 0 });
    expect(await linesOf(ACCESS_LOG)).toEqual([]);
    await advance('PT5H');
    const anew = await linesOf(ACCESS_LOG);
    expect(anew.length).toBeGreaterThan(0);
    expect(anew).not.toContain(old[0]);
    expect(await call('removelog', { nodeId, path: ACCESS_LOG })).toEqual({ result: 0 });
    const gone = { result: 5, error: `log [${ACCESS_LOG}] not exist` };
    expect(await log(ACCESS_LOG)).toEqual(gone);
    expect(await call('clearlog', { nodeId, path: ACCESS_LOG })).toEqual(gone);
    expect(JSON.stringify(await call('getlogs', { nodeId }))).not.toContain(ACCESS_LOG);
    await advance('PT5H');
    expect((await linesOf(ACCESS_LOG)).length).toBeGreaterThan(0);
    const other = made.nodes[1]?.id ?? 0;
    expect((await call('readlog', { nodeId: other, path: ACCESS_LOG })).linescount).toBeGreaterThan(old.length);
    for (const path of ['/var/log/nothing.log', '/etc/passwd', `${ACCESS_LOG}/..`])
      expect(await log(path)).toEqual({ result: 5, error: `log [${path}] not exist` });
    expect(await log(ACCESS_LOG, { from: -1 })).toEqual({ result: 3, error: 'invalid parameter [from]' });
  });

  it('logs are put aside on Mondays, without the lines that were cleared, and five weeks of them are there', async () => {
    await create();
    const paths = async () => {
      const { rotatedLogs = {} } = await call('getlogslist', { nodeId });
      const all = Object.values(rotatedLogs).flat();
      return all.map(({ absolutePath }) => absolutePath).filter(path => path.startsWith(ACCESS_LOG));
    };
    await advance('P3D');
    expect(await paths()).toEqual([]);
    await call('clearlog', { nodeId, path: ACCESS_LOG });
    await advance('P1DT20H');
    const written = await linesOf(ACCESS_LOG);
    expect(written.length).toBeGreaterThan(20);
    await advance('P1D'); // the sixth was a Monday
    expect(await paths()).toEqual([`${ACCESS_LOG}-20250106`]);
    const aside = await linesOf(`${ACCESS_LOG}-20250106`);
    expect(aside.slice(0, written.length)).toEqual(written);
    await call('clearlog', { nodeId, path: ACCESS_LOG });
    expect(await linesOf(`${ACCESS_LOG}-20250106`)).toEqual(aside);
    await advance('P14D');
    expect(await paths()).toHaveLength(3);
    const last = `${ACCESS_LOG}-20250120`;
    expect((await linesOf(last)).length).toBeGreaterThan(0);
    await call('clearlog', { nodeId, path: last });
    expect(await linesOf(last)).toEqual([]);
    await call('removelog', { nodeId, path: last });
    expect(await paths()).not.toContain(last);
    await advance('P60D');
    expect(await paths()).toHaveLength(4);
    await call('clearlog', { nodeId, path: RUN_LOG });
    expect(await marks()).toEqual([ACCESS_LOG, RUN_LOG].sort());
  });

  /** Paths of the logs of which something is kept. */
  const marks = async (): Promise<string[]> => {
    const { clouds } = await mock.control.snapshot.save();
    const kept = clouds.virtuozzo?.state.parts.log;
    return Array.isArray(kept) ? kept.map(({ path }) => path).sort() : [];
  };

  it('the log of a node goes with it', async () => {
    await create();
    await call('clearlog', { nodeId, path: RUN_LOG });
    expect(await marks()).toEqual([RUN_LOG]);
    await call('removenode', { nodeId });
    expect(await marks()).toEqual([]);
    expect(await log(RUN_LOG)).toEqual({ result: 5, error: `node [${nodeId}] not exist` });
  });
});
