import { z } from 'zod';
import { secret, zonedDateTime } from '../../../core/wire.js';
import { resources, unseen } from './common.js';

/** A hypervisor group as it stands alone. */
export const hypervisorGroup = z.strictObject({
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
export const hypervisorRow = z.strictObject({
  ...base,
  networks: z.array(network),
  storage: z.array(z.unknown()),
  created: zonedDateTime,
  updated: zonedDateTime,
});

/** One hypervisor: `storage` is not part of it, and `networks` come last. */
export const hypervisor = z.strictObject({
  ...base,
  created: zonedDateTime,
  updated: zonedDateTime,
  networks: z.array(network),
});

/** What one hypervisor of a group has left. `commissioned` is a boolean here and an integer in the list. */
export const groupResources = z.strictObject({
  hypervisor: z.strictObject({
    id: z.int(),
    name: z.string(),
    enabled: z.boolean(),
    prohibit: z.boolean(),
    accept: z.boolean(),
    commissioned: z.boolean(),
  }),
  resources: z.strictObject({
    ...resources,
    network: z.strictObject({
      total: z.strictObject({ ipv4: z.strictObject({ free: z.int() }) }),
    }),
  }),
});
