import { beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { platformForEach, VirtuozzoCaller } from './caller.js';

const envName = 'env-2400001';
const MANIFEST = 'http://127.0.0.1/none.jps';

/** What every answer is read into; it stops with 1 on a result that is not 0 and on any error. */
interface Taken {
  readonly result: number;
  readonly error?: string;
  readonly source?: string;
  readonly env?: { readonly status: number };
  readonly infos?: readonly unknown[];
  readonly nodes?: readonly { readonly extIPs?: readonly string[]; readonly version?: string }[];
  readonly nodeGroup?: { readonly name: string };
  readonly object?: object;
}

/**
 * The 17 commands of https://github.com/yoanbernabeu/GoJelastic: GET with all in the address, POST for an installation. Where
 * a command asks its user for an id, most of them send it as `envName`; some of its users give the name there.
 */
describe('the commands of the client in Go', () => {
  let mock: MockServer;
  let [session, appid] = ['', ''];
  let [first, second] = [0, 0];
  platformForEach((_, double) => {
    mock = double;
  });
  beforeEach(async () => {
    const owner = VirtuozzoCaller.of(mock);
    session = owner.session;
    const image = { nodeType: 'docker', docker: { image: 'nginx:1.26' }, flexibleCloudlets: 4 };
    const made = await owner.create({ shortdomain: envName }, { ...image, count: 2, nodeGroup: 'cp', extip: true });
    appid = made.env.appid;
    [first = 0, second = 0] = made.nodes.map(({ id }) => id);
    await mock.control.clock.advance({ by: 'PT2H' });
  });

  async function run(address: string, method = 'GET'): Promise<Taken> {
    const reply = await fetch(`${mock.url}/1.0/${address}`, { method });
    const answer: Taken = JSON.parse(await reply.text());
    return answer;
  }
  async function succeed(address: string, method = 'GET'): Promise<Taken> {
    const answer = await run(address, method);
    expect(answer, address).toMatchObject({ result: 0 });
    expect(answer.error ?? '').toBe('');
    expect(typeof (answer.source ?? '')).toBe('string');
    return answer;
  }
  /** The id of the environment, and its name. */
  const either = () => [appid, envName];

  it('getUserInfo, recoverPassword', async () => {
    expect(await succeed(`users/account/rest/getuserinfo?session=${session}`)).toMatchObject({
      email: 'demo@example.com',
    });
    await succeed('users/account/rest/recoverpassword?email=demo@example.com');
  });

  it('getAccount, getExtendedAccountBillingHistoryByPeriod', async () => {
    for (const one of either())
      expect(await succeed(`billing/account/rest/getaccount?session=${session}&envName=${one}`)).toMatchObject({
        balance: expect.any(Number),
      });
    const times = 'startTime=2025-01-01%2000:00:00&endtime=2025-01-01%2002:00:00';
    const bill = 'billing/account/rest/getextendedaccountbillinghistorybyperiod';
    expect(await succeed(`${bill}?session=${session}&appid=${appid}&${times}`)).toHaveProperty('array');
  });

  it('getEnvs, getEnv, stopEnv, startEnv', async () => {
    const control = 'environment/control/rest';
    expect((await succeed(`${control}/getenvs?session=${session}`)).infos).toHaveLength(1);
    for (const one of either()) {
      const status = async () => (await succeed(`${control}/getenvinfo?envName=${one}&session=${session}`)).env?.status;
      expect(await status()).toBe(1);
      await succeed(`${control}/stopenv?envName=${one}&session=${session}`);
      expect(await status()).toBe(2);
      await succeed(`${control}/startenv?envName=${one}&session=${session}`);
      expect(await status()).toBe(1);
    }
  });

  it('redeployContainerById, getContainerEnvVars, getRegions', async () => {
    const control = 'environment/control/rest';
    for (const [index, one] of either().entries()) {
      const tag = `1.27.${index}`;
      await succeed(`${control}/redeploycontainerbyid?nodeId=${first}&tag=${tag}&session=${session}&envName=${one}`);
      const { nodes } = await succeed(`${control}/getenvinfo?envName=${one}&session=${session}`);
      expect(nodes?.map(({ version }) => version)).toEqual([tag, '1.26']);
      const variables = `${control}/getcontainerenvvars?envName=${one}&session=${session}&nodeId=${first}`;
      expect((await succeed(variables)).object).toHaveProperty('PATH');
      await succeed(`${control}/getregions?envName=${one}&session=${session}`);
    }
  });

  it('getNodeGroups, getGroups, getList, getRules', async () => {
    for (const one of either()) {
      const of = `session=${session}&envName=${one}`;
      expect((await succeed(`environment/nodegroup/rest/get?${of}&nodeGroup=cp`)).nodeGroup?.name).toBe('cp');
      await succeed(`environment/group/rest/getgroups?${of}`);
      await succeed(`environment/export/rest/getlist?${of}`);
      await succeed(`environment/security/rest/getrules?${of}`);
    }
  });

  it('swapExtIps', async () => {
    const ips = async () => {
      const { nodes } = await run(`environment/control/rest/getenvinfo?envName=${envName}&session=${session}`);
      return nodes?.map(({ extIPs = [] }) => extIPs);
    };
    const before = await ips();
    const ids = `sourceNodeId=${first}&targetNodeId=${second}`;
    await succeed(`environment/binder/rest/swapextips?session=${session}&envName=${envName}&${ids}`);
    expect(await ips()).toEqual(before?.toReversed());
  });

  it('install takes the address of a manifest; its text as well', async () => {
    const to = (name: string, jps: string, groups: string) =>
      `marketplace/jps/rest/install?session=${session}&envName=${name}&jps=${encodeURIComponent(jps)}&envGroups=${groups}`;
    const text = 'type: install\nname: plain\nnodes:\n  - nodeType: nginx\n    cloudlets: 2\n';
    await succeed(to('env-2400002', text, 'production'), 'POST');
    const made = await run(`environment/control/rest/getenvinfo?envName=env-2400002&session=${session}`);
    expect(made).toMatchObject({ env: { status: 1 }, envGroups: ['production'] });
    const none = await run(to('env-2400003', MANIFEST, ''), 'POST');
    expect(none.result).not.toBe(0);
    expect(none.error).toEqual(expect.any(String));
  });

  it('stops with what the platform says where an environment is not there, or is somebody else’s', async () => {
    const other = mock.credentials.others.virtuozzo?.otherTenant?.session ?? '';
    for (const [one, who] of [
      ['0'.repeat(32), session],
      ['env-9999999', session],
      [appid, other],
    ] as const)
      expect(await run(`environment/control/rest/startenv?envName=${one}&session=${who}`)).toEqual({
        result: 11,
        error: `application [${one},${one}] not exist`,
      });
  });
});
