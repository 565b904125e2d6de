import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, machineIn, settleIn, type Told } from './customer.js';

const COMPLIANCE = '/core/compliance';

let mock: MockServer;
let customer: Customer;

doubleForEach('2026-05-06T15:18:42Z', double => {
  mock = double;
  customer = customerOf(double);
});

const refused = ({ status, body }: Told) => [status, body.error_reason, body.message];
const rangesOf = async (model: string, who = customer) => (await who.get(`${COMPLIANCE}?gpu=${model}`)).body.compliance;
const limit = (more: object = {}) => ({
  gpu_model: 'L40',
  resource_type: 'CPU',
  base_value: 60,
  variation_min: -32,
  variation_max: 0,
  variation_unit: 4,
  ...more,
});

describe('what a machine with GPUs may have', () => {
  it('is what the flavors of its model have, until it is limited', async () => {
    const l40 = { gpu_model: 'L40', cpu: [28, 124], ram: [58, 232], hdd: [100, 100] };
    const shown = await customer.get(`${COMPLIANCE}?gpu=L40`);
    expect(shown.body).toEqual({ status: true, message: 'Getting compliance successful.', compliance: l40 });
    expect((await customer.get(COMPLIANCE)).body.compliance.gpu_model).toBe('RTX-A4000');

    const { gpu_model, ...rest } = limit();
    const made = await customer.post(COMPLIANCE, limit());
    expect([made.status, made.body.compliance]).toEqual([201, { id: 1, gpu_model, ...rest }]);
    expect(await rangesOf('L40')).toEqual({ ...l40, cpu: [28, 60] });
    const changed = await customer.put(COMPLIANCE, limit({ variation_min: 0 }));
    expect([changed.status, changed.body.compliance]).toEqual([200, { id: 1, gpu_model, ...rest, variation_min: 0 }]);
    expect(await rangesOf('L40')).toEqual({ ...l40, cpu: [60, 60] });
    await customer.post(COMPLIANCE, limit({ resource_type: 'HDD', base_value: 50 }));
    expect((await rangesOf('L40')).hdd).toEqual([18, 50]);

    const deleted = { status: true, message: 'Compliance deleted successfully.' };
    expect((await customer.delete(`${COMPLIANCE}/L40`)).body).toEqual(deleted);
    expect(await rangesOf('L40')).toEqual(l40);
    const gone = [404, 'not_found', 'No compliance found for L40'];
    expect(refused(await customer.delete(`${COMPLIANCE}/L40`))).toEqual(gone);
    expect(refused(await customer.put(COMPLIANCE, limit()))).toEqual(gone);
  });

  it('is limited once for each model and thing, by each organisation for itself', async () => {
    const neighbour = customerOf(mock, mock.credentials.others.infrahub?.otherTenant?.apiKey);
    await customer.post(COMPLIANCE, limit());
    const taken = [409, 'already_exist', 'Compliance of CPU for L40 already exists'];
    expect(refused(await customer.post(COMPLIANCE, limit()))).toEqual(taken);
    expect((await customer.post(COMPLIANCE, limit({ resource_type: 'RAM' }))).status).toBe(201);
    expect((await rangesOf('L40', neighbour)).cpu).toEqual([28, 124]);
    expect((await neighbour.delete(`${COMPLIANCE}/L40`)).status).toBe(404);
    expect((await neighbour.post(COMPLIANCE, limit())).status).toBe(201);
  });

  it('is told of a model that there is, and that is limited or has flavors', async () => {
    const unknown = 'GPU model GTX-970 does not exist';
    expect(refused(await customer.get(`${COMPLIANCE}?gpu=GTX-970`))).toEqual([406, 'bad_request', unknown]);
    const wrong = await customer.post(COMPLIANCE, limit({ gpu_model: 'GTX-970' }));
    expect(refused(wrong)).toEqual([404, 'not_found', unknown]);
    const none = [404, 'not_found', 'No compliance found for B200-SXM'];
    expect(refused(await customer.get(`${COMPLIANCE}?gpu=B200-SXM`))).toEqual(none);
    await customer.post(COMPLIANCE, limit({ gpu_model: 'B200-SXM' }));
    expect(await rangesOf('B200-SXM')).toEqual({ gpu_model: 'B200-SXM', cpu: [28, 60], ram: [], hdd: [] });
    const empty = await customer.post(COMPLIANCE, limit({ variation_min: 1 }));
    expect(refused(empty)).toEqual([400, 'bad_request', 'variation_min must not be greater than variation_max']);
    const odd = await customer.post(COMPLIANCE, limit({ resource_type: 'GPU' }));
    expect(odd.body.message).toBe('Input payload validation failed');
  });

  it('is held to when a machine is made', async () => {
    await settleIn(customer, 'place', 'CANADA-1');
    const make = (flavor: string, name = `of-${flavor}`) =>
      customer.post('/core/virtual-machines', machineIn('place', name, flavor));
    await customer.post(COMPLIANCE, limit());
    const tooMuch = [400, 'bad_request', 'CPU must be between 28 and 60 for L40'];
    expect(refused(await make('n3-L40x4'))).toEqual(tooMuch);
    for (const flavor of ['n3-L40x1', 'n3-L40x2', 'n3-A100x1', 'n1-cpu-small'])
      expect((await make(flavor)).status, flavor).toBe(200);
    await customer.put(COMPLIANCE, limit({ variation_min: -31 }));
    expect(refused(await make('n3-L40x1', 'another'))[2]).toBe('CPU must be between 29 and 60 for L40');
  });
});
