import { describe, expect, it } from 'vitest';
import { createMockServer } from '../../../mock-server/index.js';
import { seedOf } from '../double.js';
import { type Customer, customerOf, panelForEach } from './customer.js';

const NOW = '2025-01-31T12:00:00Z';
const { panel, pass, user } = panelForEach(NOW);

const credit = '/selfService/credit/byUserExtRelationId/7';
const balanceIn = async (client: Customer) =>
  (await client.read('/selfService/hourlyStats/byUserExtRelationId/7')).credit.tokens;
/** Ann as a shop makes her that sells by the hour and takes the money beforehand. */
const prepaid = { selfService: 1, selfServiceHourlyCredit: true };
const wishOf = (userId: number | undefined, more: object = {}) => ({ packageId: 1, hypervisorId: 1, userId, ...more });

describe('a user who pays beforehand', () => {
  it.each([1, 3])('gets a first server with nothing paid, in self service mode %i, and owes its hours', async mode => {
    const { id } = await user({ ...prepaid, selfService: mode });
    await panel.done(200, 'POST', '/servers?dryRun=true', wishOf(id));
    const { data } = await panel.done(201, 'POST', '/servers', wishOf(id));
    expect([data.ownerId, data.selfService]).toEqual([id, 1]);
    const hour = 400 / 730;
    await pass('PT1S'); // an hour is charged when it begins
    expect(Number(await balanceIn(panel))).toBeCloseTo(-hour, 3);
    await pass('PT9H');
    expect(Number(await balanceIn(panel))).toBeCloseTo(-10 * hour, 3);
    await panel.done(201, 'POST', credit, { tokens: 10 });
    expect(Number(await balanceIn(panel))).toBeCloseTo(10 - 10 * hour, 3);
    await panel.done(201, 'POST', '/servers', wishOf(id));
  });

  it('is refused by a panel whose seed wants it so, after a snapshot too', async () => {
    const seed = await seedOf(NOW, { virtfusion: { refuseWithoutCredit: true } });
    const mock = await createMockServer({ seed, clock: 'frozen', now: NOW, selfCheck: 'all' });
    const client = customerOf(mock);
    const ann = { name: 'Ann Lee', email: 'ann@lee.co', extRelationId: 7, ...prepaid };
    const { id } = (await client.done(201, 'POST', '/users', ann)).data;
    const refused = { errors: ['Insufficient credit'] };
    expect(await client.done(422, 'POST', '/servers', wishOf(id))).toEqual(refused);
    await mock.control.snapshot.restore(await mock.control.snapshot.save());
    expect(await client.done(422, 'POST', '/servers?dryRun=true', wishOf(id))).toEqual(refused);
    await client.done(200, 'POST', '/servers?dryRun=true', wishOf(undefined));
    await client.done(201, 'POST', credit, { tokens: 0.5 });
    await client.done(201, 'POST', '/servers', wishOf(id));
    await mock.control.clock.advance({ by: 'PT1S' });
    expect(await client.done(422, 'POST', '/servers', wishOf(id))).toEqual(refused);
    await client.done(201, 'PUT', '/users/7/byExtRelation', { selfServiceHourlyCredit: false });
    await client.done(201, 'POST', '/servers', wishOf(id));
    expect(mock.findings).toEqual([]);
    await mock.close();
  });

  it('may have credit with a text for its first reference, as the modules for WHMCS send it', async () => {
    await user(prepaid);
    for (const reference_1 of ['Invoice #1042', '', 7, '7', null, 'x'.repeat(1000)])
      await panel.done(201, 'POST', credit, { tokens: 5, reference_1, reference_2: 'WHMCS' });
    for (const reference_1 of ['x'.repeat(1001), true, {}, -1])
      expect(Object.keys(await panel.done(422, 'POST', credit, { tokens: 5, reference_1 }))).toEqual(['errors']);
    expect(await balanceIn(panel)).toBe('30.0000');
  });
});

describe('a dry run', () => {
  it('asks without a user whether there is room, and is refused for all but the user', async () => {
    expect(await panel.done(200, 'POST', '/servers?dryRun=true', wishOf(undefined))).toEqual([]);
    for (const [more, sentence] of [
      [{ packageId: 99 }, 'Invalid or disabled package'],
      [{ hypervisorId: 99 }, 'Invalid or disabled hypervisor group'],
      [{ firewallRulesets: [77] }, 'Invalid or disabled firewall ruleset'],
      [{ memory: 9_000_000 }, 'No hypervisor with enough resources is available'],
    ] as const)
      expect(await panel.done(422, 'POST', '/servers?dryRun=true', wishOf(undefined, more))).toEqual({
        errors: [sentence],
      });
    expect(await panel.done(422, 'POST', '/servers?dryRun=true', wishOf(99))).toEqual({ errors: ['Invalid user'] });
    expect((await panel.done(200, 'GET', '/servers')).total).toBe(0);
  });

  it('is what an order without a user is not', async () => {
    for (const query of ['', '?dryRun=false']) {
      const { errors } = await panel.done(422, 'POST', `/servers${query}`, wishOf(undefined));
      expect(errors).toEqual([expect.stringMatching(/^The user ?id field is required\.$/i)]);
    }
  });
});

it('more rows than a page has are as many as it has', async () => {
  await panel.done(201, 'POST', '/servers', wishOf(1));
  for (const [results, rows] of [
    ['500', 200],
    ['201', 200],
    ['200', 200],
    ['1', 1],
  ] as const)
    expect((await panel.done(200, 'GET', `/servers?results=${results}`)).per_page).toBe(rows);
  const { first_page_url } = await panel.done(200, 'GET', '/compute/hypervisors?results=500');
  expect(first_page_url).toMatch(/\?results=500&page=1$/);
  for (const results of ['0', '-5', 'all']) await panel.done(422, 'GET', `/servers?results=${results}`);
});
