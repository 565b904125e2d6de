import type { usage as operations } from '../../../../contracts/vendors/virtfusion/usage.js';
import type { Handlers } from '../../../calls/handler.js';
import { startOfMonth } from '../../../domain/clock.js';
import type { VirtFusionCloud } from '../cloud.js';
import { needUser } from '../users/rules.js';
import { type FirstDays, periodsOf } from './periods.js';
import { hourlyStats, report, usage as view } from './view.js';

/** The days that were named, in either of the two ways to write a list. */
const daysOf = (query: { readonly 'period[]'?: FirstDays; readonly period?: FirstDays }): FirstDays =>
  query['period[]'] ?? query.period;

export const handlers = {
  show({ params, query, cloud }) {
    const user = needUser(cloud, params, query);
    return { status: 200, body: { data: view(cloud, user, periodsOf(cloud.now, daysOf(query), query.range)) } };
  },
  hourlyStats({ params, query, cloud }) {
    const user = needUser(cloud, params, query);
    const [period] = periodsOf(cloud.now, daysOf(query), query.range);
    return { status: 200, body: { data: hourlyStats(cloud, user, period) } };
  },
  report({ params, query, cloud }) {
    const user = needUser(cloud, params, query);
    const month = startOfMonth(cloud.now, -(query.period ?? 0));
    return { status: 200, body: { data: report(cloud, user, month, query.currency) } };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;
