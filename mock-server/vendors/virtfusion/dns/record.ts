import { z } from 'zod';
import { count, id, instant } from '../scalars.js';

export const dnsService = z
  .strictObject({
    id,
    type: z.int(),
    name: z.string(),
    username: z.string(),
    url: z.url(),
    port: count(65_535, 1),
    created: instant,
    updated: instant,
  })
  .readonly();

export type DnsService = z.output<typeof dnsService>;
