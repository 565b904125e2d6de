import type { z } from 'zod';
import type { clockView } from '../../contracts/control/clock.js';
import type { world as worldSchema } from '../../contracts/control/worlds.js';
import { shownUrl } from '../../contracts/core/shown-url.js';
import { utcTime } from '../../contracts/core/time.js';
import type { Call } from '../calls/handler.js';
import type { ClockState } from '../domain/clock.js';
import { credentialsOf, type WorldCredentials } from '../worlds/credentials.js';
import type { World } from '../worlds/world.js';
import type { RunningServer } from './running-server.js';

type ClockView = z.output<typeof clockView>;

/** A world as its user sees it. */
export type WorldView = z.output<typeof worldSchema> & { readonly credentials: WorldCredentials };

const viewState = ({ now, mode }: ClockState): ClockView => ({ now: utcTime.format(now), mode });

export const viewClock = ({ clock }: World): ClockView => viewState(clock.state());

/** A world with its addresses, as the caller reaches them. */
export function viewWorld(
  world: World,
  { cloud: { vendors }, origin }: Pick<Call<unknown, RunningServer>, 'cloud' | 'origin'>,
): WorldView {
  const urls: Record<string, string> = {};
  for (const { vendor, basePaths } of vendors.listed) urls[vendor] = `${origin}/w/${world.name}${basePaths[0]}`;
  return {
    name: world.name,
    seed: world.seed.name,
    urls,
    // The vendors' own credentials are told apart from `others` by their names, which no index signature can say.
    credentials: credentialsOf(world.issued) as WorldView['credentials'],
    clock: viewClock(world),
    opened: viewState(world.seed.clock),
    webhooks: viewWebhooks(world),
    rateLimits: world.limits.isOn,
    tenant: world.tenure.tenant,
    key: world.tenure.key,
    expires: world.tenure.expires === null ? null : utcTime.format(world.tenure.expires),
  };
}

const viewWebhooks = (world: World): WorldView['webhooks'] =>
  Object.fromEntries(
    Object.entries(world.webhooks()).map(([vendor, webhooks]) => [
      vendor,
      webhooks.map(({ url, events }) => ({ url: shownUrl(url), events: [...events] })),
    ]),
  );
