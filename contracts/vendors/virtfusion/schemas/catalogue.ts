import { z } from 'zod';
import { microDateTime, secret, sqlDateTime, zonedDateTime } from '../../../core/wire.js';
import { unseen } from './common.js';

/** A package: memory in MB, storage and traffic in GB, speeds in kB/s with 0 for unlimited. */
export const plan = z.strictObject({
  id: z.int(),
  name: z.string(),
  description: unseen.text,
  enabled: z.boolean(),
  memory: z.int(),
  primaryStorage: z.int(),
  traffic: z.int(),
  cpuCores: z.int(),
  primaryNetworkSpeedIn: z.int(),
  primaryNetworkSpeedOut: z.int(),
  primaryDiskType: z.string(),
  backupPlanId: z.int(),
  primaryStorageReadBytesSec: unseen.integer,
  primaryStorageWriteBytesSec: unseen.integer,
  primaryStorageReadIopsSec: unseen.integer,
  primaryStorageWriteIopsSec: unseen.integer,
  primaryStorageProfile: z.int(),
  primaryNetworkProfile: z.int(),
  created: microDateTime,
});

const template = z.strictObject({
  id: z.int(),
  name: z.string(),
  version: z.string(),
  variant: z.string().nullable(),
  /** 1 for x86_64, 2 for aarch64. */
  arch: z.int(),
  description: z.string(),
  icon: z.string(),
  eol: z.boolean(),
  eol_date: sqlDateTime,
  eol_warning: z.boolean(),
  deploy_type: z.int(),
  vnc: z.boolean(),
  type: z.string(),
});

/** Operating system templates of one group; `id` comes last. */
export const templateGroup = z.strictObject({
  name: z.string(),
  description: z.string(),
  icon: z.string(),
  templates: z.array(template),
  id: z.int(),
});

/** An image to boot from; `config` is JSON as text. */
export const iso = z.strictObject({
  id: z.int(),
  name: z.string(),
  description: unseen.text,
  arch: z.int(),
  url: z.string(),
  filename: z.string(),
  enabled: z.boolean(),
  config: z.string(),
  global: z.boolean(),
  download: z.boolean(),
  users: z.array(z.unknown()),
  created: zonedDateTime,
  updated: zonedDateTime,
});

/** A DNS provider that the panel uses; `config` is an object even when it is empty. */
export const dnsService = z.strictObject({
  id: z.int(),
  type: z.int(),
  name: z.string(),
  username: z.string(),
  url: z.string(),
  ip: unseen.text,
  port: z.int(),
  password: secret(z.string()),
  config: z.strictObject({}),
  subAccount: z.boolean(),
  capabilities: z.int(),
  enabled: z.boolean(),
  created: zonedDateTime,
  updated: zonedDateTime,
});

/** A currency; `value` is money per token. */
export const currency = z.strictObject({
  id: z.int(),
  code: z.string(),
  value: z.string().regex(/^\d+\.\d{10}$/),
  prefix: z.string().nullable(),
  suffix: unseen.text,
  default: z.boolean(),
  enabled: z.boolean(),
});
