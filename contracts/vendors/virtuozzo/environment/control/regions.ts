import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { done, envName, given, ok, sample, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';

const statuses = ['ACTIVE', 'MAINTENANCE'] as const;

const hardwareNodeGroup = z.strictObject({
  uniqueName: z.string(),
  displayName: z.string(),
  regionUniqueName: z.string(),
  isDefault: z.boolean(),
  isEnabled: z.boolean(),
  status: z.enum(statuses),
  osTypes: z.array(z.string()),
  vTypes: z.array(z.enum(['CT', 'VM'])),
});

/**
 * A region with its host groups. The OpenAPI names these `hardwareNodeGroups`; all public clients read `hardNodeGroups`,
 * and take the unique name of one for `region` when they make an environment.
 */
const region = z.strictObject({
  uniqueName: z.string(),
  shortUniqueName: z.string(),
  displayName: z.string(),
  domain: z.string(),
  isDefault: z.boolean(),
  isMigrationAllowed: z.boolean(),
  sslEnabled: z.boolean(),
  status: z.enum(statuses),
  hardNodeGroups: client(z.array(hardwareNodeGroup)),
});

/** The page documents the members of a firewall rule here, by mistake. */
const regionList = z.strictObject({ ...ok, array: client(z.array(region)) });

const toHostGroup = z.object({ ...target, ...envName, hardwareNodeGroup: given(z.string().max(250)) });

nameSchemas({
  HardwareNodeGroup: hardwareNodeGroup,
  Region: region,
  RegionList: regionList,
  MoveToHostGroup: toHostGroup,
});
const example = { query: { envName: sample.envName, hardwareNodeGroup: 'default_hn_group' } } as const;

/** environment.control: where environments may be, and their way from one place to another. */
export const regions = defineOperations(routes.control, {
  getRegions: {
    summary: 'Regions that the user may make environments in.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object(target),
    responses: { 200: regionList },
  },
  getRegionsInner: {
    summary: 'Regions that a group of accounts may make environments in.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object({ ...target, groupName: z.string().min(1).max(250), isEnabled: given(read.flag()) }),
    responses: { 200: regionList },
    failures: ['notFound'],
    example: { query: { groupName: 'billing', isEnabled: 'true' } },
    sources: { groupName: { read: 'account.getAccount', at: '$.group' } },
  },
  checkMigrationPossibility: {
    summary: 'Whether an environment may go to a host group.',
    docs: docs.openapi,
    effect: 'read',
    query: toHostGroup,
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
    example,
    checkedWith: { query: { hardwareNodeGroup: null } },
  },
  migrate: {
    summary: 'Moves an environment to a host group; without one, to another machine of its own.',
    docs: docs.openapi,
    effect: 'write',
    query: toHostGroup.extend({ isOnline: given(read.flag()) }),
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
    example,
    checkedWith: { query: { hardwareNodeGroup: null } },
  },
});
