import type { BillSource, ChargedThing } from '../../../../calls/bills.js';
import { HOUR, type Instant } from '../../../../domain/clock.js';
import { fromMicros, type Micros } from '../../../../domain/money.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { AppEnvironment } from '../../environment/control/record.js';
import { hourFrom, hourOf } from '../../hours.js';
import { fundsNow, together } from './funds.js';
import type { Booking } from './record.js';
import { hourOfRuin } from './ruin.js';

/** What the platform says of money: environments by the hour, and what was charged at once. */
export const bills: BillSource<VirtuozzoCloud> = {
  unit: ({ settings }) => ({ name: settings.currency }),

  accounts: cloud => cloud.accounts.all().map(({ id, email }) => ({ id: `${id}`, name: email })),

  funds(cloud, account) {
    const record = cloud.accounts.need(Number(account));
    const now = fundsNow(cloud, record);
    const ruin = hourOfRuin(cloud, record, cloud.ownedBy(record.id));
    return {
      credit: fromMicros(together(now)),
      parts: { balance: fromMicros(now.balance), bonus: fromMicros(now.bonus) },
      until: record.status === 'active' && ruin !== undefined ? ruin * HOUR : undefined,
      thresholds: [
        {
          name: 'The user is told to refill',
          amount: cloud.limit('account.personal.min.threshold'),
          isOn: true,
        },
        { name: 'The account becomes inactive', amount: fromMicros(cloud.leastMoney), isOn: true },
      ],
    };
  },

  things(cloud, account) {
    const uid = Number(account);
    const charges = cloud.bookings.filter(one => one.uid === uid && one.kind !== 'fund');
    const environments = cloud.ownedBy(uid).map(environment => thingOf(cloud, environment, charges));
    const others = charges.filter(({ appid }) => appid === null);
    if (others.length === 0) return environments;
    const cost = costOfCharges(cloud, others);
    return [...environments, { id: 'charges', kind: 'charges', name: 'Charged at once', rate: 0, cost }];
  },
};

function thingOf(cloud: VirtuozzoCloud, { id, name }: AppEnvironment, charges: readonly Booking[]): ChargedThing {
  const charged = costOfCharges(
    cloud,
    charges.filter(({ appid }) => appid === id),
  );
  const hour = hourOf(cloud.now);
  return {
    id: `environment:${id}`,
    kind: 'environment',
    name,
    record: { resource: cloud.environments.resource, key: id },
    rate: fromMicros(cloud.charged.current(id) === undefined ? 0 : cloud.usage.cost(id, hour, hour + 1)),
    cost: (from, to) => inUnits(cloud.usage.cost(id, hourAt(cloud, from), hourAt(cloud, to))) + charged(from, to),
  };
}

/**
 * The hour at which a window begins or ends: an hour belongs to the window in which it begins, and is on the bill when it is
 * over. So the present one is still to come.
 */
const hourAt = ({ now }: VirtuozzoCloud, at: Instant): number =>
  at <= now ? Math.min(hourFrom(at), hourOf(now)) : hourFrom(at);

/** Of what was charged at once nothing is to come. */
const costOfCharges =
  ({ now }: VirtuozzoCloud, charges: readonly Booking[]) =>
  (from: Instant, to: Instant): number => {
    const past = (at: Instant, edge: Instant): boolean => at < edge || (edge >= now && at <= now);
    const within = charges.filter(({ at }) => past(at, to) && !past(at, from));
    return inUnits(within.reduce((sum, { bonus, balance }) => sum + bonus + balance, 0));
  };

const inUnits = (micros: Micros): number => micros / 1e6;
