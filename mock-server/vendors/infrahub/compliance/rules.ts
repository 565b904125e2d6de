import { refuse } from '../../../../contracts/core/failure.js';
import { complianceRefusals, limitedResources } from '../../../../contracts/vendors/infrahub/compliance/refusals.js';
import { allFlavors, type Flavor } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { complianceKey } from './key.js';
import type { ComplianceLimit } from './record.js';

type Resource = ComplianceLimit['resource'];
type Range = readonly [least: number, most: number];

const amounts: Readonly<Record<Resource, (flavor: Flavor) => number>> = {
  CPU: ({ cpu }) => cpu,
  RAM: ({ ram }) => ram,
  HDD: ({ disk }) => disk,
};

export const limitOf = (cloud: InfrahubCloud, org: number, model: string, resource: Resource) =>
  cloud.complianceLimits.keyed(complianceKey({ org, model, resource }));

/** What a machine with GPUs of a model may have of a thing: as it was limited, else as the model's flavors have it. */
export function rangeOf(cloud: InfrahubCloud, org: number, model: string, resource: Resource): Range | undefined {
  const limit = limitOf(cloud, org, model, resource);
  if (limit !== undefined) return [limit.base + limit.lowest, limit.base + limit.highest];
  const offered = allFlavors.filter(({ gpu }) => gpu === model).map(amounts[resource]);
  return offered.length === 0 ? undefined : [Math.min(...offered), Math.max(...offered)];
}

/** Refuses hardware that has more or less than its model of GPUs may have. */
export function refuseNonCompliant(cloud: InfrahubCloud, org: number, flavor: Flavor): void {
  const { gpu: model } = flavor;
  if (model === '') return;
  for (const resource of limitedResources) {
    const range = rangeOf(cloud, org, model, resource);
    const amount = amounts[resource](flavor);
    if (range === undefined || (amount >= range[0] && amount <= range[1])) continue;
    throw refuse(complianceRefusals.notCompliant, { model, resource, least: range[0], most: range[1] });
  }
}
