import { z } from 'zod';
import { id, instant } from '../scalars.js';

export const sshKey = z
  .strictObject({ id, userId: id, name: z.string(), publicKey: z.string(), created: instant })
  .readonly();

export type SshKey = z.output<typeof sshKey>;
