import type { flavors as operations } from '../../../../contracts/vendors/infrahub/flavors.js';
import type { Handlers } from '../../../calls/handler.js';
import { allFlavors, type Flavor } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { flavorView } from './view.js';

export const handlers = {
  list({ query, cloud }) {
    const groups = new Map<string, Flavor[]>();
    for (const flavor of allFlavors) {
      if (query.region !== undefined && flavor.region !== query.region) continue;
      const key = `${flavor.region}/${flavor.gpu}`;
      groups.set(key, [...(groups.get(key) ?? []), flavor]);
    }
    const data = [...groups.values()].map(group => ({
      gpu: group[0]?.gpu ?? '',
      region_name: group[0]?.region ?? '',
      flavors: group.map(flavor => flavorView(flavor, cloud.isInStock(flavor))),
    }));
    return { status: 200, body: { status: true, message: 'Getting flavors successful', data } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
