/**
 * A vendor of as many operations as `BENCH_GROUPS` says, two in a group, and of as many more routes that are known only as
 * `BENCH_KNOWN` says: `hostdouble serve --vendor scale-vendor.js`.
 */
import { z } from 'zod';
import { defineContract } from '../../contracts/core/define-contract.js';
import { defineOperations } from '../../contracts/core/operation.js';
import { plainDialect } from '../../contracts/core/plain-dialect.js';
import { read } from '../../contracts/core/wire.js';
import { defineVendor, takeIssued } from '../../mock-server/calls/vendor.js';
import { Cloud } from '../../mock-server/domain/cloud.js';
import { SCALE_TOKEN } from './keys.js';

const docs = 'https://vendor.example/docs';
const numbers = (count: string | undefined): number[] => Array.from({ length: Number(count ?? 1) }, (_, n) => n);

const routesOf = (number: number) =>
  ({ list: `GET /group-${number}/things`, show: `GET /group-${number}/things/{thing_id}` }) as const;
const thing = z.strictObject({ id: z.int(), name: z.string() });

const describe = (number: number) =>
  defineOperations(routesOf(number), {
    list: { summary: 'All', docs, effect: 'read', responses: { 200: z.strictObject({ things: z.array(thing) }) } },
    show: {
      summary: 'One',
      docs,
      effect: 'read',
      params: z.object({ thing_id: read.integer() }),
      responses: { 200: thing },
      example: { params: { thing_id: '1' } },
    },
  });

const handlers = {
  list: () => ({ status: 200 as const, body: { things: [{ id: 1, name: 'one' }] } }),
  show: ({ params }: { readonly params: { readonly thing_id: number } }) => ({
    status: 200 as const,
    body: { id: params.thing_id, name: 'one' },
  }),
};

/** What it keeps: nothing. */
class Nothing extends Cloud {}

const served = numbers(process.env.BENCH_GROUPS);
const known = numbers(process.env.BENCH_KNOWN).map(
  number => [`known${number}`, { show: `GET /known-${number}/{id}` }] as const,
);
const routes = Object.fromEntries([...served.map(number => [`group${number}`, routesOf(number)] as const), ...known]);

const contract = defineContract({
  vendor: 'scale',
  title: 'A vendor of any size',
  version: '1',
  docs,
  dialect: plainDialect({
    basePath: '/scale',
    schemes: { token: { in: 'header', name: 'x-scale-token', pattern: /./, description: 'A token' } },
    auth: { default: ['token'] },
  }),
  routes,
  groups: Object.fromEntries(served.map(number => [`group${number}`, async () => describe(number)] as const)),
});

export default defineVendor({
  contract,
  issue: () => [{ way: 'valid', name: 'token', value: SCALE_TOKEN, scheme: 'token' }],
  createCloud(init) {
    const cloud = new Nothing(init.seed, init.start);
    takeIssued(cloud, init, () => 1);
    return cloud;
  },
  groups: Object.fromEntries(served.map(number => [`group${number}`, async () => ({ handlers })] as const)),
});
