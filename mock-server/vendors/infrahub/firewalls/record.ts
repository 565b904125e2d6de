import { z } from 'zod';
import { instant, recordId, recordName } from '../scalars.js';
import { securityRule } from '../virtual-machines/record.js';

const attachment = z
  .strictObject({ id: recordId, machine: recordId, state: z.enum(['PENDING', 'SUCCESS']), createdAt: instant })
  .readonly();
export type FirewallAttachment = z.output<typeof attachment>;

export const firewall = z
  .strictObject({
    id: recordId,
    org: recordId,
    name: recordName,
    environment: recordId,
    description: z.string(),
    state: z.enum(['SUCCESS', 'DELETING']),
    rules: z.array(securityRule).readonly(),
    /** The machines that it guards, each once. */
    attachments: z.array(attachment).readonly(),
    createdAt: instant,
  })
  .readonly();
export type Firewall = z.output<typeof firewall>;
