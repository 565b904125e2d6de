import { dayTime, zonedTime } from '../../../../contracts/core/time.js';
import { DAY, HOUR, type Instant, MINUTE, SECOND, startOfMonth } from '../../../domain/clock.js';
import { fixed, round } from '../../../domain/money.js';
import { daysInMonth, monthName } from '../calendar.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Currency } from '../self-service/record.js';
import { CURRENCY_PARTS, MONTH_TO_HOUR_RATE, MONTH_TO_HOUR_RATE_TYPE, TOKEN_PARTS } from '../tariff.js';
import type { User } from '../users/record.js';
import { balanceOf, type Charge, plus, type ServerUsage, tokens, tokensReal, total, usageOf } from './billing.js';
import type { UsagePeriod } from './periods.js';

const block = (charge: Charge) => ({ hours: charge.hours, token: tokens(charge), tokenReal: tokensReal(charge) });

const nothing: Charge = { hours: 0, cost: 0 };

const blocks = (raw: Charge, billable: Charge) => ({
  usageServers: block(raw),
  usageServersBillable: block(billable),
  usageAddons: block(nothing),
  usageAddonsBillable: block(nothing),
});

const serverUsage = (cloud: VirtFusionCloud, { serverId, terms, raw, billable }: ServerUsage) => ({
  ...called(cloud, serverId),
  packageId: terms.packageId,
  usage: block(raw),
  usageBillable: block(billable),
});

function called(cloud: VirtFusionCloud, serverId: number) {
  const { id, uuid, name } = cloud.billed.need(serverId);
  return { id, uuid, name };
}

/** Usage of a user over some periods, with their sums on top. */
export function usage(cloud: VirtFusionCloud, user: User, periods: readonly UsagePeriod[]) {
  const used = periods.map(asked => ({ asked, servers: usageOf(cloud, user.id, asked.from, asked.to) }));
  const sum = (of: 'raw' | 'billable') => used.map(({ servers }) => total(servers, of)).reduce(plus, nothing);
  return {
    user: {
      id: user.id,
      relationalId: user.extRelationId,
      currency: null,
      timezone: user.timezone,
      name: user.name,
      email: user.email,
    },
    ...blocks(sum('raw'), sum('billable')),
    periods: used.map(({ asked, servers }) => ({
      ...period(asked, cloud.now),
      ...blocks(total(servers, 'raw'), total(servers, 'billable')),
      servers: servers.map(server => serverUsage(cloud, server)),
    })),
  };
}

function period({ day, range, from, to }: UsagePeriod, now: Instant) {
  const length = to - from;
  return {
    period: dayTime.format(day),
    range,
    start: zonedTime.format(from),
    end: zonedTime.format(to - SECOND),
    timezone: 'UTC',
    currentPeriod: from <= now && now < to,
    hoursInMonthPeriod: daysInMonth(from) * (DAY / HOUR),
    monthToHourRate: MONTH_TO_HOUR_RATE,
    monthToHourRateType: MONTH_TO_HOUR_RATE_TYPE,
    days: length / DAY,
    hours: length / HOUR,
    minutes: length / MINUTE,
    seconds: length / SECOND,
  };
}

const money = (amount: number, { value }: Currency): number => round((amount * value) / CURRENCY_PARTS, 2);

/** Without anything to convert the vendor's pages leave the currency blank. */
const blank = { code: '', prefix: '', suffix: '', value: 0, currentValue: 0 };

const spoken = ({ code, prefix, suffix, value }: Currency) => ({
  code,
  prefix: prefix ?? '',
  suffix: suffix ?? '',
  value: value / CURRENCY_PARTS,
  currentValue: value / CURRENCY_PARTS,
});

const defaultCurrency = (cloud: VirtFusionCloud): Currency | undefined =>
  cloud.currencies.find(currency => currency.default);

/** Totals of the user's hourly servers in a month, and his balance. */
export function hourlyStats(cloud: VirtFusionCloud, user: User, { from, to }: UsagePeriod) {
  const servers = usageOf(cloud, user.id, from, to);
  const billable = total(servers, 'billable');
  const currency = defaultCurrency(cloud);
  const hasCredit = cloud.credits.find(({ userId }) => userId === user.id) !== undefined;
  const used = servers.length > 0;
  // Who prepays has a balance as soon as he used something, also when no credit was ever added or all was cancelled.
  const parts = hasCredit || user.prepaid ? balanceOf(cloud, user.id) : 0;
  const hasBalance = hasCredit || parts !== 0;
  const balance = parts / TOKEN_PARTS;
  const month = startOfMonth(from);
  return {
    periodId: 0,
    period: monthName(month),
    previousPeriod: monthName(startOfMonth(month, -1)),
    nextPeriod: monthName(startOfMonth(month, 1)),
    monthlyTotal: {
      hours: billable.hours,
      value: fixed(currency === undefined ? 0 : money(tokens(billable), currency), 2),
      tokens: used ? tokens(billable) : (false as const),
    },
    servers: servers.length,
    credit: hasBalance
      ? { value: currency === undefined ? 0 : money(balance, currency), tokens: fixed(balance, 4) }
      : { value: 0 },
    currency: currency !== undefined && (used || hasBalance) ? spoken(currency) : blank,
  };
}

const absent = { hours: false as const, value: false as const, tokens: false as const };

/** A month's report in a currency; without usage its totals are `false`. */
export function report(cloud: VirtFusionCloud, user: User, month: Instant, code: string | undefined) {
  const servers = usageOf(cloud, user.id, month, startOfMonth(month, 1));
  const own = defaultCurrency(cloud);
  const currency = cloud.currencies.find(currency => currency.code === code?.toUpperCase()) ?? own;
  const billable = total(servers, 'billable');
  const used = servers.length > 0 && currency !== undefined;
  const priced = (charge: Charge) => fixed(currency === undefined ? 0 : money(tokens(charge), currency), 2);
  const totals = used ? { hours: billable.hours, value: priced(billable), tokens: tokens(billable) } : absent;
  const { prefix, suffix, code: spokenCode, value, currentValue } = used ? spoken(currency) : blank;
  const standard = used && own !== undefined ? spoken(own) : blank;
  return {
    usage: {
      servers: servers.map(({ serverId, billable }) => ({
        ...called(cloud, serverId),
        hours: billable.hours,
        value: priced(billable),
        tokens: tokens(billable),
      })),
      serversTotal: totals,
      hourConversionRate: used ? MONTH_TO_HOUR_RATE : (false as const),
      monthlyTotal: totals,
      addonsTotal: { hours: 0, value: 0, tokens: false as const },
      taxStatus: 3,
      success: used,
      history: '0',
      breakdown: true,
      term: monthName(month),
      previousTerm: monthName(startOfMonth(month, -1)),
      nextTerm: monthName(startOfMonth(month, 1)),
      period: {
        ymd: dayTime.format(month),
        start: zonedTime.format(month),
        end: zonedTime.format(startOfMonth(month, 1) - DAY),
      },
      showHourlyRate: false,
      showMonthlyRate: false,
    },
    currency: {
      prefix,
      suffix,
      code: spokenCode,
      currentValue,
      value,
      default: { prefix: standard.prefix, suffix: standard.suffix, code: standard.code },
    },
    limits: {
      success: true,
      packs: cloud.packs.filter(({ userId }) => userId === user.id).map(({ id, name }) => ({ id, name })),
    },
  };
}
