import { beforeEach, describe, expect, test } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, machineIn, settleIn } from './customer.js';

let mock: MockServer;
let customer: Customer;

const wait = (by: string) => mock.control.clock.advance({ by });
const VM = '/core/virtual-machines';
const TOP_UP = '/billing/auto-topup';
const credit = async (): Promise<number> => (await customer.get('/billing/user-credit/credit')).body.data.credit;
const machine = async (place: string, name: string, flavor: string): Promise<number> =>
  (await customer.post(VM, machineIn(place, name, flavor))).body.instances[0].id;
const states = async (): Promise<string[]> =>
  (await customer.get(VM)).body.instances.map(({ status }: { status: string }) => status);
const payments = async () => (await customer.get('/billing/payment/payment-details')).body.data;
const warned = async (): Promise<(string | null)[]> => {
  const { clouds } = await mock.control.snapshot.save();
  const rows = clouds.infrahub?.state.parts.threshold as { org: number; warnedAt: number | null }[];
  return rows
    .filter(({ org }) => org === rows[0]?.org)
    .map(({ warnedAt }) => (warnedAt === null ? null : new Date(warnedAt).toISOString().slice(0, 16)));
};

doubleForEach(
  '2026-03-02T08:00:00Z',
  double => {
    mock = double;
    customer = customerOf(double);
  },
  { infrahub: { paid: 250 } },
);
beforeEach(async () => {
  await settleIn(customer, 'north', 'NORWAY-1');
  await settleIn(customer, 'canada', 'CANADA-1');
});
const agree = (action: 'granted' | 'revoked') =>
  customer.post('/auth/user-consent', {
    consent_type: 'auto_top_up',
    action,
    metadata: { threshold_amount: 20, topup_amount: 40, payment_method_ref: 'pm_1' },
  });

describe('credit that runs out', () => {
  // 2.50 an hour and 0.3483871: 250 USD last 87 hours and 46 minutes.
  beforeEach(async () => {
    await machine('canada', 'train', 'n3-H100x1');
    await machine('north', 'web', 'n1-cpu-small');
  });

  test('is warned of hours before, and again once there was more of it', async () => {
    await wait('PT15H');
    expect(await warned()).toEqual([null, null, null]);
    await wait('P1D');
    expect(await warned()).toEqual(['2026-03-02T23:47', null, null]);
    await customer.post('/billing/payment/payment-initiate', { amount: 500 });
    await wait('PT1M');
    expect(await warned()).toEqual([null, null, null]);
    await wait('P9D');
    expect((await warned()).every(at => at !== null)).toBe(true);
  });

  test('suspends what runs, and a payment brings it back', async () => {
    await wait('PT87H');
    expect(await states()).toEqual(['ACTIVE', 'ACTIVE']);
    await wait('PT49M');
    expect(await states()).toEqual(['HIBERNATED', 'SHUTOFF']);
    expect(await credit()).toBeLessThan(0);
    expect(await credit()).toBeGreaterThan(-0.1);
    await customer.post('/billing/payment/payment-initiate', { amount: 100 });
    await wait('PT1M');
    expect(await states()).toEqual(['ACTIVE', 'ACTIVE']);
    await wait('PT35H');
    expect(await states()).toEqual(['ACTIVE', 'ACTIVE']);
    await wait('P1D');
    expect(await states()).toEqual(['HIBERNATED', 'SHUTOFF']);
  });

  test('suspends what is started below 0', async () => {
    await wait('PT90H');
    const [{ id }] = (await customer.get(`${VM}?search=web`)).body.instances;
    expect((await customer.get(`${VM}/${id}/start`)).status).toBe(200);
    await wait('PT2M');
    expect(await states()).toEqual(['HIBERNATED', 'SHUTOFF']);
  });

  test('brings back only what is still there', async () => {
    await wait('PT88H');
    const [{ id }] = (await customer.get(`${VM}?search=train`)).body.instances;
    await customer.delete(`${VM}/${id}`);
    await customer.post('/billing/payment/payment-initiate', { amount: 100 });
    await wait('PT2M');
    expect(await states()).toEqual(['ACTIVE']);
  });

  test('comes to the same in one step of a month and in many', async () => {
    const story = async (steps: readonly string[]): Promise<string> => {
      const before = await mock.control.snapshot.save();
      for (const step of steps) await wait(step);
      const { clouds } = await mock.control.snapshot.save();
      await mock.control.snapshot.restore(before);
      return JSON.stringify(clouds.infrahub?.state);
    };
    await customer.post(TOP_UP, { threshold_amount: 20, topup_amount: 40 });
    const whole = await story(['P30D']);
    expect(await story(Array.from({ length: 720 }, () => 'PT1H'))).toBe(whole);
  });
});

