import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { dnsService } from '../schemas/catalogue.js';
import { data, id } from '../schemas/common.js';

export const dns = defineOperations(routes.dns, {
  show: {
    summary: 'Show a DNS service',
    docs: page(),
    effect: 'read',
    params: z.object({ serviceId: id() }),
    responses: { 200: data(dnsService) },
    failures: ['notFound'],
    example: { params: { serviceId: '1' } },
  },
});
