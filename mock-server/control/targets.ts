import { Failure } from '../../contracts/core/failure.js';
import { shownUrl } from '../../contracts/core/shown-url.js';
import { MOST_WEBHOOKS, type Webhook } from '../../contracts/core/webhooks.js';
import type { World } from '../worlds/world.js';
import { needServedVendor } from './known-names.js';
import type { ControlHandlers, RunningServer } from './running-server.js';
import { needEventsOf, noWebhooks, takersOf } from './webhooks.js';

export const handlers = {
  async list({ cloud, params }) {
    const world = cloud.worlds.need(params.world);
    const targets = [];
    for (const [vendor, events] of await takersOf(cloud)) {
      const told = (await toldBy(cloud, world, vendor)).map(viewWebhook);
      targets.push({ vendor, events: [...events], told });
    }
    return { status: 200, body: { targets } };
  },
  async add({ cloud, params, body }) {
    const world = cloud.worlds.need(params.world);
    const vendor = needServedVendor(cloud, params.vendor);
    const told = await toldBy(cloud, world, vendor);
    needEventsOf(body, (await takersOf(cloud)).get(vendor) ?? [], []);
    if (told.length >= MOST_WEBHOOKS)
      throw new Failure('invalid', { text: `${vendor} tells ${MOST_WEBHOOKS} addresses at most` });
    await world.setWebhooks(vendor, [...told, body]);
    return { status: 201, body: viewWebhook(body, told.length) };
  },
  async remove({ cloud, params }) {
    const world = cloud.worlds.need(params.world);
    const vendor = needServedVendor(cloud, params.vendor);
    const told = await toldBy(cloud, world, vendor);
    const others = told.filter((_, index) => index + 1 !== Number(params.number));
    if (others.length === told.length)
      throw new Failure('notFound', {
        text: `${vendor} tells no address ${params.number} in the world "${world.name}"`,
      });
    await world.setWebhooks(vendor, others);
    return { status: 204 };
  },
} satisfies ControlHandlers<'targets'>;

const viewWebhook = ({ url, events, token }: Webhook, index: number) => ({
  number: index + 1,
  url: shownUrl(url),
  events: [...events],
  hasToken: token !== null,
});

/** Whom a vendor tells in a world. Throws a `Failure` for one that has no webhooks. */
async function toldBy(server: RunningServer, world: World, vendor: string): Promise<readonly Webhook[]> {
  const { webhooks } = await server.vendors.load(vendor);
  if (webhooks === undefined) throw noWebhooks(vendor, await takersOf(server), ['vendor']);
  const cloud = await world.settled(vendor);
  return webhooks.all(cloud).map(({ url, events, token }) => ({ url, events, token }));
}
