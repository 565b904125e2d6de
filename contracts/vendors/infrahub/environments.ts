import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { defineResource } from '../../core/resource.js';
import { float } from '../../core/wire.js';
import {
  dateTime,
  done,
  enveloped,
  environmentFeatures,
  id,
  listed,
  listQuery,
  name,
  nameAvailability,
} from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** Where virtual machines, volumes and key pairs live: a named part of one region. */
export const shownEnvironment = z.strictObject({
  id: z.int(),
  name: z.string(),
  region: z.string(),
  created_at: dateTime,
  features: environmentFeatures,
});

const oneEnvironment = enveloped({ environment: shownEnvironment });
const list = enveloped({
  environments: z.array(shownEnvironment),
  ...listed,
});

const createEnvironment = z.object({
  name: name(50),
  region: z.string(),
});
const updateEnvironment = z.object({ name: name(50) });

/** How many virtual machines an environment may hold; without the envelope. */
const vmQuota = z.strictObject({
  current_vms: z.int(),
  max_vms: z.int(),
  available_vms: z.int(),
  percentage_used: float,
  cidr: z.string(),
});

nameSchemas({
  Environment: shownEnvironment,
  OneEnvironment: oneEnvironment,
  EnvironmentList: list,
  CreateEnvironment: createEnvironment,
  UpdateEnvironment: updateEnvironment,
  VmQuota: vmQuota,
});

const example = { params: { id: '1' } } as const;
const one = { params: z.object({ id: id() }), example } as const;

export const environments = defineOperations(routes.environments, {
  list: {
    summary: 'All environments; search by id, name or region',
    docs: page('EnvironmentApi', 'listEnvironments'),
    effect: 'read',
    query: z.object(listQuery),
    responses: { 200: list },
    example: { query: { page: '1', pageSize: '10', search: 'default' } },
  },
  create: {
    summary: 'Create an environment; its name is the only one in all regions',
    docs: page('EnvironmentApi', 'createEnvironment'),
    effect: 'write',
    body: createEnvironment,
    responses: { 200: oneEnvironment },
    failures: ['notFound', 'exists'],
    example: { body: { name: 'example-environment', region: 'NORWAY-1' } },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
    keeps: [
      { read: 'environments.show', at: '$.environment.name', of: 'name' },
      { read: 'environments.show', at: '$.environment.region', of: 'region' },
    ],
  },
  nameAvailability: {
    summary: 'Whether an environment may have this name',
    docs: page('EnvironmentApi', 'fetchEnvironmentNameAvailability'),
    effect: 'read',
    params: z.object({ name: z.string() }),
    responses: { 200: nameAvailability },
    example: { params: { name: 'example-availability-check' } },
  },
  show: {
    summary: 'One environment',
    docs: page('EnvironmentApi', 'getEnvironment'),
    effect: 'read',
    ...one,
    responses: { 200: oneEnvironment },
    failures: ['notFound'],
  },
  update: {
    summary: 'Rename an environment',
    docs: page('EnvironmentApi', 'updateEnvironment'),
    effect: 'write',
    ...one,
    body: updateEnvironment,
    responses: { 200: oneEnvironment },
    failures: ['notFound', 'exists'],
    example: { ...example, body: { name: 'example-environment' } },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
    keeps: [{ read: 'environments.show', at: '$.environment.name', of: 'name' }],
  },
  delete: {
    summary: 'Delete an environment that holds nothing',
    docs: page('EnvironmentApi', 'deleteEnvironment'),
    effect: 'destroy',
    ...one,
    responses: { 200: done },
    failures: ['notFound', 'notEmpty'],
  },
  vmQuota: {
    summary: 'How many virtual machines an environment holds and may hold',
    docs: page('EnvironmentApi', 'getEnvironmentVMQuota'),
    effect: 'read',
    ...one,
    responses: { 200: vmQuota },
    failures: ['notFound'],
  },
});

defineResource(environments, {
  create: 'create',
  ids: { environment_id: '$.environment.id', environment_name: '$.environment.name' },
  destroy: 'delete',
  gone: { read: 'show' },
});
