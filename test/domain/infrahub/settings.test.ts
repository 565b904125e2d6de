import { expect, it } from 'vitest';
import type { Settings } from '../../../mock-server/calls/vendor.js';
import { issue } from '../../../mock-server/vendors/infrahub/credentials.js';
import { createCloud } from '../../../mock-server/vendors/infrahub/seed.js';

const cloudWith = (settings: Settings) =>
  createCloud({ seed: 1, start: Date.UTC(2025, 0, 1), issued: issue('default', 1), settings });

it.each<[Settings, string]>([
  [{ paid: '10' }, 'the setting "paid" is wrong: Invalid input: expected number, received string'],
  [{ gpus: 4 }, 'the setting "gpus" is wrong: Invalid input: expected record, received number'],
  [{ prices: { L40: '1.00' } }, 'the setting "prices.L40" is wrong: Invalid input: expected number, received string'],
  [{ buckets: [{ name: 'a' }] }, 'the setting "buckets.0.name" is wrong'],
  [{ buckets: [{ name: 'abc' }, { name: 'abc' }] }, 'the setting "buckets" is wrong: has a name twice'],
  [{ aiUsages: [{ product: 'telepathy' }] }, 'the setting "aiUsages.0.product" is wrong'],
  [
    { piad: 5, Paid: 5 },
    'there is no setting "piad"; did you mean paid?; there is no setting "Paid"; did you mean paid?',
  ],
])('no cloud is made with the settings %j', (settings, why) => {
  expect(() => cloudWith(settings)).toThrow(why);
});

it('what the operator lays down holds, and the rest is as usual', () => {
  const { settings } = cloudWith({ mostMachines: 3, prices: { L40: 1.25 }, gpus: { 'CANADA-1/L40': 2 } });
  expect(settings.mostMachines).toBe(3);
  expect(settings.prices).toMatchObject({ L40: 1.25, 'RTX-A6000': 0.5 });
  expect(settings.gpus).toMatchObject({ 'CANADA-1/L40': 2, 'NORWAY-1/RTX-A4000': 64 });
});
