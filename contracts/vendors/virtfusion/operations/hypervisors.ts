import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { data, id, paged, paging, queryOf } from '../schemas/common.js';
import { hypervisor, hypervisorRow } from '../schemas/hypervisor.js';

export const hypervisors = defineOperations(routes.hypervisors, {
  list: {
    summary: 'List hypervisors',
    docs: page(),
    effect: 'read',
    query: queryOf(paging),
    responses: { 200: paged(hypervisorRow) },
    example: { query: { results: '20', page: '1' } },
  },
  show: {
    summary: 'Show a hypervisor',
    docs: page(),
    effect: 'read',
    params: z.object({ hypervisorId: id() }),
    responses: { 200: data(hypervisor) },
    failures: ['notFound'],
    example: { params: { hypervisorId: '1' } },
  },
});
