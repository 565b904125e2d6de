import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../../mock-server/index.js';
import { type BillRow, type EnvInfo, type Input, micros, totalOf, VirtuozzoCaller } from './caller.js';

const [WEB, SITE, BUILD, PREVIEW] = ['web-lindqvist', 'site-lindqvist', 'build-lindqvist', 'preview-lindqvist'];
const [NOW, MONTH, HOUR] = [Date.UTC(2026, 5, 15, 9, 30), '2026-05-16 00:00:00', 3_600_000];
const END = '2026-06-15 09:00:00';

/** What the calls of this test answer, as far as it looks at it. */
interface Shown {
  readonly result: number;
  readonly error?: string;
  readonly body?: string;
  readonly hash?: string;
  readonly log?: string;
  readonly totalCount?: number;
  readonly object?: unknown;
  readonly array?: readonly Readonly<Record<string, unknown>>[];
  readonly objects?: readonly { readonly script: string; readonly trigger: string }[];
  readonly rules?: readonly { readonly name: string; readonly src: string }[];
  readonly responses?: readonly { readonly id: number; readonly resourceId: string }[];
  readonly extDomains?: readonly {
    readonly domain: string;
    readonly sslEnabled: boolean;
    readonly sslCert?: { readonly cert: string };
  }[];
  readonly stats?: readonly object[];
}

/** Text of an instant, as the platform writes it. */
const sql = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
const instant = (text: unknown): number => Date.parse(`${text}`.replace(' ', 'T').concat('Z'));

