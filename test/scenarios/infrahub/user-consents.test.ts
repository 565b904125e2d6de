import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, type Told } from './customer.js';

const CONSENT = '/auth/user-consent';
const EVENTS = '/auth/user-consent-events/auto_top_up/events';

let mock: MockServer;
let customer: Customer;

doubleForEach('2026-04-20T13:09:42Z', double => {
  mock = double;
  customer = customerOf(double);
});

const refused = ({ status, body }: Told) => [status, body.error_reason, body.message];
const metadata = { threshold_amount: 20, topup_amount: 100, payment_method_ref: 'pm_1' };
const granted = { consent_type: 'auto_top_up', action: 'granted', metadata };

describe('a consent', () => {
  it('is granted, revoked and granted again, and each decision is on the record, the newest first', async () => {
    expect((await customer.get(CONSENT)).body).toEqual({ consents: [] });
    const consent = {
      id: 1,
      user_id: 7315,
      org_id: 4821,
      consent_type: 'auto_top_up',
      action: 'granted',
      ip_address: '127.0.0.1',
      consent_method: 'web_checkbox',
      created_at: '2026-04-20T13:09:42',
      updated_at: '2026-04-20T13:09:42',
    };
    const made = await customer.post(CONSENT, granted);
    expect([made.status, made.body]).toEqual([200, { message: 'Consent recorded successfully', consent }]);
    const current = { ...consent, latest_consent_version: '1.0', is_version_current: true };
    expect((await customer.get(CONSENT)).body).toEqual({ consents: [current] });

    await mock.control.clock.advance({ by: 'PT1H' });
    const revoked = { ...consent, action: 'revoked', consent_method: 'api', updated_at: '2026-04-20T14:09:42' };
    const revoke = { action: 'revoked', consent_method: 'api' };
    const once = { message: 'Consent revoked successfully', consent: revoked, changed: true };
    expect((await customer.patch(`${CONSENT}/auto_top_up`, revoke)).body).toEqual(once);
    const again = { message: 'Consent is already revoked', consent: revoked, changed: false };
    expect((await customer.patch(`${CONSENT}/auto_top_up`, revoke)).body).toEqual(again);

    await customer.post(CONSENT, granted);
    const { body } = await customer.get(EVENTS);
    expect(body.consent).toEqual({ ...consent, updated_at: '2026-04-20T14:09:42' });
    const event = { consent_id: 1, user_id: 7315, ip_address: '127.0.0.1', consent_method: 'web_checkbox' };
    expect(body.events).toEqual([
      { id: 3, ...event, action: 'granted', created_at: '2026-04-20T14:09:42' },
      { id: 2, ...event, action: 'revoked', consent_method: 'api', created_at: '2026-04-20T14:09:42' },
      { id: 1, ...event, action: 'granted', created_at: '2026-04-20T13:09:42' },
    ]);
    expect((await customer.get(CONSENT)).body.consents).toHaveLength(1);
  });

  it('is listed by its type', async () => {
    await customer.post(CONSENT, granted);
    expect((await customer.get(`${CONSENT}?consent_type=auto_top_up`)).body.consents).toHaveLength(1);
    expect((await customer.get(`${CONSENT}?consent_type=`)).body.consents).toHaveLength(1);
    expect((await customer.get(`${CONSENT}?consent_type=newsletter`)).body.consents).toEqual([]);
  });

  it('that is granted says to what, in the words of the version that is read', async () => {
    const { payment_method_ref: _, ...half } = metadata;
    const without = 'metadata must include payment_method_ref';
    expect(refused(await customer.post(CONSENT, { ...granted, metadata: half }))).toEqual([
      400,
      'bad_request',
      without,
    ]);
    const old = await customer.post(CONSENT, { ...granted, consent_version: '0.1' });
    expect(refused(old)).toEqual([400, 'bad_request', 'Consent version 0.1 does not exist']);
    expect((await customer.post(CONSENT, { ...granted, consent_version: '1.0' })).status).toBe(200);
    for (const wrong of [{ consent_type: 'newsletter' }, { action: 'maybe' }, { consent_method: 'phone' }])
      expect((await customer.post(CONSENT, { ...granted, ...wrong })).body.message).toBe(
        'Input payload validation failed',
      );
  });

  it('is one user’s own', async () => {
    const neighbour = customerOf(mock, mock.credentials.others.infrahub?.otherTenant?.apiKey);
    await customer.post(CONSENT, granted);
    expect((await neighbour.get(CONSENT)).body.consents).toEqual([]);
    const unknown = [404, 'not_found', 'No consent found for auto_top_up'];
    expect(refused(await neighbour.get(EVENTS))).toEqual(unknown);
    expect(refused(await neighbour.patch(`${CONSENT}/auto_top_up`, { action: 'revoked' }))).toEqual(unknown);
  });

  it('is asked for in blocks with gaps, of one type or of all', async () => {
    const { body } = await customer.get(`${CONSENT}/templates/auto_top_up`);
    expect(body.version).toBe('1.0');
    expect(body.blocks.map(({ type }: { type: string }) => type)).toEqual(['text', 'warning', 'info']);
    for (const gap of Object.keys(metadata)) expect(body.blocks[0].text).toContain(`\${${gap}}`);
    expect((await customer.get(`${CONSENT}/templates`)).body).toEqual({ templates: { auto_top_up: body } });
    for (const path of [`${CONSENT}/templates/newsletter`, '/auth/user-consent-events/newsletter/events'])
      expect((await customer.get(path)).status).toBe(404);
  });
});
