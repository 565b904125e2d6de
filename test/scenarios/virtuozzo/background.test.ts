import { beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Input, platformForEach, VirtuozzoCaller } from './caller.js';

const envName = 'env-1000001';

describe('what goes on beside the calls', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  let stranger: VirtuozzoCaller;
  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });
  beforeEach(async () => {
    const { credentials } = await mock.control.worlds.show();
    stranger = new VirtuozzoCaller(mock.url, credentials.others.virtuozzo?.otherTenant?.session ?? '');
    await caller.create({ shortdomain: envName }, { nodeType: 'nodejs', fixedCloudlets: 1, flexibleCloudlets: 4 });
  });
  const ask = async (method: string, input: Input = {}, who = caller) => {
    const reply = await who.send(method, { session: who.session, ...input });
    return JSON.parse(await reply.text());
  };
  const wait = (by: string) => mock.control.clock.advance({ by });

  describe('tasks', () => {
    const SCHEDULER = 'utils/scheduler';
    const idsNow = async (who = caller) =>
      (await ask(`${SCHEDULER}/gettasks`, {}, who)).objects.map(({ id }: { id: number }) => id);

    it('are kept, changed and deleted', async () => {
      const made = await ask(`${SCHEDULER}/createenvtask`, {
        ...{ envName, script: 'backup', trigger: 'cron:0 0 3 * * ?', params: { task: 1 }, description: 'Nightly' },
      });
      const object = {
        id: 1,
        script: 'backup',
        trigger: 'cron:0 0 3 * * ?',
        params: '{"task":1}',
        description: 'Nightly',
      };
      expect(made).toEqual({ result: 0, id: 1, object });
      const second = await ask(`${SCHEDULER}/createaccounttask`, { script: 'report', trigger: 'rate:60000' });
      expect(second.object).toEqual({ id: 2, script: 'report', trigger: 'rate:60000' });
      const edited = await ask(`${SCHEDULER}/edittask`, { id: 1, script: 'restore', trigger: 'oninit' });
      expect(edited.object).toEqual({ id: 1, script: 'restore', trigger: 'oninit' });
      expect((await ask(`${SCHEDULER}/gettasks`, { ids: '2' })).objects).toEqual([second.object]);
      await wait('P30D');
      expect(await idsNow()).toEqual([1, 2]);
      expect(await ask(`${SCHEDULER}/deletetasks`, { ids: '1;2;9' })).toMatchObject({ result: 5 });
      expect(await idsNow()).toEqual([1, 2]);
      expect(await ask(`${SCHEDULER}/deletetasks`, { ids: '2,2' })).toEqual({ result: 0 });
      expect(await ask(`${SCHEDULER}/removetask`, { id: 1 })).toEqual({ result: 0 });
      expect(await ask(`${SCHEDULER}/removetask`, { id: 1 })).toEqual({ result: 5, error: 'task [1] not exist' });
    });

    it('that run once are gone when they have run', async () => {
      await ask(`${SCHEDULER}/createaccounttask`, { script: 'once', trigger: 'once_delay:10000' });
      await ask(`${SCHEDULER}/createenvtask`, { envName, script: 'later', trigger: "{'once_delay': 20000}" });
      await ask(`${SCHEDULER}/createaccounttask`, { script: 'then', trigger: 'date:2025-01-01 00:00:30' });
      expect((await ask(`${SCHEDULER}/gettasks`)).objects[1].trigger).toBe('once_delay:20000');
      for (const left of [[2, 3], [3], []]) {
        await wait('PT10S');
        expect(await idsNow()).toEqual(left);
      }
    });

    it('go with their environment, and are no one else’s', async () => {
      await ask(`${SCHEDULER}/createenvtask`, { envName, script: 'x', trigger: 'once_delay:10000' });
      await ask(`${SCHEDULER}/createaccounttask`, { script: 'y', trigger: 'oninit' });
      expect(await idsNow(stranger)).toEqual([]);
      expect((await ask(`${SCHEDULER}/removetask`, { id: 2 }, stranger)).result).toBe(5);
      expect(
        (await ask(`${SCHEDULER}/createenvtask`, { envName, script: 'x', trigger: 'oninit' }, stranger)).result,
      ).toBe(11);
      await caller.call('environment/control/deleteenv', { envName });
      expect(await idsNow()).toEqual([2]);
      const saved = await mock.control.snapshot.save();
      await mock.control.snapshot.restore(saved);
      expect((await wait('PT1H')).ran).toEqual([]);
    });

    it.each(['cron:daily', 'rate:-1', 'once_delay:soon', 'date:2025-13-01 00:00:00', 'never:1', ''])(
      'are refused at no time: %s',
      async trigger => {
        expect(await ask(`${SCHEDULER}/createaccounttask`, { script: 'x', trigger })).toEqual({
          result: 3,
          error: 'invalid parameter [trigger]',
        });
      },
    );
  });

  describe('what was done', () => {
    const TRACKING = 'environment/tracking';

    it('is told to who did it, the last first', async () => {
      await wait('PT1H');
      await caller.call('environment/control/stopenv', { envName });
      await caller.call('environment/control/getenvs');
      await caller.call('environment/control/stopenv', { envName });
      const { array } = await ask(`${TRACKING}/getuidactions`);
      const { env } = await caller.call('environment/control/getenvinfo', { envName });
      const common = {
        uid: 5886,
        login: 'demo@example.com',
        serviceName: 'environment.control',
        appid: env?.appid,
        resultCode: 0,
      };
      expect(array).toEqual([
        { ...common, id: 2, type: 'stopenv', startDate: '2025-01-01 01:00:00', endDate: '2025-01-01 01:00:00' },
        {
          ...common,
          id: 1,
          type: 'createenvironment',
          startDate: '2025-01-01 00:00:00',
          endDate: '2025-01-01 00:00:00',
        },
      ]);
      expect((await ask(`${TRACKING}/getuidactions`, { starttime: '2025-01-01 00:30:00' })).array).toEqual([array[0]]);
      expect((await ask(`${TRACKING}/getuidactions`, { endtime: '2025-01-01 00:30:00' })).array).toEqual([array[1]]);
      expect((await ask(`${TRACKING}/getuidactions`, { count: 1 })).array).toEqual([array[0]]);
      expect((await ask(`${TRACKING}/getuidactions`, { actionTypes: 'CreateEnvironment' })).array).toEqual([array[1]]);
      expect((await ask(`${TRACKING}/getuidactions`, {}, stranger)).array).toEqual([]);
      expect((await ask(`${TRACKING}/getaction`, { id: 1 })).object).toEqual(array[1]);
      expect((await ask(`${TRACKING}/getaction`)).object).toEqual(array[0]);
      expect((await ask(`${TRACKING}/getaction`, { id: 1 }, stranger)).result).toBe(5);
      expect((await ask(`${TRACKING}/getcurrentactions`)).array).toEqual([]);
    });

    it('is searched', async () => {
      await caller.call('environment/control/stopenv', { envName });
      const search = async (wanted: object) => {
        const { totalCount, array } = await ask(`${TRACKING}/searchactions`, { search: wanted });
        return [totalCount, array.map(({ type }: { type: string }) => type)];
      };
      expect(await search({ startRow: 0, resultCount: 1 })).toEqual([2, ['stopenv']]);
      expect(await search({ orderDirection: 'ASC', startRow: 1, resultCount: 5 })).toEqual([2, ['stopenv']]);
      expect(await search({ types: ['StopEnv'] })).toEqual([1, ['stopenv']]);
      for (const none of [
        { login: 'x' },
        { uid: 1 },
        { id: 9 },
        { serviceName: 'x' },
        { appids: ['x'] },
        { onlyErrors: true },
      ])
        expect(await search(none)).toEqual([0, []]);
      expect(await search({ startDate: '2025-01-02 00:00:00' })).toEqual([0, []]);
      expect((await ask(`${TRACKING}/searchactions`, { search: 'all' })).error).toBe('invalid parameter [search]');
    });

    it('is of the thousand last', async () => {
      for (let turn = 0; turn < 1005; turn += 1)
        await caller.call('environment/control/setcloudletscount', {
          ...{ envName, nodeType: 'nodejs', fixedCloudlets: 1, flexibleCloudlets: 4 },
        });
      expect((await ask(`${TRACKING}/getuidactions`)).array).toHaveLength(1000);
    });

    it('at the time of the platform', async () => {
      expect(await ask(`${TRACKING}/getserverutctime`)).toEqual({ result: 0, object: '2025-01-01 00:00:00' });
    });
  });

  describe('an export', () => {
    const EXPORT = 'environment/export';

    it('is a manifest of the environment, kept until it is deleted', async () => {
      expect(await ask(`${EXPORT}/create`, { settings: { envName } })).toEqual({ result: 0 });
      await ask(`${EXPORT}/create`, { settings: { envName } });
      const { response } = await ask(`${EXPORT}/getlist`, { envName });
      expect(response.array).toEqual([
        { id: '1', envName, fileName: `${envName}-1.jps`, createdOn: '2025-01-01 00:00:00' },
        { id: '2', envName, fileName: `${envName}-2.jps`, createdOn: '2025-01-01 00:00:00' },
      ]);
      const { manifest } = (await ask(`${EXPORT}/getmanifest`, { envName, id: '1' })).response;
      expect(JSON.parse(manifest)).toMatchObject({
        type: 'install',
        nodes: [{ nodeType: 'nodejs', nodeGroup: 'cp', fixedCloudlets: 1, flexibleCloudlets: 4 }],
      });
      expect((await ask(`${EXPORT}/delete`, { envName, id: '1' })).result).toBe(0);
      expect(await ask(`${EXPORT}/deleteexporteddata`, { envName, fileName: `${envName}-2.jps` })).toEqual({
        result: 0,
      });
      expect((await ask(`${EXPORT}/getlist`, { envName })).response.array).toEqual([]);
      expect(await ask(`${EXPORT}/getmanifest`, { envName, id: '1' })).toEqual({
        result: 5,
        error: 'export [1] not exist',
      });
      expect((await ask(`${EXPORT}/create`, { settings: { envName } }, stranger)).result).toBe(11);
    });

    it('is one of twenty at most', async () => {
      for (let turn = 0; turn < 22; turn += 1) await ask(`${EXPORT}/create`, { settings: { envName } });
      const { response } = await ask(`${EXPORT}/getlist`, { envName });
      expect([response.array.length, response.array[0].id]).toEqual([20, '3']);
    });
  });
});
