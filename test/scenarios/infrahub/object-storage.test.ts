import { describe, expect, it } from 'vitest';
import { naiveTime } from '../../../contracts/core/time.js';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { additions, type Customer, customerOf } from './customer.js';

const NOW = '2026-05-01T00:00:00Z';
const BUCKETS = '/object-storage/buckets';
const KEYS = '/object-storage/access-keys';
const HISTORY = '/billing/billing/history';
/** USD an hour for a GB. */
const RATE = 0.0000193975;
const DAY = 86_400_000;

const buckets = [
  { name: 'small', objects: 1, bytes: 6000 },
  { name: 'datasets', objects: 2, bytes: 2 ** 30 - 4096, dailyObjects: 1, dailyBytes: 2 ** 30 - 2048 },
];

let mock: MockServer;
let customer: Customer;
let other: Customer;
doubleForEach(
  NOW,
  server => {
    mock = server;
    customer = customerOf(server);
    other = customerOf(server, server.credentials.others.infrahub?.otherTenant?.apiKey);
  },
  { infrahub: { buckets } },
);
const wait = (by: string) => mock.control.clock.advance({ by });
const range = (from: number, to: number) =>
  `start_date=${naiveTime.format(Date.parse(NOW) + from * DAY)}&end_date=${naiveTime.format(Date.parse(NOW) + to * DAY)}`;

describe('access keys', () => {
  it('tell their secret once, are listed by pages, and are dead at once', async () => {
    const made = await customer.post(KEYS, { region: 'CANADA-1', description: 'Example access key' });
    expect([made.status, made.body]).toEqual([
      201,
      {
        access_key: expect.stringMatching(/^AK[A-Z0-9]{18}$/),
        created_at: NOW,
        description: 'Example access key',
        id: 1,
        region: 'CANADA-1',
        user_id: 7315,
        secret_key: expect.stringMatching(/^[A-Za-z0-9]{40}$/),
      },
    ]);
    const { secret_key: _, ...shown } = made.body;
    const second = await customer.post(KEYS, { region: 'CANADA-1' });
    expect(second.body).toMatchObject({ id: 2, description: null });
    expect([second.body.access_key, second.body.secret_key]).not.toContain(made.body.access_key);
    const all = await customer.get(KEYS);
    expect([all.status, all.body.meta]).toEqual([201, { count: 2, current_page: 1, total_pages: 1 }]);
    expect(all.body.access_keys[0]).toEqual(shown);
    expect((await customer.get(`${KEYS}?page=2&page_size=1`)).body).toMatchObject({
      access_keys: [{ id: 2 }],
      meta: { count: 2, current_page: 2, total_pages: 2 },
    });
    expect((await customer.get(`${KEYS}?search=EXAMPLE`)).body.access_keys).toEqual([shown]);
    expect((await customer.get(`${KEYS}?search=${second.body.access_key}`)).body.access_keys).toMatchObject([
      { id: 2 },
    ]);
    expect((await customer.delete(`${KEYS}/1`)).body).toEqual({ message: 'Access key deleted successfully' });
    expect((await customer.get(KEYS)).body.access_keys).toMatchObject([{ id: 2 }]);
    const gone = await customer.delete(`${KEYS}/1`);
    expect([gone.status, gone.body]).toEqual([
      404,
      { status: false, message: 'Access key 1 does not exist.', error_reason: 'not_found' },
    ]);
    expect((await customer.delete(`${KEYS}/a`)).status).toBe(404);
  });

  it('are another’s to nobody else', async () => {
    await customer.post(KEYS, { region: 'CANADA-1' });
    expect((await other.get(KEYS)).body).toEqual({
      access_keys: [],
      meta: { count: 0, current_page: 1, total_pages: 1 },
    });
    expect((await other.delete(`${KEYS}/1`)).status).toBe(404);
  });

  it('are refused for wrong input as FastAPI does', async () => {
    const wrong = await customer.post(KEYS, { region: 'NORWAY-1' });
    expect([wrong.status, wrong.body]).toEqual([
      422,
      {
        detail: [
          {
            ...{ type: 'enum', loc: ['body', 'region'], msg: "Input should be 'CANADA-1'" },
            ...{ input: 'NORWAY-1', ctx: { expected: "'CANADA-1'" } },
          },
        ],
      },
    ]);
    const nothing = await customer.post(KEYS);
    expect(nothing.body.detail).toEqual([{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }]);
    const page = await customer.get(`${KEYS}?page=x&page_size=101`);
    expect([page.status, page.body.detail]).toMatchObject([
      422,
      [
        { type: 'int_parsing', loc: ['query', 'page'] },
        { type: 'less_than_equal', loc: ['query', 'page_size'], input: '101' },
      ],
    ]);
    expect((await customer.get('/object-storage/nothing')).body).toEqual({ detail: 'Not Found' });
    const verb = await customer.post(BUCKETS, {});
    expect([verb.status, verb.body]).toEqual([405, { detail: 'Method Not Allowed' }]);
  });
});

