import { Failure } from '../../../../contracts/core/failure.js';
import type { selfService as operations } from '../../../../contracts/vendors/virtfusion/self-service.js';
import type { Handlers } from '../../../calls/handler.js';
import { fixed, round } from '../../../domain/money.js';
import type { VirtFusionCloud } from '../cloud.js';
import { CURRENCY_PARTS, TOKEN_PARTS } from '../tariff.js';
import { needUser } from '../users/rules.js';
import type { Currency } from './record.js';

const currency = (currency: Currency) => ({
  id: currency.id,
  code: currency.code,
  value: fixed(currency.value / CURRENCY_PARTS, 10),
  prefix: currency.prefix,
  suffix: currency.suffix,
  default: currency.default,
  enabled: true,
});

export const handlers = {
  currencies: ({ cloud }) => ({
    status: 200,
    body: { data: cloud.currencies.all().map(currency) },
  }),

  addCredit({ params, query, body, cloud }) {
    const user = needUser(cloud, params, query);
    const { id } = cloud.credits.add({
      id: cloud.nextId('credit'),
      userId: user.id,
      amount: round(body.tokens * TOKEN_PARTS, 0),
      reference1: body.reference_1 ?? null,
      reference2: body.reference_2 ?? null,
      created: cloud.now,
    });
    return { status: 201, body: { data: { id } } };
  },

  cancelCredit({ params, cloud }) {
    cloud.credits.remove(params.creditId);
    return { status: 204 };
  },

  addHourlyGroupProfile({ params, query, body, cloud }) {
    const user = needUser(cloud, params, query);
    const { id } = cloud.hourlyProfiles.need(body.profileId);
    cloud.users.update(user.id, { hourlyProfiles: [...new Set([...user.hourlyProfiles, id])], updated: cloud.now });
    return { status: 204 };
  },

  removeHourlyGroupProfile({ params, query, cloud }) {
    const user = needUser(cloud, params, query);
    const hourlyProfiles = without(user.hourlyProfiles, params.profileId, 'hourlyProfile');
    cloud.users.update(user.id, { hourlyProfiles, updated: cloud.now });
    return { status: 204 };
  },

  addResourceGroupProfile({ params, query, body, cloud }) {
    const user = needUser(cloud, params, query);
    const { id } = cloud.resourceProfiles.need(body.profileId);
    cloud.users.update(user.id, { resourceProfiles: [...new Set([...user.resourceProfiles, id])], updated: cloud.now });
    return { status: 204 };
  },

  removeResourceGroupProfile({ params, query, cloud }) {
    const user = needUser(cloud, params, query);
    const resourceProfiles = without(user.resourceProfiles, params.profileId, 'resourceProfile');
    cloud.users.update(user.id, { resourceProfiles, updated: cloud.now });
    return { status: 204 };
  },

  setHourlyResourcePack({ params, query, body, cloud }) {
    const user = needUser(cloud, params, query);
    cloud.users.update(user.id, { hourlyPack: cloud.packProfiles.need(body.packId).id, updated: cloud.now });
    return { status: 204 };
  },

  modifyAccess({ params, query, body, cloud }) {
    const user = needUser(cloud, params, query);
    if (body.syncToProfiles) {
      const selfService = (user.hourlyProfiles.length > 0 ? 1 : 0) + (user.resourceProfiles.length > 0 ? 2 : 0);
      cloud.users.update(user.id, { selfService, updated: cloud.now });
    }
    return { status: 204 };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;

/** The list without one of its ids; refuses when it is not there. */
function without(ids: readonly number[], id: number, resource: string): number[] {
  if (!ids.includes(id)) throw new Failure('notFound', { resource, id });
  return ids.filter(own => own !== id);
}
