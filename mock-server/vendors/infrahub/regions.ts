import type { regions as operations } from '../../../contracts/vendors/infrahub/regions.js';
import type { Handlers } from '../../calls/handler.js';
import { allRegions, type Region } from './catalogue.js';
import type { InfrahubCloud } from './cloud.js';

const regionView = ({ id, name, country, green }: Region) => ({
  id,
  name,
  country,
  description: null,
  green_status: green,
  features: { floating_ip: true, volumes: true },
});

export const handlers = {
  list() {
    return {
      status: 200,
      body: { status: true, message: 'Getting regions successful.', regions: allRegions.map(regionView) },
    };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
