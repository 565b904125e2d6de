import { Failure } from '../../../contracts/core/failure.js';
import { didYouMean } from '../../../contracts/core/names.js';
import type { Cloud } from '../../domain/cloud.js';
import type { Part } from '../../domain/transaction.js';
import type { World } from '../../worlds/world.js';
import { vendorAt } from '../known-names.js';
import type { RunningServer } from '../running-server.js';

/** Whose state is asked for. */
export interface AskedCloud {
  readonly world: string;
  readonly vendor: string;
}

/** The cloud of a vendor as it is now, in its world; `vendor` is the own name. */
export async function cloudOf(
  { worlds, vendors }: RunningServer,
  { world: name, vendor: called }: AskedCloud,
): Promise<{ readonly world: World; readonly vendor: string; readonly cloud: Cloud }> {
  const world = worlds.need(name);
  const vendor = vendorAt(vendors, called);
  return { world, vendor, cloud: await world.settled(vendor) };
}

/** What a cloud holds of its vendor's own. What each cloud has, its agenda and its credentials among it, is not. */
export const resourcesOf = ({ parts }: Cloud): [name: string, part: Part][] =>
  [...parts].filter(([, { form }]) => form === 'records' || form === 'intervals');

/** The resource of this name, or of the name that the vendor's operations have for it. */
export function resourceOf(
  cloud: Cloud,
  { vendor, resource }: AskedCloud & { readonly resource: string },
): [string, Part] {
  const all = resourcesOf(cloud);
  const plain = plainName(resource);
  const found = all.find(([name]) => name === resource) ?? all.find(([name]) => plainName(name) === plain);
  if (found !== undefined) return found;
  const names = all.map(([name]) => name);
  throw missing(`${vendor} has no resource "${resource}"`, resource, names);
}

/** A name without its case, its hyphens and its plural: `virtual-machines` is `virtualMachine`. */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .replace(/ies$/, 'y')
    .replace(/(?<=ss|x)es$|(?<!s)s$/, '');

const missing = (text: string, name: string, names: readonly string[]): Failure =>
  new Failure('notFound', { text: `${text}${didYouMean(name, names) || `; there are ${names.join(', ')}`}` });

/** All that a resource holds, as it is kept. */
export const savedOf = (part: Part): readonly object[] => {
  const saved = part.save();
  return Array.isArray(saved) ? saved : [];
};
