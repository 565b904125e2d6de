import { z } from 'zod';
import { disputedField } from '../../../core/disputed.js';
import { nameSchemas } from '../../../core/document-marks.js';
import { assumed } from '../../../core/evidence.js';
import { read } from '../../../core/wire.js';
import {
  attachmentStatus,
  dateTime,
  enveloped,
  environmentFeatures,
  filter,
  listed,
  listQuery,
  name,
  securityRule,
} from '../common.js';
import { flavorOfMachine } from '../flavors.js';
import { ruleProtocols } from '../security-rules.js';

/** States in the order of a life; those that end in -ING pass by themselves. */
const vmStatus = z.enum([
  'CREATING',
  'BUILD',
  'ACTIVE',
  'STOPPING',
  'SHUTOFF',
  'STARTING',
  'REBOOTING',
  'HIBERNATING',
  'HIBERNATED',
  'RESTORING',
  'DELETING',
  'ERROR',
]);

const volumeOfMachine = z.strictObject({
  id: z.int(),
  volume: z.strictObject({
    id: z.int(),
    name: z.string(),
    description: z.string(),
    volume_type: z.string(),
    size: z.int(),
    bootable: z.boolean(),
  }),
  device: z.string(),
  status: attachmentStatus,
  protected: z.boolean(),
  created_at: dateTime,
});

/** A virtual machine as the list and its creation show it. */
export const instance = z.strictObject({
  id: z.int(),
  name: z.string(),
  status: vmStatus,
  environment: z.strictObject({
    id: z.int(),
    name: z.string(),
    org_id: z.int(),
    region: z.string(),
    features: environmentFeatures,
  }),
  image: z.strictObject({ name: z.string() }).nullable(),
  flavor: flavorOfMachine,
  os: z.string(),
  keypair: z.strictObject({ name: z.string() }),
  volume_attachments: z.array(volumeOfMachine),
  /** Null until the machine has been built. */
  power_state: z.string().nullable(),
  vm_state: z.string().nullable(),
  fixed_ip: z.string().nullable(),
  floating_ip: z.string().nullable(),
  floating_ip_status: z.enum(['NO FLOATING IP', 'ATTACHING', 'ATTACHED', 'DETACHING', 'DETACHED']),
  security_rules: z.array(securityRule),
  callback_url: z.string().nullable(),
  locked: z.boolean(),
  contract_id: z.int().nullable(),
  labels: z.array(z.string()),
  created_at: dateTime,
  features: environmentFeatures,
  // Printed, and not in the vendor's OpenAPI:
  is_snapshotting: disputedField(z.boolean()),
  cluster_id: disputedField(z.int().nullable()),
  port_randomization: z.boolean(),
  port_randomization_status: assumed(z.string()),
  requires_public_ip: z.boolean(),
  /** Since 1.55.1; the printed answers are older. */
  enhanced_metrics: disputedField(z.strictObject({ enabled: z.boolean() })),
});

export const instances = enveloped({ ...listed, instances: z.array(instance) });
export const createdInstances = enveloped({ instances: z.array(instance) });
/** One virtual machine: it alone says whether it is excluded from billing. */
export const oneInstance = enveloped({
  instance: z.strictObject({ ...instance.shape, excluded_billing: disputedField(z.boolean()) }),
});

export const instanceEvents = enveloped({
  instance_events: z.array(
    z.strictObject({
      instance_id: z.int(),
      user_id: z.int(),
      org_id: z.int(),
      time: dateTime,
      type: z.string(),
      reason: z.string(),
      object: z.string(),
      message: z.string(),
    }),
  ),
});

export const instancesQuery = z.object({
  ...listQuery,
  /** Part of an environment's name, or the whole with `exact_environment_match`. */
  environment: filter(),
  exact_environment_match: read.flag().default(false),
  /** Ids of firewalls; machines behind one of them are left out. */
  exclude_firewalls: read.list(read.integer()).optional(),
});

const wantedRule = z.object({
  direction: z.string(),
  ethertype: z.string(),
  protocol: z.enum(ruleProtocols),
  remote_ip_prefix: z.string(),
  port_range_min: z.int().optional(),
  port_range_max: z.int().optional(),
});

/** Measures instead of the flavor's own; those that are not named stay. No page says whom they are open to, nor their bounds. */
const ownHardware = z.object({
  cpu: z.int().min(1).max(10_000).optional(),
  ram: z.number().min(0.5).max(100_000).optional(),
  disk: z.int().min(1).max(1_048_576).optional(),
  gpu: z.string().optional(),
  gpu_count: z.int().min(0).max(100).optional(),
});

export const createInstances = z.object({
  name: name(50),
  environment_name: z.string(),
  /** Needed unless it boots from `volume_name`. */
  image_name: z.string().optional(),
  volume_name: z.string().optional(),
  flavor_name: z.string(),
  flavor: ownHardware.optional(),
  /** Keeps all the rest as a profile of this name. Its members say so (a name, a description, no id); no page does. */
  profile: z.object({ name: name(50), description: z.string().max(150).default('') }).optional(),
  key_name: z.string(),
  /**
   * More than one makes several, whose names get `-1`, `-2` and so on; 20 is the most:
   * https://docs.hyperstack.cloud/docs/api-reference/core-resources/virtual-machines/vm-core/create-vms
   */
  count: z.int().min(1).max(20),
  assign_floating_ip: z.boolean().default(false),
  create_bootable_volume: z.boolean().default(false),
  enable_port_randomization: z.boolean().default(true),
  enhanced_monitoring_enabled: z.boolean().default(false),
  labels: z.array(z.string()).default([]),
  security_rules: z.array(wantedRule).default([]),
  user_data: z.string().optional(),
  callback_url: z.string().max(250).optional(),
});

export const resizeInstance = z.object({ flavor_name: z.string().optional(), flavor: ownHardware.optional() });

export const editLabels = z.object({ labels: z.array(z.string()).default([]) });

nameSchemas({
  VmStatus: vmStatus,
  VolumeOfMachine: volumeOfMachine,
  Instance: instance,
  Instances: instances,
  CreatedInstances: createdInstances,
  OneInstance: oneInstance,
  InstanceEvents: instanceEvents,
  WantedRule: wantedRule,
  OwnHardware: ownHardware,
  CreateInstances: createInstances,
  ResizeInstance: resizeInstance,
  EditLabels: editLabels,
});
