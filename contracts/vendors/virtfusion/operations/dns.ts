import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { dnsService } from '../schemas/catalogue.js';
import { data, id } from '../schemas/common.js';

export const dns = defineOperations({
  show: {
    method: 'GET',
    path: '/dns/services/{serviceId}',
    summary: 'Show a DNS service',
    docs: page(),
    effect: 'read',
    params: z.object({ serviceId: id() }),
    responses: { 200: data(dnsService) },
    failures: ['notFound'],
  },
});
