import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { assumed, client } from '../../../core/evidence.js';
import { microDateTime, secret, sqlDateTime, uuid, zonedDateTime } from '../../../core/wire.js';
import { capacity } from '../capacity.js';
import { unseen, wideShown } from '../common.js';
import { networkShown, userNetworkShown } from './network.js';
import { guestSystem, remoteState } from './remote-state.js';
import { customXml, settingsShown } from './settings.js';

/** `allocated` after creation, `queued` and `building` while it is built, then `complete` or `failed`; never a power state. */
const serverState = z.string();

const disk = z.strictObject({
  _id: z.int(),
  id: z.int(),
  cache: unseen.text,
  bus: unseen.text,
  capacity: z.int(),
  drive: z.string(),
  datastoreDiskId: unseen.integer,
  filesystem: unseen.text,
  iops: z.strictObject({ read: unseen.integer, write: unseen.integer }),
  bytes: z.strictObject({ read: unseen.integer, write: unseen.integer }),
  type: z.string(),
  profile: z.int(),
  status: z.int(),
  enabled: z.boolean(),
  primary: z.boolean(),
  created: zonedDateTime,
  updated: zonedDateTime,
  datastore: z.array(z.unknown()),
  name: z.string(),
  filename: z.string(),
  hypervisorStorageId: unseen.integer,
  local: z.boolean(),
  locationType: z.string(),
  path: z.string(),
});

const serverHypervisor = z.strictObject({
  id: z.int(),
  ip: z.string(),
  hostname: unseen.text,
  port: z.int(),
  maintenance: z.boolean(),
  groupId: z.int(),
  group: z.strictObject({ name: z.string(), icon: unseen.text }),
  timezone: z.string(),
  forceIPv6: z.boolean(),
  vncListenType: z.int(),
  displayName: unseen.text,
  cpuSet: unseen.text,
  nfType: z.int(),
  backupStorageType: z.int(),
  defaultDiskType: z.string(),
  defaultDiskCacheType: z.string(),
  defaultCPU: z.string(),
  defaultMachineType: z.string(),
  created: zonedDateTime,
  updated: zonedDateTime,
  name: z.string(),
  dataDir: z.string(),
  resources: z.strictObject(capacity),
});

const owner = z.strictObject({
  id: z.int(),
  admin: z.boolean(),
  extRelationId: wideShown.nullable(),
  name: z.string(),
  email: z.string(),
  timezone: z.string(),
  suspended: z.boolean(),
  twoFactorAuth: z.boolean(),
  created: zonedDateTime,
  updated: zonedDateTime,
});

const serverSshKey = z.strictObject({
  id: z.int(),
  ownerId: z.int(),
  type: z.string(),
  name: z.string(),
  public: z.string(),
  enabled: z.boolean(),
  created: zonedDateTime,
});

/** A change that waits for the next power cycle. */
const pendingAction = z.strictObject({
  id: z.int(),
  action: z.string(),
  requires: z.array(z.string()),
  collected: z.boolean(),
  complete: z.boolean(),
  failed: z.boolean(),
  payload: z.strictObject({
    disk: z.strictObject({ id: z.int(), disk_storage_id: unseen.integer }).optional(),
    memory: assumed(z.int()).optional(),
    cores: assumed(z.int()).optional(),
  }),
  created: zonedDateTime,
});

