import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { secret, zonedDateTime } from '../../core/wire.js';
import { data, id, unseen } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** A DNS provider that the panel uses; `config` is an object even when it is empty. */
const dnsService = z.strictObject({
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

nameSchemas({ DnsService: dnsService });

export const dns = defineOperations(routes.dns, {
  show: {
    summary: 'Show a DNS service',
    docs: page(),
    effect: 'read',
    mayBeAbsent: 'a panel may have no DNS service',
    params: z.object({ serviceId: id() }),
    responses: { 200: data(dnsService) },
    failures: ['notFound'],
    example: { params: { serviceId: '1' } },
  },
});
