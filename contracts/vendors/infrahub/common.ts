import { z } from 'zod';
import { disputed } from '../../core/disputed.js';
import { nameSchemas } from '../../core/document-marks.js';
import { naiveDateTime, read, utcDateTime } from '../../core/wire.js';

/**
 * An instant, always UTC. The page of the usage and the parser of the vendor's Terraform provider have no zone, examples that
 * the vendor printed in 2026 end with `Z`.
 */
export const dateTime = disputed(naiveDateTime, utcDateTime, ['without Z', 'with Z']);

/** The envelope of most successes, with what the operation adds. */
export const enveloped = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.strictObject({ status: z.boolean(), message: z.string(), ...shape });

/** The billing service puts `message` first. */
export const told = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.strictObject({ message: z.string(), status: z.boolean(), ...shape });

/** A success that only says so. */
export const done = enveloped({});

/** Whether a name may still be taken; without the envelope. */
export const nameAvailability = z.strictObject({
  name: z.string(),
  available: z.boolean(),
  message: z.string(),
});

export const greenStatus = z.enum(['GREEN', 'PARTIALLY_GREEN', 'NOT_GREEN']);

/** A mark of a flavor or an image. */
export const label = z.strictObject({ id: z.int(), label: z.string() });

/** How a volume stands to a machine. */
export const attachmentStatus = z.enum(['ATTACHING', 'ATTACHED', 'DETACHING', 'DETACHED']);

/** A rule of a virtual machine or of a firewall. */
export const securityRule = z.strictObject({
  id: z.int(),
  direction: z.string(),
  protocol: z.string(),
  port_range_min: z.int().nullable(),
  port_range_max: z.int().nullable(),
  ethertype: z.string(),
  remote_ip_prefix: z.string(),
  status: z.string(),
  created_at: dateTime,
});

/** What an environment owes to its region. */
export const environmentFeatures = z.strictObject({
  network_optimised: z.boolean(),
  green_status: greenStatus,
});

nameSchemas({
  DateTime: dateTime,
  Done: done,
  NameAvailability: nameAvailability,
  GreenStatus: greenStatus,
  ResourceLabel: label,
  AttachmentStatus: attachmentStatus,
  SecurityRule: securityRule,
  EnvironmentFeatures: environmentFeatures,
});

/** A list of the core service: `page` and `page_size` are null unless they were asked for. */
export const listed = {
  page: z.int().nullable(),
  page_size: z.int().nullable(),
  count: z.int(),
};

/** A page, or how many on one. */
export const atLeastOne = () => read.integer().pipe(z.int().min(1));

/** What a list is narrowed to. Sent empty, as clients do for what they have no value of, it is not asked for. */
export const filter = () =>
  z
    .string()
    .transform(text => (text === '' ? undefined : text))
    .optional();

/** How the core lists are asked for: without `page` and `pageSize` everything comes back. */
export const listQuery = {
  page: atLeastOne().optional(),
  pageSize: atLeastOne().optional(),
  search: filter(),
};

/** How the lists of billing are paged. */
export const perPage = {
  page: atLeastOne().default(1),
  per_page: atLeastOne().default(10),
};

/** A name of at most so many characters. */
export const name = (most: number) => z.string().min(1).max(most);

/** An id in a path. */
export const id = () => read.integer();
