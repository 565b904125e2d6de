import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { assumed, client } from '../../core/evidence.js';
import { defineOperations } from '../../core/operation.js';
import { dayTime } from '../../core/time.js';
import { read, uuid, zonedDateTime } from '../../core/wire.js';
import {
  amount,
  aUser,
  byId,
  data,
  decimal,
  orNull,
  queryOf,
  relation,
  selfServiceMayBeOff,
  unseen,
  userParams,
  wideShown,
} from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** Hours that were used, what they cost in whole cents of a token, and what they cost before rounding. */
const block = z.strictObject({ hours: z.int(), token: decimal, tokenReal: decimal });

const blocks = {
  usageServers: block,
  usageServersBillable: block,
  usageAddons: block,
  usageAddonsBillable: block,
};

/** Rows have never been seen in public. */
const serverUsage = assumed(
  z.strictObject({
    id: z.int(),
    uuid,
    name: z.string(),
    packageId: z.int(),
    usage: block,
    usageBillable: block,
  }),
);

/** Usage of a user over the periods that were asked for. */
const usageByPeriod = z.strictObject({
  user: z.strictObject({
    id: z.int(),
    relationalId: orNull(wideShown),
    currency: unseen.text,
    timezone: z.string(),
    name: z.string(),
    email: z.string(),
  }),
  ...blocks,
  periods: z.array(
    z.strictObject({
      /** As it was sent. */
      period: z.string(),
      range: z.string(),
      start: zonedDateTime,
      end: zonedDateTime,
      timezone: z.string(),
      currentPeriod: z.boolean(),
      hoursInMonthPeriod: z.int(),
      monthToHourRate: z.int(),
      monthToHourRateType: z.int(),
      days: z.int(),
      hours: z.int(),
      minutes: z.int(),
      seconds: z.int(),
      ...blocks,
      servers: z.array(serverUsage),
    }),
  ),
});

/** Totals of a month with its neighbours' names, and the user's balance. */
const hourlyTotals = z.strictObject({
  periodId: z.int(),
  period: z.string(),
  previousPeriod: z.string(),
  nextPeriod: z.string(),
  monthlyTotal: z.strictObject({
    hours: z.int(),
    value: z.string(),
    tokens: z.union([z.literal(false), assumed(z.number())]),
  }),
  servers: z.int(),
  credit: z.strictObject({
    value: decimal,
    /** Of users who prepay: the vendor's printed answer is without. */
    tokens: client(z.string().regex(/^-?\d+\.\d{4}$/)).optional(),
  }),
  currency: z.strictObject({
    code: z.string(),
    prefix: z.string(),
    suffix: z.string(),
    value: decimal,
    currentValue: decimal,
  }),
});

const orFalse = <S extends z.core.$ZodType>(schema: S) => z.union([z.literal(false), assumed(schema)]);

const total = z.strictObject({ hours: orFalse(z.int()), value: orFalse(z.string()), tokens: orFalse(z.number()) });

/** A month's report. Without usage its totals are `false`; with usage their form is our guess. */
const monthlyReport = z.strictObject({
  usage: z.strictObject({
    servers: z.array(
      assumed(
        z.strictObject({
          id: z.int(),
          uuid,
          name: z.string(),
          hours: z.int(),
          value: z.string(),
          tokens: z.number(),
        }),
      ),
    ),
    serversTotal: total,
    hourConversionRate: orFalse(z.int()),
    monthlyTotal: total,
    addonsTotal: z.strictObject({ hours: z.int(), value: decimal, tokens: orFalse(z.number()) }),
    taxStatus: z.int(),
    success: z.boolean(),
    history: z.string(),
    breakdown: z.boolean(),
    term: z.string(),
    previousTerm: z.string(),
    nextTerm: z.string(),
    period: z.strictObject({
      ymd: z.string().regex(/^\d{4}-\d{2}-01$/),
      start: zonedDateTime,
      /** Midnight of the last day, not its end. */
      end: zonedDateTime,
    }),
    showHourlyRate: z.boolean(),
    showMonthlyRate: z.boolean(),
  }),
  currency: z.strictObject({
    prefix: z.string(),
    suffix: z.string(),
    code: z.string(),
    currentValue: decimal,
    value: decimal,
    default: z.strictObject({ prefix: z.string(), suffix: z.string(), code: z.string() }),
  }),
  limits: z.strictObject({
    success: z.boolean(),
    packs: z.array(assumed(z.strictObject({ id: z.int(), name: z.string() }))),
  }),
});

nameSchemas({
  UsageBlock: block,
  ServerUsage: serverUsage,
  UsageByPeriod: usageByPeriod,
  HourlyTotals: hourlyTotals,
  UsageTotal: total,
  MonthlyReport: monthlyReport,
});

/** Lengths of a period. */
const ranges = ['d', 'w', '2w', '3w', 'm'] as const;

/** The last day a period can begin on: the longest that is no month then ends within years of four digits. */
const LAST_DAY = Date.UTC(9999, 11, 1);

const day = read
  .instant(dayTime)
  .refine(begins => begins <= LAST_DAY, { error: 'is too late', params: { rule: 'date-time' } });
const days = read.list(day).optional();
const byPeriod = queryOf({
  'period[]': days,
  period: assumed(days),
  range: z.enum(ranges).optional(),
  ...relation,
});

/** The period that the examples ask for. */
const example = { params: aUser, query: { 'period[]': '2025-01-01', range: 'm', ...byId } };

export const usage = defineOperations(routes.usage, {
  show: {
    summary: 'Usage of a user by period',
    docs: page('getUserUsage'),
    effect: 'read',
    mayBeAbsent: selfServiceMayBeOff,
    params: userParams,
    query: byPeriod,
    responses: { 200: data(usageByPeriod) },
    failures: ['notFound'],
    example,
  },
  hourlyStats: {
    summary: "Totals of a user's hourly servers, and his balance",
    docs: page(),
    effect: 'read',
    mayBeAbsent: selfServiceMayBeOff,
    params: userParams,
    query: byPeriod,
    responses: { 200: data(hourlyTotals) },
    failures: ['notFound'],
    example,
  },
  report: {
    summary: 'Report of a month',
    docs: page('getUserSelfServiceReport'),
    effect: 'read',
    mayBeAbsent: selfServiceMayBeOff,
    params: userParams,
    query: queryOf({
      /** Months back; 0 is the current one. */
      period: amount(0, 24).optional(),
      currency: z
        .string()
        .regex(/^[A-Za-z]{3}$/)
        .optional(),
      ...relation,
    }),
    responses: { 200: data(monthlyReport) },
    failures: ['notFound'],
    example: { params: aUser, query: { period: '0', currency: 'USD', ...byId } },
  },
});
