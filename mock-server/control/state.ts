import { Failure } from '../../contracts/core/failure.js';
import { utcTime } from '../../contracts/core/time.js';
import type { ControlHandlers } from './running-server.js';
import { KeptRecords } from './state/kept-records.js';
import { pageOf } from './state/page.js';
import { cloudOf, resourceOf, resourcesOf } from './state/resources.js';
import { nameOf, ShownRecords } from './state/shown-records.js';

type State = ControlHandlers<'state'>;

export const handlers: State = {
  async list({ cloud: server, params, query: { limit } }) {
    const { cloud } = await cloudOf(server, params);
    const looking = { kept: new KeptRecords(cloud), shown: new ShownRecords(cloud) };
    const resources: Record<string, { count: number } & Awaited<ReturnType<typeof pageOf>>> = {};
    for (const [name, part] of resourcesOf(cloud)) {
      const all = looking.kept.all(name);
      resources[name] = { count: all.length, ...(await pageOf(cloud, [name, part], all.slice(0, limit), looking)) };
    }
    return { status: 200, body: { now: utcTime.format(cloud.now), resources } };
  },
  async show({ cloud: server, params, query: { limit, offset } }) {
    const { cloud } = await cloudOf(server, params);
    const [resource, part] = resourceOf(cloud, params);
    const looking = { kept: new KeptRecords(cloud), shown: new ShownRecords(cloud) };
    const all = looking.kept.all(resource);
    const end = offset + limit;
    const page = await pageOf(cloud, [resource, part], all.slice(offset, end), looking);
    const next = end < all.length ? end : null;
    return { status: 200, body: { now: utcTime.format(cloud.now), resource, count: all.length, ...page, next } };
  },
  async one({ cloud: server, params, origin }) {
    const { world, vendor: name, cloud } = await cloudOf(server, params);
    const vendor = await server.vendors.load(name);
    const [resource, part] = resourceOf(cloud, params);
    const [{ answersAbout }, { billedAs }] = await Promise.all([
      import('./state/answers.js'),
      import('./state/billed-as.js'),
    ]);
    const { eventsOf, intervalsOf, linksOf, recordOf, referrersOf, referringTo, waitingFor } = await import(
      './state/thing.js'
    );
    const looking = { kept: new KeptRecords(cloud), shown: new ShownRecords(cloud) };
    const record = recordOf(looking.kept, resource, part, params.key);
    const thing = { cloud, resource, part, record, ...looking };
    const { records, times } = await pageOf(cloud, [resource, part], [record], looking);
    const [shown] = records;
    if (shown === undefined) throw new Failure('internal');
    const referring = await referringTo(thing);
    const { events, count } = await eventsOf(thing, referring);
    const asked = { vendor, cloud, issued: world.issued[name] ?? [], origin, shown: looking.shown };
    const body = {
      now: utcTime.format(cloud.now),
      resource,
      key: params.key,
      name: nameOf(shown),
      record: shown,
      times,
      links: await linksOf(thing),
      referrers: await referrersOf(thing, referring),
      waiting: waitingFor(thing, vendor.jobs),
      metered: await intervalsOf(thing, referring),
      billed: await billedAs(vendor, cloud, { resource, key: params.key }),
      events,
      eventCount: count,
      answers: await answersAbout(asked, thing),
    };
    return { status: 200, body };
  },
};
