import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { plan } from '../schemas/catalogue.js';
import { data, id } from '../schemas/common.js';

export const packages = defineOperations({
  list: {
    method: 'GET',
    path: '/packages',
    summary: 'List packages',
    docs: page('listPackages'),
    effect: 'read',
    responses: { 200: data(z.array(plan)) },
  },
  show: {
    method: 'GET',
    path: '/packages/{packageId}',
    summary: 'Show a package',
    docs: page(),
    effect: 'read',
    params: z.object({ packageId: id() }),
    responses: { 200: data(plan) },
    failures: ['notFound'],
  },
});
