import { beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Input, platformForEach, VirtuozzoCaller } from './caller.js';

const ACCOUNT = 'billing/account';
const NOW = '2025-01-01 06:00:00';
const window = { startTime: '2025-01-01 00:00:00', endTime: NOW };
const period = { ...window, period: 'DAY', groupNodes: 'False' };

/** What its handler of answers looks at; an answer without `result` is good. */
interface Handled {
  readonly result?: number;
  readonly error?: string;
  readonly array?: readonly unknown[];
}

/**
 * What https://github.com/Onemind-Services-LLC/py-jelastic sends: GET with all in the query, in the order of the names, and
 * beside them an id of the cluster, the session and a key of its own. It fails on another HTTP status than 200, on what is no
 * JSON and on a result that is not 0; its integration tests ask for a JSON object besides.
 */
describe('the client in Python for operators', () => {
  let mock: MockServer;
  let session = '';
  platformForEach((_, double) => {
    mock = double;
  });
  beforeEach(async () => {
    const owner = VirtuozzoCaller.of(mock);
    session = owner.session;
    await owner.create({ shortdomain: 'env-2300001' }, { nodeType: 'nodejs', flexibleCloudlets: 4 });
    await mock.control.clock.advance({ by: 'PT6H' });
  });

  async function get(path: string, input: Input = {}) {
    const all = { appid: 'cluster', ruk: '8f14e45f-ceea-467f-a9d8-3f2c1b0a9e7d', session, ...input };
    const at = path.lastIndexOf('/');
    const query = new URLSearchParams(Object.entries(all).map(([name, value]): [string, string] => [name, `${value}`]));
    query.sort();
    return fetch(`${mock.url}/1.0/${path.slice(0, at)}/rest${path.slice(at)}?${query}`);
  }

  it.each<[string, Input]>([
    ['utils/scheduler/gettasks', {}],
    [`${ACCOUNT}/getaccount`, {}],
    [`${ACCOUNT}/getaccountbillinghistorybyperiod`, period],
    [`${ACCOUNT}/getaccounts`, {}],
    // A list is joined by `;` here, and everywhere else printed as Python does.
    [`${ACCOUNT}/getaccountsbylimits`, { uidslimits: '5886:100.00' }],
    [`${ACCOUNT}/getaccountsbypersonalthreshold`, {}],
    [`${ACCOUNT}/getaccountsbyuids`, { uids: "['5886']" }],
    [`${ACCOUNT}/getaccountsfordeactivation`, {}],
    [`${ACCOUNT}/getaccountsfordestroying`, {}],
    [`${ACCOUNT}/getenvbillinghistorybyperiod`, period],
    [
      `${ACCOUNT}/getextendedaccountbillinghistorybyperiod`,
      { starttime: '2025-01-01T00:00:00Z', endtime: '2025-01-01T06:00:00Z' },
    ],
    [`${ACCOUNT}/getquotas`, {}],
    [`${ACCOUNT}/getsuspendedaccounts`, {}],
  ])('is answered %s', async (path, input) => {
    const reply = await get(path, input);
    expect(reply.status).toBe(200);
    const answer: Handled = JSON.parse(await reply.text());
    expect(answer).toMatchObject({ result: 0 });
    expect(answer).not.toHaveProperty('error');
    if (path.includes('history')) expect(answer.array?.length).toBeGreaterThan(0);
  });

  it('is told of a window without any length that nothing is in it', async () => {
    const none = { ...period, startTime: NOW };
    for (const method of ['getaccountbillinghistorybyperiod', 'getenvbillinghistorybyperiod']) {
      const answer: Handled = JSON.parse(await (await get(`${ACCOUNT}/${method}`, none)).text());
      expect(answer).toEqual({ result: 0, array: [] });
    }
  });

  it.each<[string, Input]>([
    [`${ACCOUNT}/getfundaccounthistory`, { ...window, uid: 33 }],
    [`${ACCOUNT}/getcollaborationquotas`, { ownerUid: 77 }],
  ])('is refused %s of somebody who is not there, by a result and an error', async (path, input) => {
    const reply = await get(path, input);
    expect(reply.status).toBe(200);
    const answer: Handled = JSON.parse(await reply.text());
    expect(answer).toMatchObject({ result: expect.any(Number), error: expect.any(String) });
    expect(answer.result).toBeGreaterThan(0);
  });

  /** 404 it takes for a method that the platform does not have. */
  it.each([
    `${ACCOUNT}/getaccountbillingbyenginetypeandperiod`,
    `${ACCOUNT}/getaggclusterbillinghistory`,
    `${ACCOUNT}/getaggextrabillinghistory`,
    `${ACCOUNT}/getcountries`,
    `${ACCOUNT}/getcountrystates`,
    `${ACCOUNT}/getexternbillingsystems`,
    `${ACCOUNT}/getsum`,
    `${ACCOUNT}/getsumaccountbillinghistory`,
    'pricing/option/get',
    'pricing/tariff/getgrids',
    'platform/engine/get',
    'thirdparty/geoip/geoip',
  ])('is told of %s that it is known and not served: no source shows its answer', async path => {
    const reply = await get(path);
    expect(reply.status).toBe(501);
    expect(reply.headers.get('x-hostdouble-unserved')).toEqual(expect.any(String));
  });

  it.each(['', 'f'.repeat(40)])('is not let in with the session "%s"', async none => {
    const answer: Handled = JSON.parse(await (await get(`${ACCOUNT}/getaccount`, { session: none })).text());
    expect(answer.result).toBe(702);
    expect(answer.error).toEqual(expect.any(String));
  });
});
