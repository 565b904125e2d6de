import type { z } from 'zod';
import type { firstRequest } from '../../contracts/control/worlds.js';
import { millisecondsOf } from '../../contracts/core/duration.js';
import type { World } from '../worlds/world.js';
import type { ControlHandlers } from './running-server.js';
import { viewWorld } from './views.js';
import { type NamedWebhooks, namedWebhooks } from './webhooks.js';

type FirstRequestView = z.output<typeof firstRequest>;

export const handlers = {
  async list(call) {
    const worlds = await call.cloud.worlds.list();
    return { status: 200, body: { worlds: worlds.map(world => viewWorld(world, call)) } };
  },
  async create(call) {
    const { clock: mode, webhooks, ttl, ...wish } = call.body;
    const named = await namedWebhooks(call.cloud, webhooks);
    const { isRemote, worlds } = call.cloud;
    const { world, isNew } = await worlds.wished({ ...wish, mode, ttl: lengthOf(ttl), isRemote });
    if (!isNew) return { status: 200, body: viewWorld(world, call) };
    await setWebhooks(world, named);
    return { status: 201, body: viewWorld(world, call) };
  },
  show: call => ({ status: 200, body: viewWorld(call.cloud.worlds.need(call.params.world), call) }),
  async change(call) {
    const world = call.cloud.worlds.need(call.params.world);
    const { webhooks, rateLimits = world.limits.isOn, ttl } = call.body;
    await setWebhooks(world, await namedWebhooks(call.cloud, webhooks));
    await world.limit(rateLimits);
    if (ttl !== undefined) await call.cloud.worlds.keepFor(world, lengthOf(ttl) ?? null);
    return { status: 200, body: viewWorld(world, call) };
  },
  async remove({ cloud, params }) {
    await cloud.worlds.remove(params.world);
    return { status: 204 };
  },
  async reset(call) {
    const world = call.cloud.worlds.need(call.params.world);
    await world.reset();
    return { status: 200, body: viewWorld(world, call) };
  },
  async requests({ cloud: { worlds, vendors, trust }, origin, params }) {
    const world = worlds.need(params.world);
    const { firstRequestTo } = await import('./first-requests.js');
    const requests: Record<string, FirstRequestView> = {};
    for (const { vendor, title } of vendors.listed) {
      const found = await firstRequestTo(world, await vendors.load(vendor), origin);
      if (found !== undefined) requests[vendor] = { title, ...found, headers: { ...found.headers } };
    }
    const told = trust && { authority: trust.NODE_EXTRA_CA_CERTS, bundle: trust.SSL_CERT_FILE };
    return { status: 200, body: { requests, trust: told ?? null } };
  },
} satisfies ControlHandlers<'worlds'>;

async function setWebhooks(world: World, named: NamedWebhooks): Promise<void> {
  for (const [vendor, webhooks] of named) await world.setWebhooks(vendor, webhooks);
}

const lengthOf = (ttl: string | null | undefined): number | null | undefined =>
  typeof ttl === 'string' ? millisecondsOf(ttl) : ttl;