describe("a month of a customer's pipeline in the shop", () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  let web: EnvInfo;

  beforeAll(async () => {
    mock = await createMockServer({ seed: 'shop', clock: 'frozen', selfCheck: 'all' });
    caller = VirtuozzoCaller.of(mock);
    web = await infoOf(WEB);
  });
  afterAll(async () => {
    expect(mock.findings).toEqual([]);
    await mock.close();
  });

  const ask = async (method: string, input: Input = {}): Promise<Shown> => {
    const reply = await caller.send(method, { session: caller.session, ...input });
    const shown: Shown = JSON.parse(await reply.text());
    return shown;
  };
  const ofWeb = (method: string, input: Input = {}) => ask(method, { envName: WEB, ...input });
  async function infoOf(envName: string): Promise<EnvInfo> {
    const { env, nodes = [], nodeGroups = [] } = await caller.call('environment/control/getenvinfo', { envName });
    if (env === undefined) throw new Error(`no ${envName}`);
    return { env, nodes, nodeGroups };
  }
  const rows = (period: string, more: Input = {}, from = MONTH, to = END) => caller.rows(from, to, period, more);
  const console = async () => ((await ask('marketplace/console/readlog')).body ?? '').trimEnd().split('\n');
  const history = async (input: Input = {}) =>
    (await ofWeb('environment/trigger/autoscalinghistory', { startRow: 0, resultCount: 1000, ...input })).array ?? [];

  it('has an environment that a manifest made, with what its commands wrote', async () => {
    expect(web.env).toMatchObject({ status: 1, displayName: 'Lindqvist web', isFirewallEnabled: true });
    expect(web.nodeGroups.map(({ name }) => name)).toEqual(['cp', 'cache', 'storage']);
    const master = web.nodes.find(({ nodeGroup }) => nodeGroup === 'cp')?.id ?? 0;
    expect(await console()).toContainEqual(expect.stringMatching(/^\[2026-05-16 09:00:00\] Lindqvist web: done$/));
    const variables = await ofWeb('environment/control/getcontainerenvvars', { nodeId: master });
    expect(variables.object).toMatchObject({ NODE_ENV: 'production', PORT: '8080' });
    const read = async (path: string) => (await ofWeb('environment/file/read', { nodeid: master, path })).body;
    expect(await read('/app/config/server.ini')).toBe('workers=2\n');
    expect(await read('/app/config/flags.json')).toBe('{ "newCheckout": true }\n');
    const volumes = await ofWeb('environment/control/getcontainervolumesbyid', { nodeId: master });
    expect(volumes.object).toEqual(expect.arrayContaining(['/app/logs']));
    const [server] = web.nodes;
    expect(server?.customitem).toMatchObject({ dockerVolumes: ['/app/uploads', '/app/config', '/app/logs'] });
    const mounts = await ofWeb('environment/file/getmountpoints', { nodeGroup: 'cp' });
    expect(mounts.array).toMatchObject([{ path: '/app/shared', sourcePath: '/data' }]);
    expect(web.nodes.find(({ id }) => id === master)?.extIPs).toHaveLength(1);
  });

  it('rolled out a tag each night, the last of them in all servers', async () => {
    for (const { nodeGroup, customitem } of web.nodes)
      if (nodeGroup === 'cp') expect(customitem).toMatchObject({ dockerTag: 'main-20260613' });
    const search = { types: ['redeploycontainersbygroup'], appids: [web.env.appid] };
    const { array = [] } = await ask('environment/tracking/searchactions', { search });
    expect(new Set(array.map(({ startDate }) => `${startDate}`.slice(0, 10))).size).toBe(29);
  });

  it('has one release that failed for want of a file, and was made anew with it', async () => {
    const lines = await console();
    expect(lines.filter(line => line.includes('ERROR'))).toEqual([
      expect.stringMatching(/^\[2026-06-05 02:00:00\] Lindqvist web: ERROR 4109: .*0007-invoices\.sql: No such file/),
    ]);
    expect(lines.at(-1)).toBe('[2026-06-05 08:04:00] Lindqvist web: done');
  });

  it('has a domain whose certificate has run out', async () => {
    const { extDomains = [] } = await ofWeb('environment/binder/getextdomains');
    expect(extDomains).toMatchObject([{ domain: 'www.lindqvist.example', sslEnabled: false }]);
    const cert = new X509Certificate(extDomains[0]?.sslCert?.cert ?? '');
    expect(cert.verify(cert.publicKey)).toBe(true);
    expect(new Date(cert.validTo).toISOString()).toBe('2026-06-03T00:00:00.000Z');
    expect(cert.subjectAltName).toBe('DNS:www.lindqvist.example, DNS:lindqvist.example');
  });

  it('has its certificate run out on whatever day the shop is opened', async () => {
    for (const now of ['2024-02-29T12:00:00Z', '2031-07-01T00:00:00Z', '2060-01-01T00:00:00Z']) {
      const world = await mock.control.worlds.create({ seed: 'shop', clock: 'frozen', now });
      const other = new VirtuozzoCaller(mock.url, world.credentials.virtuozzo?.session ?? '');
      const { session } = other;
      const reply = await other.send('environment/binder/getextdomains', { session, envName: WEB });
      const { extDomains }: Shown = JSON.parse(await reply.text());
      expect(extDomains).toMatchObject([{ sslEnabled: false, sslCert: { domains: expect.any(String) } }]);
    }
  });

  it('has a rule of its firewall, a task, a key, a group, and somebody to look after it', async () => {
    const { rules = [] } = await ofWeb('environment/security/getrules', { nodeGroup: 'cp' });
    expect(rules).toContainEqual(expect.objectContaining({ name: 'Office', src: '203.0.113.0/24' }));
    expect((await ask('utils/scheduler/gettasks')).objects).toMatchObject([
      { script: 'backup', trigger: 'cron:0 30 3 * * ?' },
    ]);
    expect(JSON.stringify(await ask('users/account/getsshkeys'))).toContain('"title":"Pipeline"');
    const { infos = [] } = await caller.call('environment/control/getenvs');
    const grouped = infos.filter(info => JSON.stringify(info).includes('"envGroups":["lindqvist"]'));
    expect(grouped.map(({ env }) => env.envName)).toEqual([WEB, SITE, PREVIEW, BUILD]);
    const { responses = [] } = await ask('users/collaboration/getmemberresources');
    expect(responses.map(({ resourceId }) => resourceId)).toEqual(['customers', 'lindqvist']);
  });

  it('has a site that is updated by itself', async () => {
    const { log, hash } = await ask('environment/vcs/getproject', { envName: SITE, context: 'ROOT' });
    expect(log).toMatch(new RegExp(`^Updating [0-9a-f]{40}\\.\\.${hash}\n$`));
  });

  it('has previews that fail to be deployed while theirs is asleep, and come again when it is not', async () => {
    expect((await infoOf(PREVIEW)).env.status).toBe(4);
    const project = async () => (await ask('environment/build/getprojects', { envName: BUILD })).responses?.[0];
    const before = await project();
    const nodeId = (await infoOf(BUILD)).nodes[0]?.id ?? 0;
    const deploy = { envName: BUILD, nodeId, projectId: before?.id ?? 0 };
    expect((await ask('environment/build/builddeployproject', deploy)).result).toBe(4060);
    const saved = await mock.control.snapshot.save('default');
    expect(JSON.stringify(saved)).toMatch(/"log":"update failed: [^"]+"/);
    await mock.control.clock.advance({ by: 'P4D' }, 'default');
    expect(await project()).toEqual(before);
    await caller.call('environment/control/startenv', { envName: PREVIEW });
    await mock.control.clock.advance({ by: 'P6D' }, 'default');
    expect(await project()).not.toEqual(before);
    await mock.control.snapshot.restore(saved, 'default');
    expect(await project()).toEqual(before);
    expect(await mock.control.snapshot.save('default')).toEqual(saved);
  });

  it('was scaled by its triggers, as the rows of its bill say hour by hour', async () => {
    const fired = await history();
    const kinds = fired.map(({ actionType }) => actionType);
    expect(kinds.filter(kind => kind === 'ADD_NODE').length).toBeGreaterThan(9);
    expect(kinds.filter(kind => kind === 'REMOVE_NODE').length).toBeGreaterThan(9);
    expect(fired.every(({ result }) => result === 0)).toBe(true);
    const byHour = await rows('HOUR', { envName: WEB });
    const servers = new Map<string, Set<number>>();
    const cp = new Set(web.nodes.filter(({ nodeGroup }) => nodeGroup !== 'cp').map(({ id }) => id));
    for (const { dateTime, nodeid, resourceType } of byHour)
      if (nodeid !== undefined && resourceType === 'RESOURCE' && !cp.has(nodeid))
        servers.set(dateTime, (servers.get(dateTime) ?? new Set()).add(nodeid));
    let [count, next] = [1, 0];
    for (let hour = instant('2026-05-16 09:00:00'); hour < instant(END); hour += HOUR) {
      let most = count;
      for (; next < fired.length && instant(fired[next]?.fireData) < hour + HOUR; next += 1) {
        // what is struck at the very beginning of an hour holds from then on
        count += fired[next]?.actionType === 'ADD_NODE' ? 1 : -1;
        most = instant(fired[next]?.fireData) === hour ? count : Math.max(most, count);
      }
      expect([sql(hour), servers.get(sql(hour))?.size]).toEqual([sql(hour), most]);
    }
  });

  it('tells when memory is short, and has statistics and logs of its servers', async () => {
    const alerts = await ofWeb('environment/trigger/loadalerthistory', { startRow: 0, resultCount: 100 });
    expect(alerts.array?.map(({ triggerName }) => triggerName)).toContain('Memory in use');
    const nodeid = web.nodes[0]?.id ?? 0;
    const stats = await ofWeb('environment/control/getstats', { duration: 86_400, interval: 3600 });
    expect(stats.stats ?? stats.object ?? stats.responses).toBeDefined();
    const log = await ofWeb('environment/control/readlog', { nodeid, path: '/var/log/run.log', from: 0, count: 1000 });
    expect(log.body).toContain('2026-05-16');
  });

  it('has a bill whose rows are disjoint and add up, by hour, day and month, to what the money became less by', async () => {
    const whole = ['2025-01-01 00:00:00', '2026-06-15 09:00:00'] as const;
    const funds = await caller.call('billing/account/getfundaccounthistory', {
      uid: 5886,
      ...{ starttime: '2025-01-01 00:00:00', endtime: '2026-07-01 00:00:00', startRow: 0, resultCount: 1000 },
    });
    const paidIn = (funds.responses ?? []).reduce(
      (sum, { chargeType, amount }) => sum + (chargeType.startsWith('FUND') ? micros(amount) : 0),
      0,
    );
    const all = await rows('MONTH', {}, ...whole);
    expect(await caller.money()).toBe(paidIn - totalOf(all));
    const bills = await Promise.all(['HOUR', 'DAY', 'MONTH'].map(period => rows(period)));
    expect(new Set(bills.map(totalOf)).size).toBe(1);
    const key = ({ dateTime, domain, nodeid, type, resourceType, isBonus, note }: BillRow): string =>
      [dateTime, domain, nodeid, type, resourceType, isBonus, note].join('|');
    for (const bill of bills) expect(new Set(bill.map(key)).size).toBe(bill.length);
    const before = await rows('MONTH', {}, '2025-01-01 00:00:00', MONTH);
    expect(totalOf(before) + totalOf(bills[0] ?? [])).toBe(totalOf(all));
    const own = (bills[0] ?? []).filter(({ domain }) => domain?.endsWith('-lindqvist'));
    expect(new Set(own.map(({ domain }) => domain))).toEqual(new Set([WEB, SITE, BUILD, PREVIEW]));
    expect(totalOf(own)).toBeGreaterThan(30_000_000);
    expect(NOW).toBeGreaterThan(instant(END));
  });
});
