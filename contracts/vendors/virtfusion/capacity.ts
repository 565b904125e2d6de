import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { unseen } from './common.js';

/** One resource of a hypervisor: `max` 0 means unlimited, `free` is negative then and `percent` null. */
const measured = { max: z.int(), allocated: z.int(), free: z.int(), percent: z.number().nullable() };

const counted = z.strictObject({ units: z.string(), ...measured });

const localStorage = z.strictObject({
  enabled: z.int(),
  name: z.string(),
  storageType: z.int(),
  units: z.string(),
  ...measured,
});

const otherStorage = z.strictObject({
  id: z.int(),
  name: z.string(),
  enabled: z.int(),
  path: unseen.text,
  units: z.string(),
  storageType: z.int(),
  isDatastore: z.boolean(),
  ...measured,
});

nameSchemas({ CountedResource: counted, LocalStorage: localStorage, OtherStorage: otherStorage });

/** What the servers on a hypervisor use. */
export const capacity = {
  servers: counted,
  memory: counted,
  cpuCores: counted,
  localStorage,
  otherStorage: z.array(otherStorage),
};
