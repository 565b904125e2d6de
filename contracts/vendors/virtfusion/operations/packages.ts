import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { plan } from '../schemas/catalogue.js';
import { data, id } from '../schemas/common.js';

export const packages = defineOperations(routes.packages, {
  list: {
    summary: 'List packages',
    docs: page('listPackages'),
    effect: 'read',
    responses: { 200: data(z.array(plan)) },
  },
  show: {
    summary: 'Show a package',
    docs: page(),
    effect: 'read',
    params: z.object({ packageId: id() }),
    responses: { 200: data(plan) },
    failures: ['notFound'],
    example: { params: { packageId: '1' } },
  },
});
