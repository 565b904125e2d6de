import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { client } from '../../../core/evidence.js';
import { emptyList } from '../common.js';

/** Told by the guest's agent, so of guests that have one and run alone. */
const told = () => client(z.string()).optional();

/** The guest's system: its screen, and what its agent tells of it. */
export const guestSystem = z.strictObject({
  screen: z.string(),
  id: told(),
  'pretty-name': told(),
  'kernel-release': told(),
  img: told(),
});

const gauge = client(z.string().regex(/^\d+$/));

/**
 * Memory in kB as the guest's agent tells it, or else as the hypervisor sees it from outside. The agent of a Windows guest
 * knows less: https://github.com/ThakorRohan/virtfusion-whmcs-module and https://github.com/EZSCALE/virtfusion-whmcs-module
 * read that form of panel 7.
 */
const guestMemory = z.strictObject({ memtotal: gauge, memfree: gauge, memavailable: gauge });
const agentMemory = z.strictObject({ memtotal: gauge, memfree: gauge, _source: z.literal('agent_meminfo') });
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
    memory: z.union([guestMemory, agentMemory, hostMemory, emptyList]),
    disk: z.union([
      z.record(
        z.string(),
        z.strictObject({
          name: z.string(),
          allocation: gauge,
          capacity: gauge,
          physical: gauge,
          /** Both are missing in the samples of a public client: https://github.com/HomuraNetwork/module-virtfusion_direct_provisioning_mod. */
          'rd.bytes': gauge.optional(),
          'wr.bytes': gauge.optional(),
        }),
      ),
      emptyList,
    ]),
    /** Of guests whose agent tells of their disks; it may be missing, or forbidden to. */
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

nameSchemas({
  GuestSystem: guestSystem,
  GuestMemory: guestMemory,
  AgentMemory: agentMemory,
  HostMemory: hostMemory,
  RemoteState: remoteState,
});
