import { z } from 'zod';
import { client } from '../../../core/evidence.js';
import { emptyList } from '../common.js';

const told = () => client(z.string()).optional();

/** The guest's system: its screen, and what its agent tells of it when there is one and it runs. */
export const guestSystem = z.strictObject({
  screen: z.string(),
  id: told(),
  'pretty-name': told(),
  'kernel-release': told(),
  img: told(),
});

const gauge = client(z.string().regex(/^\d+$/));

/** Memory in kB as the guest's agent tells it, or else as the hypervisor sees it from outside. */
const guestMemory = z.strictObject({ memtotal: gauge, memfree: gauge, memavailable: gauge });
const hostMemory = z.strictObject({
  actual: gauge,
  unused: gauge,
  available: gauge,
  usable: gauge,
  disk_caches: gauge,
  rss: gauge,
  _source: z.literal('dom0'),
});

/** What the hypervisor says of the machine now; figures are text, those of disks in bytes. */
export const remoteState = client(
  z.strictObject({
    running: z.boolean(),
    state: z.string(),
    cpu: z.number(),
    memory: z.union([guestMemory, hostMemory, emptyList]),
    disk: z.union([
      z.record(
        z.string(),
        z.strictObject({
          name: z.string(),
          allocation: gauge,
          capacity: gauge,
          physical: gauge,
          'rd.bytes': gauge.optional(),
          'wr.bytes': gauge.optional(),
        }),
      ),
      emptyList,
    ]),
    agent: z
      .strictObject({
        fsinfo: z.array(
          z.strictObject({
            name: z.string(),
            mountpoint: z.string(),
            'total-bytes': z.int(),
            'used-bytes': z.int(),
            type: z.string(),
          }),
        ),
      })
      .optional(),
  }),
);