describe('an auto top-up', () => {
  beforeEach(async () => {
    expect((await agree('granted')).status).toBe(200);
  });

  test('needs the consent of who pays', async () => {
    await agree('revoked');
    const refused = await customer.post(TOP_UP, { threshold_amount: 20, topup_amount: 40 });
    expect([refused.status, refused.body.error_reason]).toEqual([403, 'forbidden']);
  });

  const wanted = { threshold_amount: 20, topup_amount: 50 };

  test('is set up, shown, changed and disabled', async () => {
    const status = async () => (await customer.get(`${TOP_UP}/status`)).body;
    expect(await status()).toEqual({ status: null, threshold_amount: 0, topup_amount: 0 });
    expect((await customer.get(TOP_UP)).body.auto_topup).toBe(null);
    expect((await customer.put(TOP_UP, wanted)).status).toBe(404);
    expect((await customer.delete(TOP_UP)).status).toBe(404);
    const made = await customer.post(TOP_UP, wanted);
    expect([made.status, made.body.auto_topup]).toMatchObject([201, { id: 1, status: 'pending_setup', ...wanted }]);
    expect((await customer.post(TOP_UP, wanted)).status).toBe(409);
    await wait('PT5S');
    expect(await status()).toEqual({ status: 'active', ...wanted });
    await customer.put(TOP_UP, { threshold_amount: 30, topup_amount: 60 });
    expect((await customer.get(TOP_UP)).body.auto_topup).toMatchObject({ threshold_amount: 30, topup_amount: 60 });
    expect((await customer.delete(TOP_UP)).body.auto_topup.status).toBe('disabled');
    expect((await customer.get(TOP_UP)).body.auto_topup).toBe(null);
    expect((await status()).status).toBe('disabled');
    expect((await customer.post(TOP_UP, wanted)).body.auto_topup.id).toBe(2);
  });

  test('pays in whenever the balance comes down to its threshold, so that nothing is suspended', async () => {
    await customer.post(TOP_UP, wanted);
    await machine('canada', 'train', 'n3-H100x1');
    await wait('PT91H');
    expect(await payments()).toEqual([]);
    await wait('PT2H');
    expect(await payments()).toMatchObject([
      { amount: 50, status: 'complete', auto_topup_id: 1, payment_type: 'auto_topup', max_attempts: 3 },
    ]);
    await wait('P10D');
    expect(await payments()).toHaveLength(1 + 12);
    expect(await states()).toEqual(['ACTIVE']);
  });

  test('is tried again a day later when it fails, and given up after three attempts', async () => {
    await customer.post(TOP_UP, { threshold_amount: 300, topup_amount: 50 });
    await mock.control.faults.add({
      operation: 'infrahub/autoTopUp.create',
      failure: 'taskFails',
      text: null,
      times: 3,
    });
    await wait('P1D');
    expect(await payments()).toMatchObject([{ status: 'failed', attempt_number: 1 }]);
    await wait('P3D');
    expect((await payments()).map((one: { attempt_number: number }) => one.attempt_number)).toEqual([1, 2, 3]);
    expect((await customer.get(`${TOP_UP}/status`)).body.status).toBe('cancelled');
  });

  test('pays in at once where the balance is below it already, until it is not', async () => {
    await customer.post(TOP_UP, { threshold_amount: 300, topup_amount: 50 });
    await wait('PT1M');
    expect(await credit()).toBe(350);
  });
});
