import { z } from 'zod';
import { flavorNumbered, imageOf } from '../catalogue.js';
import { instant, recordId, recordName } from '../scalars.js';

/** Ports are as the customer wrote them: the vendor's description sets no bounds. */
const rule = z
  .strictObject({
    direction: z.string(),
    protocol: z.string(),
    lowestPort: z.int().nullable(),
    highestPort: z.int().nullable(),
    ethertype: z.string(),
    prefix: z.string(),
  })
  .readonly();
export type Rule = z.output<typeof rule>;

/** A new rule is about to hold. */
export const securityRule = z
  .strictObject({ ...rule.unwrap().shape, id: recordId, state: z.enum(['pending', 'SUCCESS']), createdAt: instant })
  .readonly();
export type SecurityRule = z.output<typeof securityRule>;

const machineEvent = z.strictObject({ at: instant, reason: z.string(), message: z.string() }).readonly();
export type MachineEvent = z.output<typeof machineEvent>;

export const machine = z
  .strictObject({
    id: recordId,
    org: recordId,
    name: recordName,
    environment: recordId,
    flavor: recordId.refine(id => flavorNumbered(id) !== undefined, 'is no flavor'),
    /** Null for a machine that boots from a volume. */
    image: recordId.refine(id => imageOf(id) !== undefined, 'is no image').nullable(),
    os: z.string(),
    /** By name: deleting the key pair changes nothing here. */
    keypair: z.string(),
    /** States that pass by themselves end in -ING, but for BUILD. */
    state: z.enum([
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
    ]),
    power: z.enum(['RUNNING', 'SHUTDOWN']).nullable(),
    rest: z.enum(['active', 'stopped', 'shelved_offloaded']).nullable(),
    fixedIp: z.ipv4().nullable(),
    floatingIp: z.ipv4().nullable(),
    addressState: z.enum(['NO FLOATING IP', 'ATTACHING', 'ATTACHED', 'DETACHING', 'DETACHED']),
    wantedRules: z.array(rule).readonly(),
    rules: z.array(securityRule).readonly(),
    /** Ids of the volumes attached now. */
    volumes: z.array(recordId).readonly(),
    /** Ids of the firewalls that guard it. */
    firewalls: z.array(recordId).readonly(),
    /** The cluster that it is a node of. */
    cluster: recordId.nullable(),
    /** It costs nothing: masters of clusters do not. */
    isFree: z.boolean(),
    labels: z.array(z.string()).readonly(),
    callbackUrl: z.string().max(250).nullable(),
    portRandomization: z.boolean(),
    events: z.array(machineEvent).readonly(),
    createdAt: instant,
  })
  .refine(
    ({ floatingIp, addressState }) =>
      (floatingIp !== null) === (addressState === 'ATTACHED' || addressState === 'DETACHING'),
    { path: ['addressState'], error: 'does not go with its public address' },
  )
  .readonly();
export type Machine = z.output<typeof machine>;
export type MachineState = Machine['state'];
