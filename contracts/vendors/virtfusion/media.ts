import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { zonedDateTime } from '../../core/wire.js';
import { data, id, unseen } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';
import { templateGroup } from './templates.js';

/** An image to boot from; `config` is JSON as text. */
const iso = z.strictObject({
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

nameSchemas({ Iso: iso });

export const media = defineOperations(routes.media, {
  iso: {
    summary: 'Show an ISO image',
    docs: page(),
    effect: 'read',
    params: z.object({ isoId: id() }),
    responses: { 200: data(iso) },
    failures: ['notFound'],
    example: { params: { isoId: '1' } },
  },
  packageTemplates: {
    summary: 'Operating system templates that go with a package',
    docs: page(),
    effect: 'read',
    params: z.object({ serverPackageId: id() }),
    responses: { 200: data(z.array(templateGroup)) },
    failures: ['notFound'],
    example: { params: { serverPackageId: '1' } },
  },
});
