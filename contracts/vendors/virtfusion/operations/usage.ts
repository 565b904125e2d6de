import { z } from 'zod';
import { assumed } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { dayTime } from '../../../core/time.js';
import { read } from '../../../core/wire.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { amount, data, queryOf, related, relation } from '../schemas/common.js';
import { hourlyStats, report, usage as shown } from '../schemas/usage.js';

const params = z.object(related);

/** Lengths of a period. */
const ranges = ['d', 'w', '2w', '3w', 'm'] as const;

/** The last day a period can begin on: the longest that is no month then ends within years of four digits. */
const LAST_DAY = Date.UTC(9999, 11, 1);

const day = read.instant(dayTime).refine(begins => begins <= LAST_DAY, 'is too late');
const days = read.list(day).optional();
const window = queryOf({
  'period[]': days,
  period: assumed(days),
  range: z.enum(ranges).optional(),
  ...relation,
});

export const usage = defineOperations(routes.usage, {
  show: {
    summary: 'Usage of a user by period',
    docs: page('getUserUsage'),
    effect: 'read',
    params,
    query: window,
    responses: { 200: data(shown) },
    failures: ['notFound'],
    example: { params: { extRelationId: '1' }, query: { 'period[]': '2025-01-01', range: 'm', relStr: 'false' } },
  },
  hourlyStats: {
    summary: "Totals of a user's hourly servers, and his balance",
    docs: page(),
    effect: 'read',
    params,
    query: window,
    responses: { 200: data(hourlyStats) },
    failures: ['notFound'],
    example: { params: { extRelationId: '1' }, query: { 'period[]': '2025-01-01', range: 'm', relStr: 'false' } },
  },
  report: {
    summary: 'Report of a month',
    docs: page('getUserSelfServiceReport'),
    effect: 'read',
    params,
    query: queryOf({
      /** Months back; 0 is the current one. */
      period: amount(0, 24).optional(),
      currency: z
        .string()
        .regex(/^[A-Za-z]{3}$/)
        .optional(),
      ...relation,
    }),
    responses: { 200: data(report) },
    failures: ['notFound'],
    example: { params: { extRelationId: '1' }, query: { period: '0', currency: 'USD', relStr: 'false' } },
  },
});
