import { describe, expect, test } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf } from './customer.js';

let mock: MockServer;
let customer: Customer;
let neighbour: Customer;

const wait = (by: string) => mock.control.clock.advance({ by });
const credit = async (): Promise<number> => (await customer.get('/billing/user-credit/credit')).body.data.credit;
const told = ({ status, body }: { status: number; body: unknown }) => [status, body];
const refused = (status: number, message: string, error_reason = 'bad_request') => [
  status,
  { status: false, message, error_reason },
];
const pay = async (amount: number): Promise<string> =>
  (await customer.post('/billing/payment/payment-initiate', { amount })).body.data.payment_id;
const payments = async () => (await customer.get('/billing/payment/payment-details')).body.data;
const receipt = (id: string, key = mock.credentials.infrahub?.apiKey ?? '') =>
  fetch(`${mock.url}/v1/billing/payment/receipt/${id}`, { headers: { api_key: key } });

doubleForEach(
  '2026-03-02T08:00:00Z',
  double => {
    mock = double;
    customer = customerOf(double);
    neighbour = customerOf(double, double.credentials.others.infrahub?.otherTenant?.apiKey);
  },
  { infrahub: { paid: 100, vouchers: [{ code: 'ONCE', amount: 25 }], declinedAmounts: [13] } },
);

describe('a payment', () => {
  test('is initiated, and raises the balance once it is complete', async () => {
    expect(await payments()).toEqual([]);
    const id = await pay(50);
    expect(await payments()).toMatchObject([
      { payment_id: id, amount: 50, currency: 'usd', status: 'payment_initiated', invoice: null, attempt_number: 1 },
    ]);
    expect(await credit()).toBe(100);
    const early = await receipt(id);
    expect([early.status, await early.json()]).toEqual(
      refused(400, 'A receipt is available for complete payments only'),
    );
    await wait('PT5S');
    expect(await payments()).toMatchObject([
      { status: 'complete', created_at: '2026-03-02T08:00:00', updated_at: '2026-03-02T08:00:05' },
    ]);
    expect(await credit()).toBe(150);
    expect((await neighbour.get('/billing/payment/payment-details')).body.data).toEqual([]);
  });

  test('has a receipt, a file that is a PDF, for those who paid', async () => {
    const id = await pay(50);
    await wait('PT5S');
    const file = await receipt(id);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename=receipt_${id}.pdf`);
    const text = await file.text();
    expect(text).toMatch(/^%PDF-1\.4\n[\s\S]*Amount paid \$50\.00[\s\S]*%%EOF\n$/);
    const table = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    expect(text.slice(table, table + 9)).toBe('xref\n0 6\n');
    for (const [index, entry] of [...text.matchAll(/(\d{10}) 00000 n/g)].entries())
      expect(text.slice(Number(entry[1])).startsWith(`${index + 1} 0 obj`)).toBe(true);
    const missing = refused(404, `Payment ${id} does not exist.`, 'not_found');
    expect(told(await neighbour.get(`/billing/payment/receipt/${id}`))).toEqual(missing);
    expect((await customer.get('/billing/payment/receipt/none')).status).toBe(404);
  });

  test('fails for an amount that is declined, and when the operator wants it', async () => {
    await pay(13);
    await mock.control.faults.add({
      operation: 'infrahub/payments.initiate',
      failure: 'taskFails',
      text: 'Expired.',
      times: 1,
    });
    await wait('PT5S');
    expect(await payments()).toMatchObject([{ status: 'failed', gateway_response: 'Expired.' }]);
    await pay(13);
    await wait('PT5S');
    expect((await payments())[1]).toMatchObject({ status: 'failed', gateway_response: expect.stringMatching(/funds/) });
    expect(await credit()).toBe(100);
  });
});

describe('a voucher', () => {
  test('is redeemed once, for whoever comes first', async () => {
    const redeem = (who: Customer, voucher_code: string) =>
      who.post('/billing/billing/vouchers/redeem', { voucher_code });
    const counts = { max_redemption_count: 1, redemption_count: 1, remaining_redemptions: 0 };
    expect((await redeem(customer, 'ONCE')).body).toEqual({
      status: true,
      message: 'Voucher redeemed successfully',
      voucher: { id: 1, code: 'ONCE', status: 'redeemed', ...counts },
    });
    expect(await credit()).toBe(125);
    expect(told(await redeem(neighbour, 'ONCE'))).toEqual(refused(400, 'Voucher ONCE has already been redeemed'));
    expect(told(await redeem(customer, 'TWICE'))).toEqual(refused(404, 'Voucher TWICE does not exist', 'not_found'));
  });
});

describe('a warning', () => {
  test('is wanted or not, each organisation its own', async () => {
    const { thresholds } = (await customer.get('/billing/billing/threshold')).body;
    expect(thresholds.map(({ threshold }: { threshold: number }) => threshold)).toEqual([72, 48, 24]);
    expect(thresholds[1]).toMatchObject({ interface_title: '48hs warning', subscribed: true });
    const { id } = thresholds[1];
    const off = await customer.put(`/billing/billing/threshold/${id}`, { subscribe: false });
    expect(off.body.threshold).toEqual({ ...thresholds[1], subscribed: false });
    expect((await customer.get('/billing/billing/threshold')).body.thresholds[1].subscribed).toBe(false);
    expect((await neighbour.put(`/billing/billing/threshold/${id}`, { subscribe: false })).status).toBe(404);
    expect((await neighbour.get('/billing/billing/threshold')).body.thresholds[1].subscribed).toBe(true);
  });
});

describe('billing info', () => {
  const INFO = '/billing/user/info';
  const wanted = { business: false, country: 'FR', zip_code: '75001', name: 'Chloe' };

  test('is added and changed, with a country that there is', async () => {
    expect((await customer.get('/billing/user/countries')).body.countries).toHaveLength(249);
    const none = { status: true, message: 'Getting users info success', users_info: [] };
    expect((await customer.get(INFO)).body).toEqual(none);
    expect(told(await customer.put(INFO, wanted))).toEqual(
      refused(404, 'Billing info has not been added', 'not_found'),
    );
    expect(told(await customer.post(INFO, { ...wanted, country: 'XX' }))).toEqual(
      refused(400, 'Country XX is not supported'),
    );
    const made = await customer.post(INFO, wanted);
    expect(made.body.data).toMatchObject({ ...wanted, state: null, created_at: '2026-03-02T08:00:00' });
    expect((await customer.post(INFO, { ...wanted, state: 'IDF' })).body.data).toEqual({
      ...made.body.data,
      state: 'IDF',
    });
    const changed = await customer.put(INFO, { business: true, country: 'DE', zip_code: '10115', company_name: 'A' });
    expect(changed.body.data).toMatchObject({ company_name: 'A', name: null, country: 'DE' });
    expect((await customer.get(INFO)).body.users_info).toEqual([changed.body.data]);
    expect((await neighbour.get(INFO)).body).toEqual(none);
    const lacking = await customer.post(INFO, { business: true });
    expect(Object.keys(lacking.body.errors)).toEqual(['country', 'zip_code']);
  });
});
