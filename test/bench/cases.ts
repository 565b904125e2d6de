import { loadContract } from '../../contracts/core/define-contract.js';
import { infrahub } from '../../contracts/vendors/infrahub/index.js';
import { virtuozzo } from '../../contracts/vendors/virtuozzo/index.js';
import { fifty } from './fifty.js';
import { FORM, JSON_BODY, keys, SESSION } from './keys.js';
import type { Shot } from './load.js';
import { machines } from './seeds.js';
import type { FloorKind, Running } from './servers.js';

/** One request of the double, or several beside one another, against a floor that answers the same bytes. */
export interface Case {
  readonly name: string;
  /** Part of the short run that guards against loss. */
  readonly short?: boolean;
  readonly seed: () => string;
  /** Flags of the server beside its seed. */
  readonly flags?: readonly string[];
  /** `itself` is another double of the same seed and flags, that nothing was done to. */
  readonly floor: FloorKind | 'itself';
  /** Whether the call is to be refused; else it is to be done. */
  readonly isRefused?: boolean;
  /** Prepares the server, if there is something to prepare, and says what to send. */
  shot(server: Running): Shot | readonly Shot[] | Promise<Shot | readonly Shot[]>;
}

export const usage: Shot = { path: '/v1/billing/billing/usage', headers: keys.infrahub };

/** Answers are kept by their query too, so that none of these is one that was kept; the vendor does not look at it. */
export const usageAnew: Shot = { ...usage, ending: number => `?x=${number}` };

/** A change of the world, then a read of what it might have changed. */
const changeAndUsage: Shot = {
  method: 'PUT',
  path: '/v1/core/environments/1',
  headers: { ...keys.infrahub, ...JSON_BODY },
  body: number => `{"name":"bench-${number}"}`,
  others: [usage],
};

export const creating: Shot = {
  method: 'POST',
  path: '/v1/core/environments',
  headers: { ...keys.infrahub, ...JSON_BODY },
  body: number => `{"name":"bench-${number}","region":"NORWAY-1"}`,
};

/** A form that changes one thing, over and over, so that no call costs more than the one before. */
export const writingForm: Shot = {
  method: 'POST',
  path: '/1.0/environment/control/rest/setenvdisplayname',
  headers: FORM,
  body: number => `session=${SESSION}&envName=env-7057607&displayName=Shop+${number}`,
};

const readingForm: Shot = {
  method: 'POST',
  path: '/1.0/billing/account/rest/getaccount',
  headers: FORM,
  body: () => `session=${SESSION}`,
};

/**
 * The first, the middle and the last of a contract's operations that are asked for by GET, called without a credential: the
 * whole path of a call but for its handler, so that routes can be compared.
 */
async function refusals(contract: Parameters<typeof loadContract>[0], base: string): Promise<readonly Shot[]> {
  const paths = (await loadContract(contract)).entries
    .filter(({ operation }) => operation.method === 'GET')
    .map(({ operation }) => base + operation.path.replaceAll(/\{[^}]+\}/g, '1'));
  const shot = (name: string, place: number): Shot => ({ name, path: paths.at(place) ?? '' });
  return [shot('first', 0), shot('middle', paths.length >> 1), shot('last', -1)];
}

/** Has the control API of a server do something. */
export const control = async (server: Running, path: string, body: unknown): Promise<void> => {
  const reply = await fetch(`${server.url}/__admin/${path}`, {
    method: 'POST',
    headers: JSON_BODY,
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${path}: ${await reply.text()}`);
};

/** Worlds beside the default one. */
async function among(server: Running, count: number): Promise<void> {
  for (let made = 1; made < count; made++) await control(server, 'worlds', { seed: 'empty' });
}

export const cases: readonly Case[] = [
  { name: 'one-row usage', short: true, seed: () => 'documented', floor: 'buffer', shot: () => usage },
  { name: 'one-row usage, bare Express as floor', seed: () => 'documented', floor: 'express', shot: () => usage },
  { name: '1,000-row usage', short: true, seed: () => machines(1000), floor: 'stringify', shot: () => usage },
  {
    name: 'one-row usage, kept nowhere',
    short: true,
    seed: () => 'documented',
    floor: 'stringify',
    shot: () => usageAnew,
  },
  { name: '1,000-row usage, kept nowhere', seed: () => machines(1000), floor: 'stringify', shot: () => usageAnew },
  { name: 'a change and one-row usage', seed: () => machines(1), floor: 'changing', shot: () => changeAndUsage },
  { name: 'a change and 1,000-row usage', seed: () => machines(1000), floor: 'changing', shot: () => changeAndUsage },
  {
    name: 'a month of Virtuozzo by HOUR',
    seed: () => 'shop',
    flags: ['--now', '2026-06-15T09:30:00Z', '--clock', 'frozen'],
    floor: 'stringify',
    shot: () => ({
      path: `/1.0/billing/account/rest/getaccountbillinghistorybyperiod?session=${SESSION}&starttime=2026-05-01%2000:00:00&endtime=2026-06-01%2000:00:00&period=HOUR`,
      connections: 1, // an answer of 17 MB
    }),
  },
  {
    name: 'a VirtFusion server in full',
    seed: () => 'shop',
    floor: 'stringify',
    shot: () => ({ path: '/api/v1/servers/1', headers: keys.virtfusion }),
  },
  { name: 'a POST that creates', short: true, seed: () => 'empty', floor: 'reading', shot: () => creating },
  { name: 'a form that writes', short: true, seed: () => 'documented', floor: 'reading', shot: () => writingForm },
  { name: 'a form that reads', seed: () => 'documented', floor: 'reading', shot: () => readingForm },
  {
    name: '401 of 225 routes',
    short: true,
    seed: () => 'empty',
    floor: 'buffer',
    isRefused: true,
    shot: () => refusals(infrahub, '/v1'),
  },
  {
    name: 'no session, of 319 methods',
    seed: () => 'empty',
    floor: 'buffer',
    isRefused: true,
    shot: () => refusals(virtuozzo, '/1.0'),
  },
  { name: '50 operations in turn', seed: () => 'shop', floor: 'inTurn', shot: () => fifty },
  {
    name: 'one-row usage among 1,000 worlds',
    seed: () => 'documented',
    floor: 'itself',
    async shot(server) {
      await among(server, 1000);
      return usage;
    },
  },
  {
    name: 'one-row usage beside a fault and an override',
    seed: () => 'documented',
    floor: 'itself',
    async shot(server) {
      await control(server, 'worlds/default/faults', { operation: 'infrahub/volumes.*', failure: 'notFound' });
      const override = { operation: 'infrahub/firewalls.list', patch: { message: 'of an override' } };
      await control(server, 'worlds/default/overrides', override);
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