const full = {
  id: z.int(),
  ownerId: z.int(),
  hypervisorId: z.int(),
  arch: z.int(),
  name: z.string(),
  selfService: z.int(),
  selfServiceSettings: z.array(z.unknown()),
  hostname: z.string().nullable(),
  commissionStatus: z.int(),
  uuid,
  state: serverState,
  migratable: z.boolean(),
  timezone: z.string(),
  migrateLevel: z.int(),
  deleteLevel: z.int(),
  configLevel: z.int(),
  backupLevel: z.int(),
  elevated: z.boolean(),
  elevateId: unseen.integer,
  elevate: z.boolean(),
  destroyable: z.boolean(),
  rebuild: z.boolean(),
  suspended: z.boolean(),
  protected: z.boolean(),
  buildFailed: z.boolean(),
  primaryNetworkDhcp4: z.boolean(),
  primaryNetworkDhcp6: z.boolean(),
  built: zonedDateTime.nullable(),
  created: zonedDateTime,
  updated: zonedDateTime,
  traffic: z.strictObject({
    public: z.strictObject({
      countMethod: z.int(),
      currentPeriod: z.strictObject({
        start: microDateTime,
        /** Last microsecond of the period's last day. */
        end: z.string().regex(/^\d{4}-\d{2}-\d{2}T23:59:59\.999999Z$/),
        limit: z.int(),
      }),
    }),
  }),
  settings: settingsShown,
  cpu: z.strictObject({
    cores: z.int(),
    type: z.string(),
    typeExact: z.string(),
    shares: z.int(),
    throttle: z.int(),
    topology: z.strictObject({
      enabled: z.boolean(),
      sockets: z.int(),
      cores: z.int(),
      threads: z.int(),
      dies: z.int(),
    }),
  }),
  customXML: customXml,
  qemuCommandline: z.array(z.unknown()),
  qemuAgent: z.strictObject({ os: z.strictObject({ screen: z.string() }) }),
  media: z.strictObject({
    isoMounted: z.boolean(),
    isoType: z.string(),
    isoName: z.string(),
    isoFilename: z.string(),
    isoUrl: z.string(),
    isoDownload: z.boolean(),
  }),
  backupPlan: z.strictObject({ id: unseen.integer, name: unseen.text }),
  vnc: z.strictObject({ ip: z.string(), port: z.int(), enabled: z.boolean() }),
  network: networkShown,
  storage: z.array(disk),
  hypervisorAssets: z.array(z.unknown()),
  hypervisor: serverHypervisor,
  owner,
  sshKeys: z.array(serverSshKey),
  sharedUsers: z.array(z.unknown()),
  tasks: z.strictObject({
    active: z.boolean(),
    lastOn: sqlDateTime.nullable(),
    actions: z.strictObject({ pending: z.array(pendingAction) }),
  }),
};

/** A server as creation answers it. */
export const server = z.strictObject(full);

/**
 * A server as one reads it: with `remoteState`, which is `false` unless it was asked for. What clients read of its system
 * is told then too, and not otherwise: the vendor's printed page has none of it.
 */
export const serverRead = z
  .strictObject({
    ...full,
    qemuAgent: z.strictObject({ os: guestSystem }),
    os: client(z.strictObject({ templateName: z.string() })).optional(),
    remoteState: z.union([z.literal(false), remoteState]),
  })
  .refine(({ os, remoteState: asked, built }) => asked === false || built === null || os !== undefined, {
    path: ['os'],
    error: 'object, for the server was built and its state was asked for',
  })
  .refine(
    ({ qemuAgent, remoteState: asked }) =>
      asked === false || asked.agent === undefined || qemuAgent.os['pretty-name'] !== undefined,
    {
      path: ['qemuAgent', 'os', 'pretty-name'],
      error: "string, for the guest's agent tells of its disks",
    },
  );

/** A server as a build answers it: the only answer that holds the password. */
export const serverBuilt = z.strictObject({
  ...full,
  settings: settingsShown.extend({ decryptedPassword: secret(z.string()) }),
});

/** A server in the list: the keys `commissioned` and `owner` are those of `commissionStatus` and `ownerId` elsewhere. */
export const serverRow = z.strictObject({
  id: z.int(),
  uuid,
  name: z.string(),
  commissioned: z.int(),
  owner: z.int(),
  hypervisorId: z.int(),
  suspended: z.boolean(),
  protected: z.boolean(),
  updated: zonedDateTime,
  created: zonedDateTime,
});

/** A server in the list of its owner's servers. */
export const userServer = z.strictObject({
  id: z.int(),
  ownerId: z.int(),
  hypervisorId: z.int(),
  name: z.string(),
  hostname: z.string().nullable(),
  commissionStatus: z.int(),
  uuid,
  state: serverState,
  rebuild: z.boolean(),
  suspended: z.boolean(),
  protected: z.boolean(),
  buildFailed: z.boolean(),
  backup_level: z.int(),
  backup_plan: unseen.integer,
  os: z.strictObject({ screen: z.string() }),
  server_info: z.strictObject({ show: z.boolean(), icon: unseen.text, name: unseen.text, label: unseen.text }),
  vnc: z.strictObject({
    expose_details: z.boolean(),
    ip: z.string(),
    hostname: unseen.text,
    port: z.int(),
    enabled: z.int(),
  }),
  resources: z.strictObject({
    memory: z.int(),
    storage: z.int(),
    traffic: z.int(),
    cpuCores: z.int(),
    cpu_model: unseen.text,
  }),
  network: userNetworkShown,
  config: z.strictObject({ uefi: z.boolean(), bootOrder: z.array(z.string()) }),
  media: z.strictObject({ isoMounted: z.boolean(), isoName: z.string() }),
});

nameSchemas({
  ServerDisk: disk,
  ServerHypervisor: serverHypervisor,
  ServerOwner: owner,
  ServerSshKey: serverSshKey,
  PendingAction: pendingAction,
  Server: server,
  ServerRead: serverRead,
  ServerBuilt: serverBuilt,
  ServerRow: serverRow,
  UserServer: userServer,
});
