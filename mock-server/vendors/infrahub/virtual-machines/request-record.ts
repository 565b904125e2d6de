import { z } from 'zod';
import { recordId } from '../scalars.js';

/** Something asked of a machine that is read later: what it wrote to its console, or the address of a console. */
export const machineRequest = z
  .strictObject({
    id: recordId,
    org: recordId,
    machine: recordId,
    what: z.enum(['logs', 'console']),
    /** Most lines of logs. */
    lines: z.int().min(1).nullable(),
    /** One that is ready is forgotten later. */
    state: z.enum(['pending', 'ready']),
  })
  .readonly();
export type MachineRequest = z.output<typeof machineRequest>;
