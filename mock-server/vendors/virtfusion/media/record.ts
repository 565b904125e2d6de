import { z } from 'zod';
import { id, idOrNone, instant } from '../scalars.js';

export const template = z
  .strictObject({
    id,
    groupId: idOrNone,
    name: z.string(),
    version: z.string(),
    variant: z.string().nullable(),
    /** 1 for x86_64, 2 for aarch64. */
    arch: z.int().min(1).max(2),
    description: z.string(),
    icon: z.string(),
    eolDate: instant,
    /** Its end of life, as the operator marks it; the vendor's page prints templates whose date is past and which are not. */
    eol: z.boolean(),
    /** Whoever installs it is warned of that. */
    eolWarning: z.boolean(),
    type: z.string(),
  })
  .readonly();

export type Template = z.output<typeof template>;

/** The group of all the rest has the id 0. */
export const templateGroup = z
  .strictObject({ id: idOrNone, name: z.string(), description: z.string(), icon: z.string() })
  .readonly();

export type TemplateGroup = z.output<typeof templateGroup>;

export const iso = z
  .strictObject({
    id,
    name: z.string(),
    description: z.string().nullable(),
    arch: z.int().min(1).max(2),
    url: z.url(),
    filename: z.string(),
    created: instant,
    updated: instant,
  })
  .readonly();

export type Iso = z.output<typeof iso>;
