import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { read } from '../../../core/wire.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import {
  flavors as flavorList,
  images as imageList,
  oneImage,
  regions as regionList,
  stocks as stockList,
} from '../schemas/catalogue.js';
import { atLeastOne, filter, id } from '../schemas/common.js';

export const regions = defineOperations(routes.regions, {
  list: {
    summary: 'All regions',
    docs: page('RegionApi', 'listRegions'),
    effect: 'read',
    responses: { 200: regionList },
  },
});

export const flavors = defineOperations(routes.flavors, {
  list: {
    summary: 'Kinds of virtual machines, grouped by GPU model and region',
    docs: page('FlavorApi', 'listFlavors'),
    effect: 'read',
    query: z.object({ region: filter() }),
    responses: { 200: flavorList },
    example: { query: { region: 'CANADA-1' } },
  },
});

export const images = defineOperations(routes.images, {
  list: {
    summary: 'Images to boot from, grouped by region and type',
    docs: page('ImageApi', 'listImages'),
    effect: 'read',
    query: z.object({
      region: filter(),
      include_public: read.flag().default(true),
      search: filter(),
      /** Without either of these everything comes back. */
      page: atLeastOne().optional(),
      per_page: atLeastOne().optional(),
    }),
    responses: { 200: imageList },
    example: { query: { region: 'CANADA-1', include_public: 'true', page: '1', per_page: '10' } },
  },
  show: {
    summary: 'One image',
    docs: page('ImageApi', 'getImage'),
    effect: 'read',
    params: z.object({ id: id() }),
    responses: { 200: oneImage },
    failures: ['notFound'],
    example: { params: { id: '29' } },
  },
});

export const stocks = defineOperations(routes.stocks, {
  list: {
    summary: 'Free GPUs of each region and model',
    docs: page('StockApi', 'getGPUStock'),
    effect: 'read',
    responses: { 200: stockList },
  },
});
