import { Failure } from '../../contracts/core/failure.js';
import { didYouMean } from '../../contracts/core/names.js';
import { utcTime } from '../../contracts/core/time.js';
import type { AccountFunds, AnyBills, BilledAccount, ChargedThing } from '../calls/bills.js';
import type { Cloud } from '../domain/cloud.js';
import { round } from '../domain/money.js';
import { vendorAt } from './known-names.js';
import { costsOf, type MoneySums, sumOf } from './money-sums.js';
import { type MoneyWindow, windowOf } from './money-window.js';
import type { ControlHandlers, RunningServer } from './running-server.js';

/** Most of those who pay that are told. */
const MOST_ACCOUNTS = 1000;

export const handlers = {
  async show({ cloud: server, params, query }) {
    const [cloud, bills] = await moneyOf(server, params);
    const { now } = cloud;
    const window = windowOf(query, now);
    const accounts = bills.accounts(cloud);
    const account = accountOf(accounts, query.account);
    const all = bills.things(cloud, account.id, window.from, window.to);
    const things = query.item === undefined ? all : [thingOf(all, query.item)];
    const funds = bills.funds(cloud, account.id);
    const sums = await costsOf(things, window);
    // What cost nothing and costs nothing is left out, unless it is asked for.
    const shown = sums
      .filter(({ thing, total }) => total !== 0 || thing.rate !== 0 || query.item !== undefined)
      .sort((one, other) => other.total - one.total);
    const items = shown.slice(0, query.limit);
    const others = shown.slice(query.limit);
    const rate = all.reduce((sum, thing) => sum + thing.rate, 0);
    const unit = bills.unit(cloud);
    return {
      status: 200,
      body: {
        now: utcTime.format(now),
        unit: { name: unit.name, worth: unit.worth ?? null },
        accounts: accounts.slice(0, MOST_ACCOUNTS).map(({ id, name }) => ({ id, name })),
        accountCount: accounts.length,
        account: accountView(account, funds, rate),
        step: query.step,
        ...windowView(window),
        items: items.map(one => ({
          id: one.thing.id,
          kind: one.thing.kind,
          name: one.thing.name,
          resource: one.thing.record ?? null,
          running: one.thing.rate !== 0,
          ...sumsView(one),
        })),
        others: { count: others.length, ...sumsView(sumOf(others, window)) },
        total: sumsView(sumOf(shown, window)),
      },
    };
  },
} satisfies ControlHandlers<'money'>;

/** The cloud of a vendor as it is now, and what the vendor says of money. */
async function moneyOf(
  { worlds, vendors }: RunningServer,
  { world, vendor: called }: { readonly world: string; readonly vendor: string },
): Promise<[Cloud, AnyBills]> {
  const found = worlds.need(world);
  const name = vendorAt(vendors, called);
  const { bills } = await vendors.load(name);
  if (bills === undefined)
    throw new Failure('notFound', { text: `the vendor "${name}" says nothing of money: it has no \`bills\`` });
  const source = (await bills()).bills as AnyBills;
  return [await found.settled(name), source];
}

function accountOf(accounts: readonly BilledAccount[], asked: string | undefined): BilledAccount {
  const found = asked === undefined ? accounts[0] : accounts.find(({ id }) => id === asked);
  if (found !== undefined) return found;
  if (asked === undefined) throw new Failure('notFound', { text: 'there is nobody who pays' });
  throw missing(`nobody who pays has the id "${asked}"`, asked, accounts);
}

function thingOf(things: readonly ChargedThing[], asked: string): ChargedThing {
  const found = things.find(({ id }) => id === asked);
  if (found === undefined)
    throw missing(`this account pays for nothing of the id "${asked}" in this window`, asked, things);
  return found;
}

/** Most names that are offered, where none is near. */
const OFFERED = 5;

function missing(text: string, id: string, all: readonly { readonly id: string }[]): Failure {
  const ids = all.map(one => one.id);
  const few = ids.slice(0, OFFERED).join(', ');
  const there = few && `; there are ${few}${ids.length > OFFERED ? ` and ${ids.length - OFFERED} more` : ''}`;
  return new Failure('notFound', { text: `${text}${didYouMean(id, ids) || there}` });
}

function accountView(
  { id, name }: BilledAccount,
  { credit, parts = {}, until, thresholds }: AccountFunds,
  rate: number,
) {
  return {
    id,
    name,
    credit: amount(credit),
    parts: Object.fromEntries(Object.entries(parts).map(([part, of]) => [part, amount(of)])),
    rate: amount(rate),
    until: until === undefined ? null : utcTime.format(round(until, 0)),
    thresholds: thresholds.map(one => ({
      name: one.name,
      amount: one.amount ?? null,
      hours: one.hours ?? null,
      isOn: one.isOn,
    })),
  };
}

const windowView = ({ from, to, steps }: MoneyWindow) => ({
  from: utcTime.format(from),
  to: utcTime.format(to),
  steps: steps.map(step => ({ from: utcTime.format(step.from), to: utcTime.format(step.to), forecast: step.forecast })),
});

const sumsView = ({ costs, spent, total, rate }: MoneySums) => ({
  costs: costs.map(amount),
  spent: amount(spent),
  total: amount(total),
  rate: amount(rate),
});

/** More places than any vendor prints of an amount; what is beyond them is the noise of sums. */
const PLACES = 10;
const amount = (value: number): number => round(value, PLACES);
