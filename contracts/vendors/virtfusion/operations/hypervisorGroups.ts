import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { data, id, paged, paging, queryOf } from '../schemas/common.js';
import { groupResources, hypervisorGroup } from '../schemas/hypervisor.js';

export const hypervisorGroups = defineOperations({
  list: {
    method: 'GET',
    path: '/compute/hypervisors/groups',
    summary: 'List hypervisor groups',
    docs: page(),
    effect: 'read',
    query: queryOf(paging),
    responses: { 200: paged(hypervisorGroup) },
  },
  show: {
    method: 'GET',
    path: '/compute/hypervisors/groups/{hypervisorGroupId}',
    summary: 'Show a hypervisor group',
    docs: page(),
    effect: 'read',
    params: z.object({ hypervisorGroupId: id() }),
    responses: { 200: data(hypervisorGroup) },
    failures: ['notFound'],
  },
  resources: {
    method: 'GET',
    path: '/compute/hypervisors/groups/{hypervisorGroupId}/resources',
    summary: 'What each hypervisor of a group has left',
    docs: page(),
    effect: 'read',
    params: z.object({ hypervisorGroupId: id() }),
    query: queryOf(paging),
    responses: { 200: paged(groupResources) },
    failures: ['notFound'],
  },
});
