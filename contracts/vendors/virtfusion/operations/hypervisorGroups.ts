import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { data, id, paged, paging, queryOf } from '../schemas/common.js';
import { groupResources, hypervisorGroup } from '../schemas/hypervisor.js';

export const hypervisorGroups = defineOperations(routes.hypervisorGroups, {
  list: {
    summary: 'List hypervisor groups',
    docs: page(),
    effect: 'read',
    query: queryOf(paging),
    responses: { 200: paged(hypervisorGroup) },
    example: { query: { results: '20', page: '1' } },
  },
  show: {
    summary: 'Show a hypervisor group',
    docs: page(),
    effect: 'read',
    params: z.object({ hypervisorGroupId: id() }),
    responses: { 200: data(hypervisorGroup) },
    failures: ['notFound'],
    example: { params: { hypervisorGroupId: '1' } },
  },
  resources: {
    summary: 'What each hypervisor of a group has left',
    docs: page(),
    effect: 'read',
    params: z.object({ hypervisorGroupId: id() }),
    query: queryOf(paging),
    responses: { 200: paged(groupResources) },
    failures: ['notFound'],
    example: { params: { hypervisorGroupId: '1' }, query: { results: '20', page: '1' } },
  },
});
