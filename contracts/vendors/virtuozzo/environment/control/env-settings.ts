import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { assumed, client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { done, envName, given, names, ok, sample, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { groupNames } from '../group.js';
import { displayName, jsonObject } from '../layers.js';

const named = z.object({ ...target, ...envName });
const inGroups = named.extend({ envGroup: groupNames() });

nameSchemas({ EnvironmentInGroups: inGroups });

const { envName: ENVIRONMENT, nodeId: NODE } = sample;
const toGroup = { query: { envName: ENVIRONMENT, envGroup: 'Production' } } as const;
const keepsGroup = { read: 'control.getEnvInfo', at: '$.envGroups[*]', of: 'envGroup' } as const;

/** More than an environment has; the bounds are ours. */
const [MOST_PROPERTIES, LONGEST_KEY, LONGEST_VALUE] = [100, 200, 4000];

const properties = jsonObject(
  z
    .record(
      z.string().min(1).max(LONGEST_KEY),
      z.union([z.string().max(LONGEST_VALUE), z.union([z.number(), z.boolean()]).transform(value => `${value}`)]),
    )
    .refine(values => Object.keys(values).length <= MOST_PROPERTIES, 'are too many'),
);

/** Keys of properties. */
const keys = () => names().refine(list => list.length <= MOST_PROPERTIES, 'are too many');

/** environment.control: names, groups, properties and built-in SSL of an environment. */
export const environmentSettings = defineOperations(routes.control, {
  setEnvDisplayName: {
    summary: 'Sets the name by which people know an environment.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ displayName: displayName() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, displayName: 'Shop' } },
    keeps: [{ read: 'control.getEnvInfo', at: '$.env.displayName', of: 'displayName' }],
  },
  setNodeDisplayName: {
    summary: 'Sets the name by which people know a node.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ nodeId: read.integer(), displayName: displayName() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, nodeId: NODE, displayName: 'Server' } },
    keeps: [{ read: 'control.getEnvInfo', at: '$.nodes[*].displayName', of: 'displayName' }],
  },
  setEnvGroup: {
    summary: 'Puts an environment into these groups, and out of all others.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({
      envGroup: given(names()),
      /** A public client sends this name instead, a list in JSON; an empty list takes it out of all. */
      envGroups: client(given(names())),
    }),
    responses: { 200: done },
    failures: ['notFound', 'quota'],
    example: toGroup,
    keeps: [keepsGroup],
  },
  attachEnvGroup: {
    summary: 'Puts an environment into groups.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({
      envGroup: given(groupNames()),
      /** A client in Ruby sends this name too, either of them empty. */
      envGroups: client(given(groupNames())),
    }),
    responses: { 200: done },
    failures: ['notFound', 'quota'],
    example: toGroup,
    keeps: [keepsGroup],
  },
  detachEnvGroup: {
    summary: 'Takes an environment out of groups.',
    docs: docs.openapi,
    effect: 'write',
    query: inGroups,
    responses: { 200: done },
    failures: ['notFound'],
    example: toGroup,
    sources: { envGroup: { read: 'control.getEnvInfo', at: '$.envGroups[*]' } },
  },
  editEnvSettings: {
    summary: 'Turns built-in SSL of an environment on or off.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'spend',
    query: named.extend({
      settings: jsonObject(
        z.object({
          sslstate: z.optional(z.nullable(z.boolean())),
          engine: z.optional(z.nullable(z.string().max(100))),
        }),
      ),
    }),
    responses: { 200: done },
    failures: ['notFound', 'quota', 'funds'],
    example: { query: { envName: ENVIRONMENT, settings: '{"sslstate":true}' } },
  },
  addEnvProperty: {
    summary: 'Adds properties to an environment.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ properties }),
    responses: { 200: done },
    failures: ['notFound', 'conflict', 'quota'],
    example: { query: { envName: ENVIRONMENT, properties: '{"owner":"shop"}' } },
    checkedWith: { query: { properties: { owner: null, 'hostdouble-{tag}': 'shop' } } },
  },
  applyEnvProperty: {
    summary: 'Adds properties to an environment, or sets those it has.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ properties }),
    responses: { 200: done },
    failures: ['notFound', 'quota'],
    example: { query: { envName: ENVIRONMENT, properties: '{"owner":"shop"}' } },
  },
  getEnvProperty: {
    summary: 'Properties of an environment: those named, or all.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ propertyKeys: given(keys()) }),
    /** No source shows where the values stand. */
    responses: { 200: z.strictObject({ ...ok, object: assumed(z.record(z.string(), z.string())) }) },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT } },
  },
  removeEnvProperty: {
    summary: 'Removes properties of an environment.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ propertyKeys: keys() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, propertyKeys: 'owner' } },
  },
});
