import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { empty, read } from '../../../core/wire.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { amount, body, flag, id, queryOf } from '../schemas/common.js';

const one = z.object({ serverId: id() });

/** Who may do what with a server's backups. */
const backupAccess = ['inherit', 'disabled', 'scheduled', 'view_restore', 'full', 'manual'] as const;

export const serverSettings = defineOperations(routes.serverSettings, {
  rename: {
    summary: 'Rename a server',
    docs: page(),
    effect: 'write',
    params: one,
    body: body({ name: z.string().min(1).max(255) }),
    responses: { 201: empty },
    failures: ['notFound'],
    example: { params: { serverId: '1' }, body: { name: 'Server 1' } },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
  },
  memory: {
    summary: 'Change the memory, in MB; a running server takes it at its next power cycle',
    docs: page(),
    effect: 'write',
    params: one,
    body: body({ memory: amount(1, 16_777_216) }),
    responses: { 201: empty },
    failures: ['notFound', 'stock', 'quota'],
    example: { params: { serverId: '1' }, body: { memory: 1024 } },
  },
  cpuCores: {
    summary: 'Change the number of cores; a running server takes it at its next power cycle',
    docs: page(),
    effect: 'write',
    params: one,
    body: body({ cores: amount(1, 1024) }),
    responses: { 201: empty },
    failures: ['notFound', 'stock', 'quota'],
    example: { params: { serverId: '1' }, body: { cores: 4 } },
  },
  cpuThrottle: {
    summary: 'Throttle the processor by so many percent',
    docs: page(),
    effect: 'write',
    params: one,
    query: queryOf({ sync: flag().optional() }),
    body: body({ percent: amount(0, 99) }),
    responses: { 201: empty },
    failures: ['notFound'],
    example: { params: { serverId: '1' }, query: { sync: 'false' }, body: { percent: 50 } },
  },
  traffic: {
    summary: 'Change the monthly traffic allowance, in GB; 0 for unlimited',
    docs: page(),
    effect: 'write',
    params: one,
    body: body({ traffic: amount(0, 999_999_999) }),
    responses: { 201: empty },
    failures: ['notFound', 'quota'],
    example: { params: { serverId: '1' }, body: { traffic: 1000 } },
  },
  backupPlan: {
    summary: 'Assign a backup plan, or take it away with plan 0',
    docs: page(),
    effect: 'write',
    params: z.object({ serverId: id(), planId: read.integer().catch(-1) }),
    responses: { 201: empty },
    failures: ['notFound'],
    example: { params: { serverId: '1', planId: '1' } },
  },
  backupAccess: {
    summary: 'Change what the owner may do with the backups',
    docs: page(),
    effect: 'write',
    params: one,
    body: body({ type: z.enum(backupAccess) }),
    responses: { 201: empty },
    failures: ['notFound'],
    example: { params: { serverId: '1' }, body: { type: 'view_restore' } },
  },
  customXml: {
    summary: 'Set custom libvirt XML, section by section',
    docs: page(),
    effect: 'write',
    params: one,
    body: body({
      domain: z.string().nullable().optional(),
      os: z.string().nullable().optional(),
      devices: z.string().nullable().optional(),
      features: z.string().nullable().optional(),
      clock: z.string().nullable().optional(),
      cpuTune: z.string().nullable().optional(),
      domainEnabled: flag().optional(),
      osEnabled: flag().optional(),
      devicesEnabled: flag().optional(),
      featuresEnabled: flag().optional(),
      clockEnabled: flag().optional(),
      cpuTuneEnabled: flag().optional(),
    }),
    responses: { 200: empty },
    failures: ['notFound'],
    example: {
      params: { serverId: '1' },
      body: {
        domain: '<xml/>',
        os: '<xml/>',
        devices: '<xml/>',
        features: '<xml/>',
        clock: '<xml/>',
        cpuTune: '<xml/>',
        domainEnabled: true,
        osEnabled: true,
        devicesEnabled: true,
        featuresEnabled: true,
        clockEnabled: true,
        cpuTuneEnabled: true,
      },
    },
  },
});
