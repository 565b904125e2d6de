import { z } from 'zod';
import { assumed } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { dayTime } from '../../../core/time.js';
import { read } from '../../../core/wire.js';
import { page } from '../docs.js';
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

export const usage = defineOperations({
  show: {
    method: 'GET',
    path: '/selfService/usage/byUserExtRelationId/{extRelationId}',
    summary: 'Usage of a user by period',
    docs: page('getUserUsage'),
    effect: 'read',
    params,
    query: window,
    responses: { 200: data(shown) },
    failures: ['notFound'],
  },
  hourlyStats: {
    method: 'GET',
    path: '/selfService/hourlyStats/byUserExtRelationId/{extRelationId}',
    summary: "Totals of a user's hourly servers, and his balance",
    docs: page(),
    effect: 'read',
    params,
    query: window,
    responses: { 200: data(hourlyStats) },
    failures: ['notFound'],
  },
  report: {
    method: 'GET',
    path: '/selfService/report/byUserExtRelationId/{extRelationId}',
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
  },
});
