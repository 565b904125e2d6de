import { z } from 'zod';
import { assumed } from '../../../core/evidence.js';
import { uuid } from '../../../core/wire.js';
import { unseen } from './common.js';

/** Total, used, free, percent, limited. */
const line = z.strictObject({ t: z.int(), u: z.int(), f: z.int(), p: z.int(), l: z.boolean() });

/** `id` is the pack given to the user, `pid` the limit profile it was made from. Memory in MB, storage and traffic in GB. */
export const resourcePack = z.strictObject({
  type: z.literal('pack'),
  id: z.int(),
  pid: z.int(),
  label: unseen.text,
  name: z.string(),
  limits: z.strictObject({
    total_servers: z.int(),
    total_memory: z.int(),
    total_storage: z.int(),
    total_cpu: z.int(),
    total_traffic: z.int(),
    max_memory: z.int(),
    max_storage: z.int(),
    max_cpu: z.int(),
    max_traffic: z.int(),
  }),
  used: z.strictObject({
    servers: z.int(),
    memory: z.int(),
    storage: z.int(),
    cpu: z.int(),
    traffic: z.int(),
  }),
  usage: z.strictObject({ servers: line, memory: line, storage: line, cpu: line, traffic: line }),
  /** Only with `withServers=true`. */
  servers: assumed(z.array(z.strictObject({ id: z.int(), uuid, name: z.string(), suspended: z.boolean() }))).optional(),
});
