import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { sqlDateTime } from '../../core/wire.js';

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

nameSchemas({ Template: template, TemplateGroup: templateGroup });
