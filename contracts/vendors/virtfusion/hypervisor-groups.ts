import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { zonedDateTime } from '../../core/wire.js';
import { capacity } from './capacity.js';
import { data, firstPage, id, paged, paging, queryOf, unseen } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** A hypervisor group as it stands alone. */
const hypervisorGroup = z.strictObject({
  id: z.int(),
  name: z.string(),
  label: unseen.text,
  description: z.string().nullable(),
  distributionType: z.int(),
  enabled: z.boolean(),
  default: z.boolean(),
  created: zonedDateTime,
  updated: zonedDateTime,
});

/** What one hypervisor of a group has left. `commissioned` is a boolean here and an integer in the list. */
const groupResources = z.strictObject({
  hypervisor: z.strictObject({
    id: z.int(),
    name: z.string(),
    enabled: z.boolean(),
    prohibit: z.boolean(),
    accept: z.boolean(),
    commissioned: z.boolean(),
  }),
  resources: z.strictObject({
    ...capacity,
    network: z.strictObject({
      total: z.strictObject({ ipv4: z.strictObject({ free: z.int() }) }),
    }),
  }),
});

nameSchemas({ HypervisorGroup: hypervisorGroup, GroupResources: groupResources });

export const hypervisorGroups = defineOperations(routes.hypervisorGroups, {
  list: {
    summary: 'List hypervisor groups',
    docs: page(),
    effect: 'read',
    query: queryOf(paging),
    responses: { 200: paged(hypervisorGroup) },
    example: { query: firstPage },
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
    example: { params: { hypervisorGroupId: '1' }, query: firstPage },
  },
});
