import { z } from 'zod';
import { uuid } from '../../../../contracts/core/wire.js';
import { count, id, idOrNone, instant, sizes } from '../scalars.js';
import { networkInterface } from '../server-network/record.js';
import { backupAccess, xmlSections } from '../server-settings/words.js';

const limit = count().nullable();

/** A disk; `storageId` is null for the hypervisor's local storage. `ready` is false until a power cycle makes it. */
const disk = z
  .strictObject({
    uid: id,
    index: count(26, 1),
    capacity: sizes.disk,
    profile: z.int(),
    storageId: id.nullable(),
    ready: z.boolean(),
    readBytes: limit,
    writeBytes: limit,
    readIops: limit,
    writeIops: limit,
    created: instant,
    updated: instant,
  })
  .readonly();

export type Disk = z.output<typeof disk>;

/** A change that waits for the next power cycle; `from` is the memory the machine runs with until then. */
const pendingChange = z
  .strictObject({
    id,
    action: z.string(),
    payload: z.union([
      z.strictObject({ disk: id }).readonly(),
      z.strictObject({ memory: sizes.memory, from: sizes.memory }).readonly(),
      z.strictObject({ cores: sizes.cores }).readonly(),
    ]),
    created: instant,
  })
  .readonly();

export type PendingChange = z.output<typeof pendingChange>;

/** From what it starts, in order: as libvirt names it. */
const bootOrder = z
  .array(z.enum(['hd', 'cdrom', 'network']))
  .min(1)
  .refine(order => new Set(order).size === order.length, 'names a device twice')
  .readonly();

export const server = z
  .strictObject({
    id,
    uuid,
    ownerId: id,
    hypervisorId: id,
    packageId: id,
    name: z.string(),
    hostname: z.string().nullable(),
    timezone: z.string(),
    /** 0 an ordinary server, 1 an hourly one, 2 one of a resource pack. */
    selfService: z.int().min(0).max(2),
    packId: id.nullable(),
    state: z.enum(['allocated', 'queued', 'building', 'complete', 'failed']),
    /** Its last build failed. */
    buildFailed: z.boolean(),
    suspended: z.boolean(),
    /** Set in the panel and shown; no public source says what it keeps anybody from, so it refuses nothing. */
    protected: z.boolean(),
    /** It is suspended as soon as the work ends that locks it. */
    suspendWaits: z.boolean(),
    running: z.boolean(),
    memory: sizes.memory,
    cores: sizes.cores,
    traffic: sizes.traffic,
    throttle: count(99),
    /** 0 before its first build. */
    templateId: idOrNone,
    /** Number of the password it has, of those it was given. */
    password: count(),
    /** Counts the passwords that were given out for it: one that is not set yet, or never was, among them. */
    passwords: count(),
    sshKeys: z.array(id).readonly(),
    vnc: z.strictObject({ enabled: z.boolean(), port: count(1_000_000, 5901), turn: count() }).readonly(),
    uefi: z.boolean(),
    bootOrder,
    /** The image in its drive. */
    isoId: id.nullable(),
    backupPlanId: id.nullable(),
    backupAccess: z.enum(backupAccess),
    customXml: z
      .partialRecord(z.enum(xmlSections), z.strictObject({ xml: z.string(), enabled: z.boolean() }).readonly())
      .readonly(),
    primary: networkInterface,
    secondary: networkInterface.nullable(),
    disks: z.array(disk).min(1).readonly(),
    pending: z.array(pendingChange).readonly(),
    /** Queue item that locks the server while it runs. */
    taskId: id.nullable(),
    lastTask: instant.nullable(),
    deleteAt: instant.nullable(),
    /** It is deleted as soon as its build ends. */
    deleteWaits: z.boolean(),
    /** It must not be deleted. A switch of the panel that no call of the API sets. */
    doNotDisturb: z.boolean(),
    built: instant.nullable(),
    created: instant,
    updated: instant,
  })
  .readonly();

export type Server = z.output<typeof server>;

/** Nothing is said of the time in which a server ran. */
export const uptimeTerms = z.null();
