import type { z } from 'zod';
import type { gpus as operations, shownGpu } from '../../../contracts/vendors/infrahub/gpus.js';
import type { Handlers } from '../../calls/handler.js';
import { allFlavors, allRegions, OFFERED } from './catalogue.js';
import type { InfrahubCloud } from './cloud.js';
import { timeText } from './common.js';

/** Ids of the models are their places among the flavors, from here on. */
const FIRST_ID = 4501;

/** The most of a model that one machine can have. */
const mostOf = (model: string): number =>
  Math.max(...allFlavors.filter(({ gpu }) => gpu === model).map(({ gpus }) => gpus));

const gpuView = (model: string, index: number): z.output<typeof shownGpu> => ({
  id: FIRST_ID + index,
  name: model,
  regions: allRegions
    .filter(({ name }) => allFlavors.some(({ gpu, region }) => gpu === model && region === name))
    .map(({ id, name }) => ({ id, name })),
  example_metadata: `{"pci_passthrough:alias": "${model}:${mostOf(model)}"}`,
  created_at: timeText(OFFERED),
  updated_at: null,
});

const models = [...new Set(allFlavors.map(({ gpu }) => gpu))].filter(model => model !== '');

export const handlers = {
  list() {
    return {
      status: 200,
      body: { status: true, message: 'Getting GPU list successful', gpu_list: models.map(gpuView) },
    };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
