import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { secret, zonedDateTime } from '../../core/wire.js';
import { data, firstPage, id, paged, paging, queryOf, unseen } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

const network = z.strictObject({
  id: z.int(),
  type: z.string(),
  bridge: z.string(),
  primary: z.boolean(),
  default: z.boolean(),
  created: zonedDateTime,
  updated: zonedDateTime,
});

const base = {
  id: z.int(),
  commissioned: z.int(),
  ip: z.string(),
  ipAlt: z.string().nullable(),
  hostname: unseen.text,
  port: z.int(),
  sshPort: z.int(),
  name: z.string(),
  maintenance: z.boolean(),
  enabled: z.boolean(),
  nfType: z.int(),
  group: z.strictObject({
    id: z.int(),
    name: z.string(),
    description: z.string().nullable(),
    default: z.boolean(),
    enabled: z.boolean(),
    distributionType: z.int(),
    created: zonedDateTime,
    updated: zonedDateTime,
  }),
  encryptedToken: secret(z.string()),
  maxServers: z.int(),
  maxCpu: z.int(),
  maxMemory: z.int(),
};

/** A hypervisor in the list. */
const hypervisorRow = z.strictObject({
  ...base,
  networks: z.array(network),
  storage: z.array(z.unknown()),
  created: zonedDateTime,
  updated: zonedDateTime,
});

/** One hypervisor: `storage` is not part of it, and `networks` come last. */
const hypervisor = z.strictObject({
  ...base,
  created: zonedDateTime,
  updated: zonedDateTime,
  networks: z.array(network),
});

nameSchemas({ HypervisorNetwork: network, HypervisorRow: hypervisorRow, Hypervisor: hypervisor });

export const hypervisors = defineOperations(routes.hypervisors, {
  list: {
    summary: 'List hypervisors',
    docs: page(),
    effect: 'read',
    query: queryOf(paging),
    responses: { 200: paged(hypervisorRow) },
    example: { query: firstPage },
  },
  show: {
    summary: 'Show a hypervisor',
    docs: page(),
    effect: 'read',
    params: z.object({ hypervisorId: id() }),
    responses: { 200: data(hypervisor) },
    failures: ['notFound'],
    example: { params: { hypervisorId: '1' } },
  },
});
