import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { float } from '../../core/wire.js';
import { dateTime, enveloped, filter, label } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

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

export const shownFlavor = z.strictObject({
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
  created_at: dateTime,
  labels: z.array(label),
  features: flavorFeatures,
});

/** Flavors in groups, one for each GPU model of a region. */
const list = enveloped({
  data: z.array(
    z.strictObject({
      gpu: z.string(),
      region_name: z.string(),
      flavors: z.array(shownFlavor),
    }),
  ),
});

nameSchemas({
  FlavorFeatures: flavorFeatures,
  FlavorOfMachine: flavorOfMachine,
  Flavor: shownFlavor,
  FlavorList: list,
});

export const flavors = defineOperations(routes.flavors, {
  list: {
    summary: 'Kinds of virtual machines, grouped by GPU model and region',
    docs: page('FlavorApi', 'listFlavors'),
    effect: 'read',
    query: z.object({ region: filter() }),
    responses: { 200: list },
    example: { query: { region: 'CANADA-1' } },
  },
});
