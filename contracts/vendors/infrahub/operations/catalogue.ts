import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { read } from '../../../core/wire.js';
import { page } from '../docs.js';
import {
  flavors as flavorList,
  images as imageList,
  oneImage,
  regions as regionList,
  stocks as stockList,
} from '../schemas/catalogue.js';
import { atLeastOne, filter, id } from '../schemas/common.js';

export const regions = defineOperations({
  list: {
    method: 'GET',
    path: '/core/regions',
    summary: 'All regions',
    docs: page('RegionApi', 'listRegions'),
    effect: 'read',
    responses: { 200: regionList },
  },
});

export const flavors = defineOperations({
  list: {
    method: 'GET',
    path: '/core/flavors',
    summary: 'Kinds of virtual machines, grouped by GPU model and region',
    docs: page('FlavorApi', 'listFlavors'),
    effect: 'read',
    query: z.object({ region: filter() }),
    responses: { 200: flavorList },
  },
});

export const images = defineOperations({
  list: {
    method: 'GET',
    path: '/core/images',
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
  },
  show: {
    method: 'GET',
    path: '/core/images/{id}',
    summary: 'One image',
    docs: page('ImageApi', 'getImage'),
    effect: 'read',
    params: z.object({ id: id() }),
    responses: { 200: oneImage },
    failures: ['notFound'],
  },
});

export const stocks = defineOperations({
  list: {
    method: 'GET',
    path: '/core/stocks',
    summary: 'Free GPUs of each region and model',
    docs: page('StockApi', 'getGPUStock'),
    effect: 'read',
    responses: { 200: stockList },
  },
});
