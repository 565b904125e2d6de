import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { data, id } from '../schemas/common.js';
import { queued } from '../schemas/server-parts.js';

const params = z.object({ serverId: id() });

export const power = defineOperations(routes.power, {
  boot: {
    summary: 'Switch a server on',
    docs: page(),
    effect: 'write',
    params,
    responses: { 200: data(queued) },
    failures: ['notFound', 'locked', 'conflict'],
    example: { params: { serverId: '1' } },
  },
  shutdown: {
    summary: 'Ask the operating system to shut down',
    docs: page(),
    effect: 'write',
    params,
    responses: { 200: data(queued) },
    failures: ['notFound', 'locked', 'conflict'],
    example: { params: { serverId: '1' } },
  },
  restart: {
    summary: 'Restart a server',
    docs: page(),
    effect: 'write',
    params,
    responses: { 200: data(queued) },
    failures: ['notFound', 'locked', 'conflict'],
    example: { params: { serverId: '1' } },
  },
  poweroff: {
    summary: 'Switch a server off at once',
    docs: page(),
    effect: 'write',
    params,
    responses: { 200: data(queued) },
    failures: ['notFound', 'locked', 'conflict'],
    example: { params: { serverId: '1' } },
  },
});
