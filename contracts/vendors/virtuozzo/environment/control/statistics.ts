import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { envName, given, ok, sample, target, time } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { layerName } from '../layers.js';

/** Ten years: what is longer was asked by mistake. */
const LONGEST = 316_224_000;
/** Rows of one answer. No source says how many there may be; the bound is ours. */
const MOST_ROWS = 2000;

const seconds = () => read.integer().pipe(z.int().min(1).max(LONGEST));

/**
 * Average use over a stretch of time. No source says the units: processor in MHz and memory in MiB, as cloudlets are
 * counted by, disk space in MB, and traffic in bytes, all of it that went through, are our choice.
 */
const use = z.strictObject({
  duration: z.int(),
  envId: z.string(),
  cpu: z.int(),
  mem: z.int(),
  disk: z.int(),
  netInExt: z.int(),
  netOutExt: z.int(),
  netInInt: z.int(),
  netOutInt: z.int(),
});

const statistics = z.strictObject({
  ...ok,
  appid: z.string(),
  isTransferring: z.boolean(),
  status: z.int().min(1).max(15),
  stats: z.array(use),
});

const until = { endtime: given(time()) };
const named = z.object({ ...target, ...envName, duration: seconds(), ...until });

nameSchemas({ StatisticUse: use, Statistics: statistics, StatisticNamed: named });

const HOUR = { envName: sample.envName, duration: '3600' } as const;

/** environment.control: what environments use. */
export const usage = defineOperations(routes.control, {
  getStats: {
    summary: 'Average use of an environment, a layer or a node, in equal stretches of a period.',
    docs: docs.openapi,
    effect: 'read',
    rules: ['`interval` is not so short that the period has more than its rows.'],
    query: named
      .extend({
        interval: seconds(),
        nodeid: given(read.integer()),
        nodetype: given(z.string().max(100)),
        nodeGroup: given(layerName()),
      })
      .refine(({ duration, interval }) => duration / interval <= MOST_ROWS, {
        path: ['interval'],
        error: 'is too short for the period',
      }),
    responses: { 200: statistics },
    failures: ['notFound'],
    example: { query: { ...HOUR, interval: '600' } },
  },
  getSumStat: {
    summary: 'Average use of an environment over a period.',
    docs: docs.openapi,
    effect: 'read',
    query: named,
    responses: { 200: statistics },
    failures: ['notFound'],
    example: { query: HOUR },
  },
  getAllSumStatByUid: {
    summary: 'Average use of each environment of the account over a period; of one, if it is named.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object({ ...target, envName: given(z.string()), duration: given(seconds()), ...until }),
    responses: { 200: z.strictObject({ ...ok, responses: z.array(statistics) }) },
    failures: ['notFound'],
    example: { query: { duration: '3600' } },
  },
});
