import { describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../../mock-server/index.js';
import { doubleForEach, seedOf } from '../double.js';
import { type Customer, customerOf, machineIn, settleIn, type Told } from './customer.js';

const REQUESTS = '/auth/beta-access/requests';
const EXCLUSIONS = '/core/fip-detachment-exclusions/org';

let mock: MockServer;
let customer: Customer;
let neighbour: Customer;

doubleForEach('2026-05-06T15:18:42Z', double => {
  mock = double;
  customer = customerOf(double);
  neighbour = customerOf(double, double.credentials.others.infrahub?.otherTenant?.apiKey);
});

const refused = ({ status, body }: Told) => [status, body.error_reason, body.message];
const START = '2026-05-06T15:18:42Z';

/** A double of settings of its own. */
async function withSettings(settings: object, use: (own: Customer, double: MockServer) => Promise<void>) {
  const seed = await seedOf(START, { infrahub: settings });
  const double = await createMockServer({ seed, clock: 'frozen' });
  try {
    await use(customerOf(double), double);
  } finally {
    await double.close();
  }
}

describe('access to what is not for all yet', () => {
  it('is asked for once and given a day later', async () => {
    const request = { program_name: 'example-program', request_date: '2026-05-06T15:18:42', status: 'requested' };
    const made = await customer.post(REQUESTS, { program: 'example-program', metadata: { size: 3 } });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      status: true,
      message: 'Beta access request created successfully',
      beta_access_request: {
        id: 1,
        user_id: 7315,
        program_id: 1,
        program_name: 'example-program',
        status: 'requested',
        created_at: '2026-05-06T15:18:42',
      },
    });
    expect((await customer.get(REQUESTS)).body.beta_access_requests).toEqual([request]);
    expect((await customer.get(`${REQUESTS}/example-program`)).body.beta_access_requests).toEqual([request]);
    const again = await customer.post(REQUESTS, { program: 'example-program' });
    expect(refused(again)).toEqual([400, 'bad_request', 'Access to example-program has already been requested']);
    await mock.control.clock.advance({ by: 'PT24H' });
    expect((await customer.get(REQUESTS)).body.beta_access_requests).toEqual([{ ...request, status: 'approved' }]);
  });

  it('is one user’s own; the program is the same for all', async () => {
    const unknown = [404, 'not_found', 'Access to example-program has not been requested'];
    expect(refused(await customer.get(`${REQUESTS}/example-program`))).toEqual(unknown);
    await customer.post(REQUESTS, { program: 'example-program' });
    expect((await neighbour.get(REQUESTS)).body.beta_access_requests).toEqual([]);
    expect(refused(await neighbour.get(`${REQUESTS}/example-program`))).toEqual(unknown);
    const theirs = await neighbour.post(REQUESTS, { program: 'example-program' });
    expect(theirs.body.beta_access_request).toMatchObject({ id: 2, user_id: 7316, program_id: 1 });
  });

  it('is asked for by a name that the seed lists, where it lists any', async () => {
    await withSettings({ betaPrograms: ['storage', 'inference'] }, async own => {
      expect((await own.post(REQUESTS, { program: 'inference' })).body.beta_access_request.program_id).toBe(2);
      const other = await own.post(REQUESTS, { program: 'robots' });
      expect(refused(other)).toEqual([404, 'not_found', 'Beta program robots does not exist']);
    });
  });
});

describe('the public address of a machine that hibernates', () => {
  const hibernated = async (who: Customer, double: MockServer) => {
    await settleIn(who, 'place', 'CANADA-1');
    const wanted = machineIn('place', 'sleeper', 'n3-L40x1', { assign_floating_ip: true });
    const { id } = (await who.post('/core/virtual-machines', wanted)).body.instances[0];
    await double.control.clock.advance({ by: 'PT1M' });
    const before = (await who.get(`/core/virtual-machines/${id}`)).body.instance.floating_ip;
    await who.get(`/core/virtual-machines/${id}/hibernate`);
    await double.control.clock.advance({ by: 'PT1M' });
    return [before, (await who.get(`/core/virtual-machines/${id}`)).body.instance.floating_ip];
  };

  it('is released, and the organisation is told so as a 404 that is no failure', async () => {
    const { status, body } = await customer.get(`${EXCLUSIONS}/4821`);
    const message = 'Org is not excluded from floating IP detachment';
    expect([status, body]).toEqual([404, { status: true, message }]);
    const [before, after] = await hibernated(customer, mock);
    expect([typeof before, after]).toEqual(['string', null]);
  });

  it('stays where the organisation is excluded, which nobody else is told', async () => {
    await withSettings({ keepsAddresses: true }, async (own, double) => {
      const told = await own.get(`${EXCLUSIONS}/4821`);
      const message = 'Org is excluded from floating IP detachment';
      expect([told.status, told.body]).toEqual([200, { status: true, message }]);
      const [before, after] = await hibernated(own, double);
      expect([typeof before, after]).toEqual(['string', before]);
      const other = customerOf(double, double.credentials.others.infrahub?.otherTenant?.apiKey);
      const forbidden = [403, 'forbidden', 'You do not have permission to perform this action'];
      expect(refused(await other.get(`${EXCLUSIONS}/4821`))).toEqual(forbidden);
      for (const id of [4822, 99]) expect((await other.get(`${EXCLUSIONS}/${id}`)).status).toBe(404);
    });
  });
});

describe('the look of the console', () => {
  it('is the vendor’s own, and its API is this double', async () => {
    const { body } = await customer.get('/auth/partner-config');
    expect([body.name, body.uris.api_uri]).toEqual(['Hyperstack', `${mock.url}/v1`]);
    for (const query of ['', '?domain=', '?domain=docs.hyperstack.cloud', '?domain=hyperstack.cloud'])
      expect((await customer.get(`/auth/partner-config/docs${query}`)).body).toEqual(body);
    const other = await customer.get('/auth/partner-config/docs?domain=nothyperstack.cloud');
    expect(refused(other)).toEqual([404, 'not_found', 'No partner config found for nothyperstack.cloud']);
  });
});

it('the billing service says that it is alive to whoever reads its documentation, too', async () => {
  const { status, body } = await customer.get('/billing/alive/doc');
  expect([status, body]).toEqual([200, { message: 'alive' }]);
});
