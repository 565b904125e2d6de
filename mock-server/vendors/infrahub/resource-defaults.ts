import { Failure } from '../../../contracts/core/failure.js';
import type { resourceDefaults as operations } from '../../../contracts/vendors/infrahub/resource-defaults.js';
import type { Handlers } from '../../calls/handler.js';
import { allFlavors, allImages, allRegions, type Region } from './catalogue.js';
import type { InfrahubCloud } from './cloud.js';

/** ASSUMED: the first flavor with a GPU and the first image of each region; no page tells which they are. */
function defaultOf({ id, name }: Region) {
  const flavor = allFlavors.find(({ region, gpu }) => region === name && gpu !== '');
  const image = allImages.find(({ region }) => region === name);
  if (flavor === undefined || image === undefined) throw new Failure('internal');
  return { region_id: id, flavor_id: flavor.id, image_id: image.id };
}

export const handlers = {
  list() {
    const message = 'Getting user default choices successful';
    return { status: 200, body: { status: true, message, user_default_choices: allRegions.map(defaultOf) } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
