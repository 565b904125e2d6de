import type { BillSource, ChargedThing } from '../../../calls/bills.js';
import { HOUR } from '../../../domain/clock.js';
import type { VirtFusionCloud } from '../cloud.js';
import { CURRENCY_PARTS, MONTH_TO_HOUR_RATE, TOKEN_PARTS } from '../tariff.js';
import { balanceOf, usageOfServer } from './billing.js';

/** A token in what its parts are kept in, times 730. */
const TOKEN = MONTH_TO_HOUR_RATE * TOKEN_PARTS;

/** What VirtFusion says of money: what is billable of hourly servers. Traffic blocks and backups cost nothing here. */
export const bills: BillSource<VirtFusionCloud> = {
  unit(cloud) {
    const currency = cloud.currencies.find(one => one.default);
    return {
      name: 'tokens',
      ...(currency && { worth: { currency: currency.code, value: currency.value / CURRENCY_PARTS } }),
    };
  },

  /** Those who pay by the hour come first. */
  accounts(cloud) {
    const paying = new Set(cloud.usage.subjects().flatMap(subject => cloud.usage.of(subject).map(payerOf)));
    const rank = ({ id }: { readonly id: number }): number => Number(!paying.has(id));
    return cloud.users
      .all()
      .toSorted((one, other) => rank(one) - rank(other))
      .map(({ id, name }) => ({ id: `${id}`, name }));
  },

  funds(cloud, account) {
    const user = cloud.users.need(Number(account));
    const credit = balanceOf(cloud, user.id) / TOKEN_PARTS;
    const rate = serversOf(cloud, user.id).reduce((sum, id) => sum + rateOf(cloud, id, user.id), 0);
    const refuses = user.prepaid && cloud.settings.refuseWithoutCredit;
    return {
      credit,
      ...(rate > 0 && credit > 0 && { until: cloud.now + (credit / rate) * HOUR }),
      thresholds: refuses ? [{ name: 'No further server can be made', amount: 0, isOn: true }] : [],
    };
  },

  things(cloud, account) {
    const userId = Number(account);
    return serversOf(cloud, userId).map((id): ChargedThing => {
      const isThere = cloud.servers.get(id) !== undefined;
      return {
        id: `server:${id}`,
        kind: 'server',
        name: cloud.billed.need(id).name,
        record: isThere ? { resource: cloud.servers.resource, key: `${id}` } : undefined,
        rate: rateOf(cloud, id, userId),
        cost: (from, to) => (usageOfServer(cloud, id, userId, from, to)?.billable.cost ?? 0) / TOKEN,
      };
    });
  },
};

const payerOf = ({ terms }: { readonly terms: { readonly userId: number } }): number => terms.userId;

/** Ids of the servers that were ever charged to a user. */
const serversOf = (cloud: VirtFusionCloud, userId: number): number[] =>
  cloud.usage
    .subjects()
    .filter(subject => cloud.usage.of(subject).some(one => payerOf(one) === userId))
    .map(Number);

/** Tokens that an hour of a server costs a user now. That a month costs no more than 730 hours is left out. */
function rateOf(cloud: VirtFusionCloud, server: number, userId: number): number {
  const terms = cloud.usage.current(server);
  return terms?.billable && terms.userId === userId ? terms.monthly / TOKEN : 0;
}
