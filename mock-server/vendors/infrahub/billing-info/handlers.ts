import { refuse } from '../../../../contracts/core/failure.js';
import type { PartOutput } from '../../../../contracts/core/operation.js';
import {
  billingInfoRefusals,
  type billingInfo as operations,
} from '../../../../contracts/vendors/infrahub/billing-info.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import { timeText } from '../common.js';
import type { TenantCloud } from '../tenant-cloud.js';
import { countries } from './countries.js';
import { billingInfoKey } from './key.js';
import type { BillingInfo } from './record.js';

export const handlers = {
  show({ cloud, caller }) {
    const found = cloud.billingInfos.filter(({ org }) => org === caller.holder);
    const users_info = found.map(info => infoView(cloud, info));
    const message = 'Getting users info success';
    return { status: 200, body: { status: true, message, users_info } };
  },

  create({ body, cloud, caller }) {
    const who = { org: caller.holder, user: cloud.userOf(caller) };
    const before = cloud.billingInfos.keyed(billingInfoKey(who));
    const wanted = wantedIn(body);
    const info =
      before === undefined
        ? cloud.billingInfos.add({ id: cloud.nextId('billingInfo'), ...who, ...wanted, createdAt: cloud.now })
        : cloud.billingInfos.update(before.id, wanted);
    return { status: 200, body: { message: 'Adding user info success', status: true, data: infoView(cloud, info) } };
  },

  update({ body, cloud, caller }) {
    const who = { org: caller.holder, user: cloud.userOf(caller) };
    const before = cloud.billingInfos.keyed(billingInfoKey(who));
    if (before === undefined) throw refuse(billingInfoRefusals.none);
    const info = cloud.billingInfos.update(before.id, wantedIn(body));
    return { status: 200, body: { message: 'Updating user info success', status: true, data: infoView(cloud, info) } };
  },

  countries() {
    return { status: 200, body: { status: true, countries: [...countries] } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

/** What was sent; what was left out is cleared. */
function wantedIn(
  body: PartOutput<typeof operations.create, 'body'>,
): Omit<BillingInfo, 'id' | 'org' | 'user' | 'createdAt'> {
  if (!countries.includes(body.country)) throw refuse(billingInfoRefusals.country, body.country);
  return {
    business: body.business,
    country: body.country,
    zip: body.zip_code,
    name: body.name ?? null,
    email: body.email ?? null,
    company: body.company_name ?? null,
    vat: body.vat_number ?? null,
    phone: body.phone ?? null,
    firstLine: body.billing_address1 ?? null,
    secondLine: body.billing_address2 ?? null,
    state: body.state ?? null,
  };
}

const infoView = (cloud: TenantCloud, info: BillingInfo) => ({
  id: info.id,
  organization_id: info.org,
  stripe_user_id: `cus_${cloud.random.letters({ entity: 'billingInfo', id: info.id, field: 'stripe' }, 14)}`,
  business: info.business,
  company_name: info.company,
  name: info.name,
  email: info.email,
  phone: info.phone,
  vat_number: info.vat,
  billing_address1: info.firstLine,
  billing_address2: info.secondLine,
  state: info.state,
  zip_code: info.zip,
  country: info.country,
  created_at: timeText(info.createdAt),
});
