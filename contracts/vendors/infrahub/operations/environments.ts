import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { done, id, listQuery, nameAvailability } from '../schemas/common.js';
import {
  createEnvironment,
  environments as list,
  oneEnvironment,
  updateEnvironment,
  vmQuota,
} from '../schemas/environment.js';

const one = { params: z.object({ id: id() }) } as const;

export const environments = defineOperations({
  list: {
    method: 'GET',
    path: '/core/environments',
    summary: 'All environments; search by id, name or region',
    docs: page('EnvironmentApi', 'listEnvironments'),
    effect: 'read',
    query: z.object(listQuery),
    responses: { 200: list },
  },
  create: {
    method: 'POST',
    path: '/core/environments',
    summary: 'Create an environment; its name is the only one in all regions',
    docs: page('EnvironmentApi', 'createEnvironment'),
    effect: 'write',
    body: createEnvironment,
    responses: { 200: oneEnvironment },
    failures: ['notFound', 'exists'],
  },
  nameAvailability: {
    method: 'GET',
    path: '/core/environments/name-availability/{name}',
    summary: 'Whether an environment may have this name',
    docs: page('EnvironmentApi', 'fetchEnvironmentNameAvailability'),
    effect: 'read',
    params: z.object({ name: z.string() }),
    responses: { 200: nameAvailability },
  },
  show: {
    method: 'GET',
    path: '/core/environments/{id}',
    summary: 'One environment',
    docs: page('EnvironmentApi', 'getEnvironment'),
    effect: 'read',
    ...one,
    responses: { 200: oneEnvironment },
    failures: ['notFound'],
  },
  update: {
    method: 'PUT',
    path: '/core/environments/{id}',
    summary: 'Rename an environment',
    docs: page('EnvironmentApi', 'updateEnvironment'),
    effect: 'write',
    ...one,
    body: updateEnvironment,
    responses: { 200: oneEnvironment },
    failures: ['notFound', 'exists'],
  },
  delete: {
    method: 'DELETE',
    path: '/core/environments/{id}',
    summary: 'Delete an environment that holds nothing',
    docs: page('EnvironmentApi', 'deleteEnvironment'),
    effect: 'destroy',
    ...one,
    responses: { 200: done },
    failures: ['notFound', 'notEmpty'],
  },
  vmQuota: {
    method: 'GET',
    path: '/core/environments/{id}/vm-quota',
    summary: 'How many virtual machines an environment holds and may hold',
    docs: page('EnvironmentApi', 'getEnvironmentVMQuota'),
    effect: 'read',
    ...one,
    responses: { 200: vmQuota },
    failures: ['notFound'],
  },
});
