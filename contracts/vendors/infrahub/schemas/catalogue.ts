import { z } from 'zod';
import { float, naiveDateTime } from '../../../core/wire.js';
import { enveloped, greenStatus } from './common.js';

export const regions = enveloped({
  regions: z.array(
    z.strictObject({
      id: z.int(),
      name: z.string(),
      country: z.string(),
      description: z.string().nullable(),
      green_status: greenStatus,
      features: z.strictObject({
        floating_ip: z.boolean(),
        volumes: z.boolean(),
      }),
    }),
  ),
});

const label = z.strictObject({ id: z.int(), label: z.string() });

const flavorFeatures = z.strictObject({
  network_optimised: z.boolean(),
  no_reboot: z.boolean(),
  no_hibernation: z.boolean(),
  no_snapshot: z.boolean(),
  local_storage_only: z.boolean(),
  api_only: z.boolean(),
});

const measures = { cpu: z.int(), ram: float, disk: z.int() };

/** A flavor as a virtual machine shows it. */
export const flavorOfMachine = z.strictObject({
  id: z.int(),
  name: z.string(),
  ...measures,
  ephemeral: z.int(),
  gpu: z.string(),
  gpu_count: z.int(),
  labels: z.array(label),
  features: flavorFeatures,
});

const flavor = z.strictObject({
  id: z.int(),
  name: z.string(),
  display_name: z.string().nullable(),
  region_name: z.string(),
  ...measures,
  ephemeral: z.int().nullable(),
  /** Name of the GPU model as in the pricebook; empty for a flavor without GPUs. */
  gpu: z.string(),
  gpu_count: z.int(),
  stock_available: z.boolean(),
  created_at: naiveDateTime,
  labels: z.array(label),
  features: flavorFeatures,
});

/** Flavors in groups, one for each GPU model of a region. */
export const flavors = enveloped({
  data: z.array(
    z.strictObject({
      gpu: z.string(),
      region_name: z.string(),
      flavors: z.array(flavor),
    }),
  ),
});

/** https://docs.hyperstack.cloud/docs/api-reference/core-resources/images */
const snapshotOfImage = z.strictObject({
  id: z.int(),
  name: z.string(),
  created_at: naiveDateTime,
  /** In GB. */
  size: z.number(),
  display_size: z.string(),
});

const image = z.strictObject({
  id: z.int(),
  name: z.string(),
  region_name: z.string(),
  type: z.string(),
  version: z.string(),
  /** In bytes. */
  size: z.int(),
  display_size: z.string(),
  description: z.string(),
  /** What it was made from, if from a snapshot. */
  snapshot: snapshotOfImage.nullable(),
  is_public: z.boolean(),
  created_at: naiveDateTime,
  labels: z.array(label),
  flavor_restrictions: z.strictObject({
    has_flavor_restrictions: z.boolean(),
    restriction_type: z.string().nullable(),
    compatible_flavors: z.array(
      z.strictObject({
        flavor_id: z.int(),
        flavor_name: z.string(),
        link_type: z.string(),
        reason: z.string().nullable(),
        constraints: z.looseObject({}).nullable(),
      }),
    ),
  }),
});

/** Images in groups, one for each type of a region. */
export const images = enveloped({
  images: z.array(
    z.strictObject({
      region_name: z.string(),
      green_status: greenStatus,
      type: z.string(),
      logo: z.string(),
      images: z.array(image),
    }),
  ),
});

/** One image, without the envelope's `status` and `message`. */
export const oneImage = z.strictObject({ image });

/** Free GPUs as the vendor writes them: exact below ten, then in steps. */
const available = z.string().regex(/^(\d|(10|25|100|200)\+)$/);

/** Stock of GPUs; without the envelope. */
export const stocks = z.strictObject({
  stocks: z.array(
    z.strictObject({
      region: z.string(),
      'stock-type': z.string(),
      models: z.array(
        z.strictObject({
          model: z.string(),
          available,
          planned_7_days: z.string().nullable(),
          planned_30_days: z.string().nullable(),
          planned_100_days: z.string().nullable(),
          /** How many virtual machines with so many GPUs could be started. */
          configurations: z.strictObject({
            '1x': z.int(),
            '2x': z.int(),
            '4x': z.int(),
            '8x': z.int(),
            '10x': z.int(),
          }),
        }),
      ),
    }),
  ),
});
