import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMockServer, type MockServer } from '../../../mock-server/index.js';
import { customerOf } from './customer.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'documented', selfCheck: 'all' });
});
afterAll(async () => {
  expect(mock.findings).toEqual([]);
  await mock.close();
});

test('the usage of August 2023 comes out as it is printed, to the byte', async () => {
  const printed = await readFile(
    new URL('../../../fixtures/infrahub/documented/billing.usage.json', import.meta.url),
    'utf8',
  );
  const { status, text } = await customerOf(mock).get('/billing/billing/usage');
  expect(status).toBe(200);
  expect(text).toBe(printed.trimEnd());
});

test('the same 47 minutes stand in the history, and nothing was added since', async () => {
  const customer = customerOf(mock);
  const range = 'start_date=2023-08-23T00:00:00&end_date=2025-01-20T00:00:00';
  const { body } = await customer.get(`/billing/billing/history/virtual-machine/398?${range}`);
  expect(body.billing_history_vm_details.billing_history[0].metrics).toMatchObject({
    price_per_hour: 0.641612904,
    incurred_bill: 0.5025967747999994,
    usage_time: 47 * 60,
    usage_time_ACTIVE: 47 * 60,
  });
  const credit = await customer.get('/billing/user-credit/credit');
  expect(credit.body.data.credit).toBe(50 - 0.5025967747999994);
  expect((await customer.get('/core/virtual-machines/398')).body).toEqual({
    status: false,
    message: 'VM 398 does not exists.',
    error_reason: 'not_found',
  });
});
