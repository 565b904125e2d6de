import type { Shot } from './load.js';
import { machines } from './seeds.js';
import type { FloorKind, Running } from './servers.js';

const virtfusion = { authorization: 'Bearer virtfusion-test-token' };
const infrahub = { api_key: '11111111-2222-4333-8444-555555555555' };
const session = '0123456789abcdef0123456789abcdef01234567';

/** One request of the double against a floor that answers the same bytes. */
export interface Case {
  readonly name: string;
  /** Part of the short run that guards against loss. */
  readonly short?: boolean;
  readonly seed: () => string;
  /** Flags of the server beside its seed. */
  readonly flags?: readonly string[];
  readonly floor: FloorKind;
  /** Prepares the server, if there is something to prepare, and says what to send. */
  shot(server: Running): Shot | Promise<Shot>;
}

export const usage: Shot = { path: '/v1/billing/billing/usage', headers: infrahub };

/** 401 of an operation: the whole path of a call but for its handler, so that routes can be compared. */
const refused = (path: string): Shot => ({ path: `/api/v1${path}` });

export const cases: readonly Case[] = [
  { name: 'one-row usage', short: true, seed: () => 'documented', floor: 'buffer', shot: () => usage },
  { name: 'one-row usage, bare Express as floor', seed: () => 'documented', floor: 'express', shot: () => usage },
  { name: '1,000-row usage', short: true, seed: () => machines(1000), floor: 'stringify', shot: () => usage },
  {
    name: 'a month of Virtuozzo by HOUR',
    seed: () => 'shop',
    flags: ['--now', '2026-06-15T09:30:00Z', '--clock', 'frozen'],
    floor: 'stringify',
    shot: () => ({
      path: `/1.0/billing/account/rest/getaccountbillinghistorybyperiod?session=${session}&starttime=2026-05-01%2000:00:00&endtime=2026-06-01%2000:00:00&period=HOUR`,
      connections: 1, // an answer of 17 MB
    }),
  },
  {
    name: 'a VirtFusion server in full',
    seed: () => 'shop',
    floor: 'stringify',
    async shot({ url }) {
      const text = await (await fetch(`${url}/api/v1/servers`, { headers: virtfusion })).text();
      const list: { data: { id: number }[] } = JSON.parse(text);
      return { path: `/api/v1/servers/${list.data[0]?.id}`, headers: virtfusion };
    },
  },
  {
    name: 'a POST that creates',
    short: true,
    seed: () => 'empty',
    floor: 'buffer',
    shot: () => ({
      method: 'POST',
      path: '/v1/core/environments',
      headers: { ...infrahub, 'content-type': 'application/json' },
      body: number => `{"name":"bench-${number}","region":"NORWAY-1"}`,
    }),
  },
  {
    name: '401 at the first route',
    short: true,
    seed: () => 'empty',
    floor: 'buffer',
    shot: () => refused('/connect'),
  },
  {
    name: '401 at a middle route',
    seed: () => 'empty',
    floor: 'buffer',
    shot: () => refused('/servers/1/firewall/primary'),
  },
  {
    name: '401 at the last route',
    short: true,
    seed: () => 'empty',
    floor: 'buffer',
    shot: () => refused('/selfService/usage/byUserExtRelationId/1'),
  },
  {
    name: 'one-row usage among 1,000 worlds',
    seed: () => 'documented',
    floor: 'buffer',
    async shot({ url }) {
      for (let count = 1; count < 1000; count++)
        await fetch(`${url}/__admin/worlds`, { method: 'POST', body: '{"seed":"empty"}' });
      return usage;
    },
  },
  {
    name: 'one-row usage, no journal check sampled',
    seed: () => 'documented',
    flags: ['--self-check', 'off'],
    floor: 'buffer',
    shot: () => usage,
  },
];
