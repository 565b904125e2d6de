import { z } from 'zod';
import { nameSchemas, sentAs } from '../../../core/document-marks.js';
import { assumed, client } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { defineResource } from '../../../core/resource.js';
import { read } from '../../../core/wire.js';
import { done, envName, given, names, ok, sample, target } from '../common.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';
import { jsonObject } from './layers.js';

/** More names than a call can sensibly mean; each no longer than the dashboard shows. Both bounds are ours. */
const [MOST_NAMES, LONGEST] = [50, 100];

const isName = (name: string): boolean =>
  name.length <= LONGEST && name.split('/').every(part => part.trim() !== '' && part === part.trim());

/** Names of groups, at least one. */
export const groupNames = () =>
  names('[^;,\\s[\\]\'"/]{1,20}(/[^;,\\s[\\]\'"/]{1,20}){0,2}').refine(
    list => list.length > 0 && list.length <= MOST_NAMES && list.every(isName),
    'must be names of groups',
  );

const groupName = () =>
  sentAs(
    z.string().refine(isName, 'must be the name of a group'),
    z
      .string()
      .max(LONGEST)
      .regex(/^[^/\s]([^/]*[^/\s])?(\/[^/\s]([^/]*[^/\s])?)*$/),
  );

const visibilities = ['SHOW', 'HIDE', 'SHOW_IF_NOT_EMPTY'] as const;

/** A group of environments. `hierarchy` is that of a group inside others; what stands in it no source prints. */
const environmentGroup = z.strictObject({
  /** Not in the OpenAPI; https://github.com/liip/jelapi reads it of each group. */
  id: client(z.int()),
  name: z.string(),
  color: z.string().optional(),
  icon: z.string().optional(),
  hierarchy: assumed(z.string().optional()),
  isIsolated: z.boolean(),
  uid: z.int(),
  visibility: z.enum(visibilities),
});

/** The page documents the members of a firewall rule here, by mistake; a public client lists what stands in `array`. */
const groups = z.strictObject({ ...ok, array: client(z.array(environmentGroup)) });

const text = (most: number) => z.optional(z.nullable(z.string().max(most)));

const numbered = client(
  z
    .int()
    .min(0)
    .max(2)
    .transform(at => visibilities[at]),
);

const groupData = jsonObject(
  z.object({
    name: z.optional(z.nullable(groupName())),
    color: text(30),
    icon: text(300),
    /** By its word, or as older clients have it by its number. */
    visibility: z.optional(z.nullable(z.union([numbered, read.word(visibilities)]))),
    isIsolated: z.optional(z.nullable(z.boolean())),
  }),
);

/** The environment that a call is made from; nothing follows from it for what concerns the groups themselves. */
const anywhere = z.object({ ...target, envName: client(given(z.string())) });
const ofEnvironment = z.object({ ...target, ...envName, targetAppid: given(z.string()), envGroup: groupNames() });

nameSchemas({ EnvironmentGroup: environmentGroup, EnvironmentGroups: groups, GroupOfEnvironment: ofEnvironment });

const NAME = 'Production';
const toSample = { query: { envName: sample.envName, envGroup: NAME } } as const;
const keepsGroup = { read: 'control.getEnvInfo', at: '$.envGroups[*]', of: 'envGroup' } as const;

/** environment.group: groups of environments, and which environments are in them. */
export const group = defineOperations(routes.group, {
  getGroups: {
    summary: 'The groups of the account, or those that one environment is in.',
    docs: docs.openapi,
    effect: 'read',
    query: anywhere.extend({ targetAppid: given(z.string()) }),
    responses: { 200: groups },
    failures: ['notFound'],
    example: { query: {} },
  },
  createGroup: {
    summary: 'Makes groups of environments, with the color and the icon given.',
    docs: docs.openapi,
    effect: 'write',
    rules: ['One of `envGroup`, `groupName` and `name` in `data` is sent.'],
    query: anywhere.extend({
      envGroup: given(groupNames()),
      groupName: client(given(groupName())),
      data: given(groupData),
    }),
    responses: { 200: groups },
    failures: ['conflict', 'quota'],
    example: { query: { envGroup: NAME, data: '{"color":"#2e7d32"}' } },
    checkedWith: { query: { envGroup: 'hostdouble-{tag}' } },
    keeps: [{ read: 'group.getGroups', at: '$.array[*].name', of: 'envGroup' }],
  },
  editGroup: {
    summary: 'Renames a group, and changes its color, icon, visibility or isolation.',
    docs: docs.openapi,
    effect: 'write',
    rules: ['`srcGroupName` or `groupName` is sent.'],
    query: anywhere.extend({
      srcGroupName: given(groupName()),
      groupName: client(given(groupName())),
      dstGroupName: given(groupName()),
      data: given(groupData),
    }),
    responses: { 200: groups },
    failures: ['notFound', 'conflict'],
    example: { query: { srcGroupName: NAME, data: '{"color":"#1565c0"}' } },
  },
  removeGroup: {
    summary: 'Removes groups; their environments stay.',
    docs: docs.openapi,
    effect: 'destroy',
    rules: ['`envGroup` or `groupName` is sent.'],
    query: anywhere.extend({ envGroup: given(groupNames()), groupName: client(given(groupName())) }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envGroup: NAME } },
  },
  setIsolationEnabled: {
    summary: 'Isolates the environments of a group from all others, or no longer.',
    docs: docs.openapi,
    effect: 'write',
    query: anywhere.extend({ groupName: groupName(), enabled: read.flag() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { groupName: NAME, enabled: 'true' } },
  },
  attachEnv: {
    summary: 'Puts an environment into groups; a group that is not there is made.',
    docs: docs.openapi,
    effect: 'write',
    query: ofEnvironment,
    responses: { 200: done },
    failures: ['notFound', 'quota'],
    example: toSample,
    keeps: [keepsGroup],
  },
  detachEnv: {
    summary: 'Takes an environment out of groups.',
    docs: docs.openapi,
    effect: 'write',
    query: ofEnvironment,
    responses: { 200: done },
    failures: ['notFound'],
    example: toSample,
    sources: { envGroup: { read: 'control.getEnvInfo', at: '$.envGroups[*]' } },
  },
  setEnv: {
    summary: 'Puts an environment into these groups, and out of all others.',
    docs: docs.openapi,
    effect: 'write',
    query: ofEnvironment,
    responses: { 200: groups },
    failures: ['notFound', 'quota'],
    example: toSample,
    keeps: [keepsGroup],
  },
});

defineResource(group, {
  create: 'createGroup',
  ids: { envGroup: '$.array[0].name', srcGroupName: '$.array[0].name', groupName: '$.array[0].name' },
  destroy: 'removeGroup',
  gone: { read: 'getGroups', at: '$.array[*].name' },
});
