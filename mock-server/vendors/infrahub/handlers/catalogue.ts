import { Failure } from '../../../../contracts/core/failure.js';
import type { flavors as flavorOperations } from '../../../../contracts/vendors/infrahub/flavors.js';
import type { images as imageOperations } from '../../../../contracts/vendors/infrahub/images.js';
import type { regions as regionOperations } from '../../../../contracts/vendors/infrahub/regions.js';
import type { stocks as stockOperations } from '../../../../contracts/vendors/infrahub/stocks.js';
import type { Handlers } from '../../../calls/handler.js';
import {
  flavors as allFlavors,
  images as allImages,
  regions as allRegions,
  type Flavor,
  imageOf,
} from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { flavorView, imageGroupView, imageView, regionView, stockView } from '../views/catalogue.js';
import { matches } from '../views/common.js';

export const regions = {
  list() {
    return {
      status: 200,
      body: { status: true, message: 'Getting regions successful.', regions: allRegions.map(regionView) },
    };
  },
} satisfies Handlers<typeof regionOperations, InfrahubCloud>;

export const flavors = {
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
      flavors: group.map(flavor => flavorView(flavor, inStock(cloud, flavor))),
    }));
    return { status: 200, body: { status: true, message: 'Getting flavors successful', data } };
  },
} satisfies Handlers<typeof flavorOperations, InfrahubCloud>;

export const images = {
  list({ query }) {
    const wanted = allImages.filter(
      ({ name, region }) => query.include_public && (query.region ?? region) === region && matches(query.search, name),
    );
    const { page = 1, per_page = query.page === undefined ? wanted.length : 10 } = query;
    const shown = new Set(wanted.slice((page - 1) * per_page, page * per_page));
    const groups = allRegions
      .map(region => ({ region, own: [...shown].filter(image => image.region === region.name) }))
      .filter(({ own }) => own.length > 0);
    return {
      status: 200,
      body: {
        status: true,
        message: 'Getting images successful',
        images: groups.map(({ region, own }) => imageGroupView(region, own)),
      },
    };
  },

  show({ params }) {
    const image = imageOf(params.id);
    if (image === undefined) throw new Failure('notFound', { resource: 'image', id: params.id });
    return { status: 200, body: { image: imageView(image) } };
  },
} satisfies Handlers<typeof imageOperations, InfrahubCloud>;

export const stocks = {
  list({ cloud }) {
    const models = (region: string) =>
      Object.keys(cloud.settings.gpus)
        .filter(key => key.startsWith(`${region}/`))
        .map(key => key.slice(region.length + 1))
        .map(model => stockView(model, cloud.freeGpus(region, model)));
    return {
      status: 200,
      body: {
        stocks: allRegions.map(({ name }) => ({ region: name, 'stock-type': 'GPU', models: models(name) })),
      },
    };
  },
} satisfies Handlers<typeof stockOperations, InfrahubCloud>;

/** Flavors without GPUs are always to be had. */
export const inStock = (cloud: InfrahubCloud, { gpu, gpus, region }: Flavor, count = 1): boolean =>
  gpu === '' || cloud.freeGpus(region, gpu) >= gpus * count;
