import { aiProducts } from '../../../../contracts/vendors/infrahub/history/ai-products.js';
import type { BillSource, ChargedThing, MoneyThreshold } from '../../../calls/bills.js';
import { HOUR, type Instant } from '../../../domain/clock.js';
import { aiUsagesIn, costOf } from '../ai-usage/rules.js';
import type { InfrahubCloud } from '../cloud.js';
import type { Bill } from './record.js';

/** What Infrahub says of money: the ledger is what its own answers are made of. */
export const bills: BillSource<InfrahubCloud> = {
  unit: () => ({ name: 'USD' }),

  accounts: cloud => cloud.organizations.all().map(({ id, name }) => ({ id: `${id}`, name })),

  funds(cloud, account) {
    const org = Number(account);
    const [credit, rate] = [cloud.credit(org), cloud.rate(org)];
    return {
      credit,
      ...(rate > 0 && credit > 0 && { until: cloud.now + (credit / rate) * HOUR }),
      thresholds: thresholdsOf(cloud, org),
    };
  },

  things(cloud, account, from, to) {
    const org = Number(account);
    const billed = cloud.ledger.bills(org, from, to).map(bill => thingOf(cloud, bill));
    return [...billed, ...aiThings(cloud, org, from, to)];
  },
};

function thingOf(cloud: InfrahubCloud, bill: Bill): ChargedThing {
  const records = cloud.billed[bill.kind];
  const isThere = records?.get(bill.resource) !== undefined;
  return {
    id: bill.id,
    kind: bill.kind,
    name: bill.name,
    record: records && isThere ? { resource: records.resource, key: `${bill.resource}` } : undefined,
    rate: cloud.ledger.terms(bill)?.perHour ?? 0,
    cost: (from, to) => cloud.ledger.cost(bill, from, to).cost,
  };
}

/** What was asked of AI products: each is one thing, and what it cost went when it was done. */
function aiThings(cloud: InfrahubCloud, org: number, from: Instant, to: Instant): ChargedThing[] {
  const used = aiUsagesIn(cloud, org, from, to);
  const products = new Set(used.map(({ product }) => product));
  return Array.from(products, product => ({
    id: `ai:${product}`,
    kind: 'ai',
    name: aiProducts[product].title,
    rate: 0,
    cost: (from, to) =>
      used
        .filter(usage => usage.product === product && usage.at > from && usage.at <= to)
        .reduce((sum, usage) => sum + costOf(usage).total, 0),
  }));
}

function thresholdsOf(cloud: InfrahubCloud, org: number): MoneyThreshold[] {
  const topUp = cloud.topUps.keyed(`${org}`);
  const warnings = cloud.thresholds
    .filter(one => one.org === org)
    .map(({ hours, isSubscribed }) => ({ name: 'A warning is sent', hours, isOn: isSubscribed }));
  return [
    ...warnings,
    ...(topUp === undefined
      ? []
      : [{ name: `${topUp.amount} USD are paid in`, amount: topUp.threshold, isOn: topUp.state === 'active' }]),
    { name: 'Nothing more can be made', amount: cloud.organizations.need(org).threshold, isOn: true },
    { name: 'Machines are suspended', amount: 0, isOn: true },
  ];
}
