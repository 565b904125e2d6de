import type { z } from 'zod';
import { Failure } from '../../../contracts/core/failure.js';
import type { images as operations, shownImage } from '../../../contracts/vendors/infrahub/images.js';
import type { Handlers } from '../../calls/handler.js';
import { wholeSteps } from '../../domain/money.js';
import { allImages, allRegions, type Image, imageOf, OFFERED, type Region } from './catalogue.js';
import type { InfrahubCloud } from './cloud.js';
import { matches, timeText } from './common.js';

const TYPE = 'Ubuntu';
const GIB = 2 ** 30;

const imageView = (image: Image): z.output<typeof shownImage> => ({
  id: image.id,
  name: image.name,
  region_name: image.region,
  type: TYPE,
  version: image.name.slice(TYPE.length + 1),
  size: image.size,
  display_size: `${wholeSteps(image.size, GIB)} GiB`,
  description: '',
  snapshot: null,
  is_public: true,
  created_at: timeText(OFFERED),
  labels: [],
  flavor_restrictions: { has_flavor_restrictions: false, restriction_type: null, compatible_flavors: [] },
});

const imageGroupView = (region: Region, images: readonly Image[]) => ({
  region_name: region.name,
  green_status: region.green,
  type: TYPE,
  logo: 'https://api.nexgencloud.com:8080/hyperstack-os-logos/ubuntu.svg',
  images: images.map(imageView),
});

export const handlers = {
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

  show({ params, query, cloud, caller }) {
    const image = imageOf(params.id);
    if (image === undefined) throw new Failure('notFound', { resource: 'image', id: params.id });
    if (!query.include_related_vms) return { status: 200, body: { image: imageView(image) } };
    const related = cloud.machines.filter(machine => machine.org === caller.holder && machine.image === image.id);
    const related_vms = related.map(({ id, name, state }) => ({ id, name, status: state }));
    return { status: 200, body: { image: { ...imageView(image), related_vms } } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
