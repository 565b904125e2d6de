import { Failure } from '../../contracts/core/failure.js';
import { HIDDEN, masked } from '../../contracts/core/masked.js';
import { didYouMean, vendorCalled, vendorsThereAre } from '../../contracts/core/names.js';
import type { Schema } from '../../contracts/core/operation.js';
import { utcTime } from '../../contracts/core/time.js';
import type { Cloud } from '../domain/cloud.js';
import type { Part } from '../domain/transaction.js';
import type { ControlHandlers, RunningServer } from './running-server.js';

export const handlers = {
  async list({ cloud: server, params, query: { limit } }) {
    const cloud = await cloudOf(server, params);
    const show = shownOf(cloud);
    const resources: Record<string, { count: number; records: Shown[] }> = {};
    for (const [name, part] of resourcesOf(cloud)) {
      const all = savedOf(part);
      resources[name] = { count: all.length, records: await show(part, all.slice(0, limit)) };
    }
    return { status: 200, body: { now: utcTime.format(cloud.now), resources } };
  },
  async show({ cloud: server, params, query: { limit, offset } }) {
    const cloud = await cloudOf(server, params);
    const [resource, part] = resourceOf(cloud, params);
    const all = savedOf(part);
    const end = offset + limit;
    const records = await shownOf(cloud)(part, all.slice(offset, end));
    const next = end < all.length ? end : null;
    return { status: 200, body: { now: utcTime.format(cloud.now), resource, count: all.length, records, next } };
  },
} satisfies ControlHandlers<'state'>;

type Shown = Record<string, unknown>;

/** The cloud of a vendor as it is now. */
async function cloudOf(
  { worlds, vendors: { listed } }: RunningServer,
  { world, vendor: called }: Named,
): Promise<Cloud> {
  const found = worlds.need(world);
  const vendor = vendorCalled(called, listed);
  if (vendor === undefined)
    throw new Failure('notFound', { text: `there is no vendor "${called}"${vendorsThereAre(called, listed)}` });
  return found.settled(vendor);
}

interface Named {
  readonly world: string;
  readonly vendor: string;
}

/** What a cloud holds of its vendor's own. What each cloud has, its agenda and its credentials among it, is not. */
const resourcesOf = ({ parts }: Cloud): [name: string, part: Part][] =>
  [...parts].filter(([, { form }]) => form === 'records' || form === 'intervals');

/** The resource of this name, or of the name that the vendor's operations have for it. */
function resourceOf(cloud: Cloud, { vendor, resource }: Named & { readonly resource: string }): [string, Part] {
  const all = resourcesOf(cloud);
  const plain = plainName(resource);
  const found = all.find(([name]) => name === resource) ?? all.find(([name]) => plainName(name) === plain);
  if (found !== undefined) return found;
  const names = all.map(([name]) => name);
  throw missing(`${vendor} has no resource "${resource}"`, resource, names);
}

/** A name without its case, its hyphens and its plural: `virtual-machines` is `virtualMachine`. */
const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .replace(/ies$/, 'y')
    .replace(/(?<=ss)es$|(?<!s)s$/, '');

const missing = (text: string, name: string, names: readonly string[]): Failure =>
  new Failure('notFound', { text: `${text}${didYouMean(name, names) || `; there are ${names.join(', ')}`}` });

const savedOf = (part: Part): readonly object[] => {
  const saved = part.save();
  return Array.isArray(saved) ? saved : [];
};

/** Shows records without what their schemas mark as a secret, and without the values of credentials. */
function shownOf({ credentials }: Cloud): (part: Part, records: readonly object[]) => Promise<Shown[]> {
  const values = new Set(credentials.all().map(({ value }) => value));
  const without = (value: unknown): unknown => {
    if (typeof value === 'string') return values.has(value) ? HIDDEN : value;
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(without);
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, without(one)]));
  };
  return async (part, records) => {
    if (records.length === 0) return [];
    // A part loads a zod schema of its records; one that says none shows nothing that could be a secret.
    const schema = (await part.schema?.()) as Schema | undefined;
    return records.map(record => {
      const { terms, ...interval } = Object(record);
      const shown = part.form === 'intervals' ? { ...interval, terms: masked(schema, terms) } : masked(schema, record);
      return without(shown) as Shown;
    });
  };
}