describe('buckets', () => {
  it('are listed and shown as they were laid down, and grow day by day', async () => {
    const small = {
      ...{ created_at: NOW, endpoint: 'https://ca1.obj.nexgencloud.io', name: 'small', num_objects: 1 },
      ...{ region: 'CANADA-1', size_bytes: 6000, size_bytes_actual: 8192 },
    };
    const list = await customer.get(BUCKETS);
    expect(list.body).toMatchObject({ buckets: [small, { name: 'datasets' }], failed_regions: [] });
    expect((await customer.get(`${BUCKETS}?search=SMA`)).body.buckets).toEqual([small]);
    expect((await customer.get(`${BUCKETS}/small?region=CANADA-1`)).body).toEqual(small);
    await wait('P1D');
    expect((await customer.get(`${BUCKETS}/datasets?region=CANADA-1`)).body).toMatchObject({
      ...{ num_objects: 3, size_bytes: 2 * 2 ** 30 - 6144, size_bytes_actual: 2 * 2 ** 30 },
    });
    expect((await customer.get(`${BUCKETS}/small?region=CANADA-1`)).body).toEqual(small);
    expect((await customer.get(`${BUCKETS}/small`)).body.detail).toMatchObject([{ loc: ['query', 'region'] }]);
    expect((await other.get(BUCKETS)).body.buckets).toEqual([]);
    expect((await other.get(`${BUCKETS}/small?region=CANADA-1`)).status).toBe(404);
    const unknown = await customer.get(`${BUCKETS}/nothing?region=CANADA-1`);
    expect(unknown.body).toEqual({
      ...{ status: false, message: 'Bucket nothing does not exist.', error_reason: 'not_found' },
    });
  });

  it('are billed for what they hold, in one story, until they are deleted', async () => {
    await wait('P2D');
    const list = (await customer.get(`${HISTORY}/bucket?${range(0, 3)}`)).body;
    const minutes = 24 * 60;
    // 1 GB for a day, then 2 GB
    const datasets = additions(RATE / 60, minutes) + additions((2 * RATE) / 60, minutes);
    const small = (8192 / 2 ** 30) * RATE;
    expect(list).toMatchObject({ success: true, message: 'Billing History for Bucket Retrieved Successfully.' });
    expect(list.billing_history_bucket).toMatchObject({
      total_count: 2,
      pagination: { page: 1, per_page: 10, pages: 1, total_count: 2 },
    });
    const [first, second] = list.billing_history_bucket.billing_history;
    expect(first.attributes).toMatchObject({ infrahub_id: 1, resource_name: 'small', status: 'ACTIVE' });
    expect(first.metrics).toEqual({
      ...{ incurred_bill: additions(small / 60, 2 * minutes), non_discounted_bill: additions(small / 60, 2 * minutes) },
      ...{ price_per_hour: small, non_discounted_price_per_hour: small, usage_time: 2 * 86_400 },
      size: 8192 / 2 ** 30,
    });
    expect(second.metrics).toMatchObject({ size: 2, price_per_hour: 2 * RATE });
    expect(second.metrics.incurred_bill).toBeCloseTo(datasets, 12);
    const one = (await customer.get(`${HISTORY}/bucket/2?${range(0, 3)}`)).body.billing_history_bucket_details;
    expect(one.attributes).toEqual(second.attributes);
    const { size: _, ...metrics } = second.metrics;
    expect(one.metrics).toEqual({
      ...{ ...metrics, usage_time_ACTIVE: 2 * 86_400, usage_time_SHUTOFF: 0, usage_time_HIBERNATED: 0 },
    });
    const graph = (await customer.get(`${HISTORY}/bucket/2/graph?${range(0, 3)}`)).body;
    expect(graph).toMatchObject({ org_id: 4821, total_count: 1, granularity: 3600 });
    const points = graph.billing_history[0].metrics.incurred_bill_graph;
    expect(points.reduce((sum: number, { value }: { value: number }) => sum + value, 0)).toBeCloseTo(datasets, 12);
    const whole = (await customer.get(`${HISTORY}?${range(0, 3)}`)).body.billing_history.billing_history[0].metrics;
    const both = first.metrics.incurred_bill + second.metrics.incurred_bill;
    expect(whole).toMatchObject({ bucket_cost: both, incurred_bill: both });
    expect((await customer.get('/billing/user-credit/credit')).body.data.credit).toBeCloseTo(10_000 - both, 10);

    const gone = await customer.delete(`${BUCKETS}/datasets?region=CANADA-1`);
    expect(gone.body).toEqual({ message: 'Bucket deleted successfully' });
    expect((await customer.delete(`${BUCKETS}/datasets?region=CANADA-1`)).status).toBe(404);
    await wait('P2D');
    const after = (await customer.get(`${HISTORY}/bucket/2?${range(0, 5)}`)).body.billing_history_bucket_details;
    expect(after).toMatchObject({
      attributes: { status: 'DELETED' },
      metrics: { incurred_bill: second.metrics.incurred_bill },
    });
    expect((await other.get(`${HISTORY}/bucket/1?${range(0, 3)}`)).status).toBe(404);
    expect((await customer.get(BUCKETS)).body.buckets).toMatchObject([{ name: 'small' }]);
  });

  it('have one region, and a service that is alive', async () => {
    expect((await customer.get('/object-storage/regions')).body).toEqual({ regions: [{ name: 'CANADA-1' }] });
    expect((await customer.get('/object-storage/healthz')).body).toEqual({ status: 'alive' });
    const { body: prices } = await customer.get('/pricebook');
    expect(prices).toContainEqual(expect.objectContaining({ name: 'ObjectStorage', value: '0.000019398' }));
  });
});
