import { beforeEach, describe, expect, test } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, machineIn, settleIn } from './customer.js';

let mock: MockServer;
let customer: Customer;
let id: number;
let path: string;

const wait = (by: string) => mock.control.clock.advance({ by });
const told = ({ status, body }: { status: number; body: unknown }) => [status, body];
const refused = (status: number, message: string, error_reason = 'bad_request') => [
  status,
  { status: false, message, error_reason },
];
const create = async (name: string, more: object = {}) =>
  (await customer.post('/core/virtual-machines', machineIn('place', name, 'n1-cpu-small', more))).body.instances[0];
const neighbour = () => customerOf(mock, mock.credentials.others.infrahub?.otherTenant?.apiKey);

doubleForEach('2026-03-02T08:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});
beforeEach(async () => {
  await settleIn(customer, 'place', 'NORWAY-1');
  ({ id } = await create('watched'));
  path = `/core/virtual-machines/${id}`;
});

type Row = [time: string, granularity: number, value: number];
const metric = async (name: string, query = ''): Promise<{ unit: string; columns: string[]; data: Row[] }> =>
  (await customer.get(`${path}/metrics${query}`)).body[name];
const values = (rows: readonly Row[]) => rows.map(([, , value]) => value);

describe('the metrics of a machine', () => {
  test('are rows of an instant, a step in seconds and a value, under names with dots, without the envelope', async () => {
    expect((await metric('cpu')).data).toEqual([]);
    await wait('PT3H');
    const { body } = await customer.get(`${path}/metrics?duration=1h`);
    expect(Object.keys(body)).toEqual(['cpu', 'memory.usages', 'network.in', 'network.out', 'disk.read', 'disk.write']);
    expect(Object.values(body).map(one => (one as { unit: string }).unit)).toEqual(['ns', 'MB', 'B', 'B', 'B', 'B']);
    const { columns, data } = body.cpu;
    expect(columns).toEqual(['time', 'granularity', 'value']);
    expect([data.length, data[0].slice(0, 2), data.at(-1).slice(0, 2)]).toEqual([
      60,
      ['2026-03-02T10:01:00', 60],
      ['2026-03-02T11:00:00', 60],
    ]);
    for (const value of values(data)) {
      expect(value).toBeGreaterThan(0);
      expect(value).toBeLessThan(4 * 60 * 1e9);
    }
    for (const value of values(body['memory.usages'].data)) expect(value).toBeLessThan(4096);
    expect(await metric('cpu', '?duration=1h')).toEqual(body.cpu);
  });

  test('go as far back as is asked for, or to its beginning', async () => {
    await wait('P40D');
    const counts = async (query: string) => (await metric('cpu', query)).data.length;
    const durations = ['1h', '2h', '4h', '6h', '12h', '1d', '3d', '7d', '15d', '30d'];
    expect(await Promise.all(durations.map(duration => counts(`?duration=${duration}`)))).toEqual([
      60, 120, 240, 72, 144, 288, 72, 168, 360, 720,
    ]);
    expect(await counts('')).toBe(720);
  });

  test('have the rhythm of a day, and no machine that of another', async () => {
    const other = await create('other');
    await wait('P8D');
    const { data } = await metric('cpu', '?duration=7d');
    const ofDay = (day: number) => values(data.slice(24 * day, 24 * day + 24));
    const peak = (hours: number[]) => hours.indexOf(Math.max(...hours));
    for (let day = 0; day < 7; day++) expect(Math.max(...ofDay(day)) / Math.min(...ofDay(day))).toBeGreaterThan(1.2);
    expect(Math.abs(peak(ofDay(1)) - peak(ofDay(2)))).toBeLessThan(8);
    expect(ofDay(1)).not.toEqual(ofDay(2));
    const others = await customer.get(`/core/virtual-machines/${other.id}/metrics?duration=7d`);
    expect(values(others.body.cpu.data)).not.toEqual(values(data));
  });

  test('have nothing of when it was off', async () => {
    await wait('PT1H');
    await customer.get(`${path}/stop`);
    await wait('PT1H');
    await customer.get(`${path}/start`);
    await wait('PT30M');
    const { data } = await metric('cpu', '?duration=4h');
    expect(
      data.map(([time]) => time).filter(time => time > '2026-03-02T09:00:00' && time <= '2026-03-02T10:00:00'),
    ).toEqual([]);
    expect(data.length).toBe(60 + 30);
  });

  test('are refused for a time that is none of the documented, and to others', async () => {
    expect(told(await customer.get(`${path}/metrics?duration=5h`))).toEqual(
      refused(406, 'Invalid duration 5h. It must be one of 1h, 2h, 4h, 6h, 12h, 1d, 3d, 7d, 15d, 30d'),
    );
    expect((await neighbour().get(`${path}/metrics`)).status).toBe(404);
  });
});

describe('the logs of a machine', () => {
  test('are asked for, and read when they have come', async () => {
    await wait('PT1M');
    const asked = await customer.post(`${path}/logs`, {});
    const request_id = asked.body.request_id;
    expect(told(asked)).toEqual([
      202,
      { status: true, message: 'VM watched console logs requested successfully', request_id },
    ]);
    const read = (request = request_id) => customer.get(`${path}/logs?request_id=${request}`);
    expect(told(await read())).toEqual([
      200,
      { status: false, message: `Request ${request_id} is still processing`, logs: null },
    ]);
    await wait('PT3S');
    const { status, logs } = (await read()).body;
    expect([status, logs.split('\n').at(-1)]).toEqual([true, 'watched login: ']);
    expect(logs).toContain('Brought up 1 node, 4 CPUs');
    const few = await customer.post(`${path}/logs`, { length: 3 });
    await wait('PT3S');
    expect((await read(few.body.request_id)).body.logs.split('\n')).toEqual(logs.split('\n').slice(-3));
    await wait('PT1H');
    expect((await read()).status).toBe(404);
  });

  test('are refused of a machine that is not ACTIVE, of a request of another, and to others', async () => {
    expect((await customer.post(`${path}/logs`, {})).body.message).toMatch(/is in CREATING state/);
    const other = await create('other');
    await wait('PT1M');
    const { request_id } = (await customer.post(`${path}/logs`, {})).body;
    const from = (machine: number, request: number) =>
      customer.get(`/core/virtual-machines/${machine}/logs?request_id=${request}`);
    expect((await from(other.id, request_id)).status).toBe(404);
    expect((await from(id, request_id + 1)).status).toBe(404);
    expect((await customer.post(`${path}/logs`, { length: 0 })).status).toBe(400);
    expect((await neighbour().post(`${path}/logs`, {})).status).toBe(404);
    expect((await neighbour().get(`${path}/logs?request_id=${request_id}`)).status).toBe(404);
    await customer.get(`${path}/stop`);
    expect((await from(id, request_id)).status).toBe(400);
  });
});

describe('the console of a machine', () => {
  test('is asked for, and its address is at the path that was told, after a while', async () => {
    expect((await customer.get(`${path}/request-console`)).status).toBe(400);
    await wait('PT1M');
    const { body } = await customer.get(`${path}/request-console`);
    const job = Number(body.url.split('/').at(-1));
    expect(body).toEqual({
      status: true,
      message: 'Please wait a few seconds and visit the below link to access your VNC console URL',
      url: `/core/virtual-machines/${id}/console/${job}`,
    });
    expect(told(await customer.get(body.url))).toEqual(refused(400, `The VNC console of job ${job} is not ready yet`));
    await wait('PT3S');
    const shown = (await customer.get(body.url)).body;
    expect(shown.vnc_url.id).toBe(job);
    expect(shown.vnc_url.vnc_url).toMatch(
      /^https:\/\/console\.example\.com\/vnc_lite\.html\?path=%3Ftoken%3D[0-9a-f-]{36}$/,
    );
    expect((await customer.get(`${path}/logs?request_id=${job}`)).status).toBe(404);
    expect((await customer.get(`${path}/console/${job + 1}`)).status).toBe(404);
    expect((await neighbour().get(body.url)).status).toBe(404);
    expect((await neighbour().get(`${path}/request-console`)).status).toBe(404);
    await customer.delete(path);
    await wait('PT2H');
    expect((await customer.get(body.url)).status).toBe(404);
  });
});

describe('enhanced metrics', () => {
  test('are switched on with a command to run in the machine, and off without one', async () => {
    const shown = async () => (await customer.get(path)).body.instance.enhanced_metrics;
    expect(await shown()).toEqual({ enabled: false });
    const on = await customer.patch(`${path}/enhanced-metrics`, { enabled: true });
    expect(on.body).toMatchObject({ status: true, metrics: { enabled: true } });
    expect(on.body.install_command).toMatch(/^curl .* bash$/);
    expect(await shown()).toEqual({ enabled: true });
    const off = await customer.patch(`${path}/enhanced-metrics`, { enabled: false });
    expect(off.body).toEqual({ status: true, message: 'Enhanced metrics updated.', metrics: { enabled: false } });
    expect(await shown()).toEqual({ enabled: false });
    expect((await customer.patch(`${path}/enhanced-metrics`, {})).status).toBe(400);
    expect((await neighbour().patch(`${path}/enhanced-metrics`, { enabled: true })).status).toBe(404);
  });

  test('are on from the beginning if the creation says so', async () => {
    const made = await create('measured', { enhanced_monitoring_enabled: true });
    expect(made.enhanced_metrics).toEqual({ enabled: true });
  });
});
