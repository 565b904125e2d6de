import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { data, id, paged, paging, queryOf } from '../schemas/common.js';
import { hypervisor, hypervisorRow } from '../schemas/hypervisor.js';

export const hypervisors = defineOperations({
  list: {
    method: 'GET',
    path: '/compute/hypervisors',
    summary: 'List hypervisors',
    docs: page(),
    effect: 'read',
    query: queryOf(paging),
    responses: { 200: paged(hypervisorRow) },
  },
  show: {
    method: 'GET',
    path: '/compute/hypervisors/{hypervisorId}',
    summary: 'Show a hypervisor',
    docs: page(),
    effect: 'read',
    params: z.object({ hypervisorId: id() }),
    responses: { 200: data(hypervisor) },
    failures: ['notFound'],
  },
});
