import { z } from 'zod';
import { SHORT_NAME } from '../../../../../contracts/vendors/virtuozzo/environment/control/schemas.js';
import { countedId, instant } from '../../scalars.js';

/** More cloudlets than a call can ask for. */
const MOST_CLOUDLETS = 100_000;
const cloudlets = z.int().min(0).max(MOST_CLOUDLETS);
/** MB. A node that is made has 600 to 24,000 of them in use. */
const diskUsed = z.int().min(0).max(1_000_000);

/** A container of an environment. */
export const node = z
  .strictObject({
    id: countedId,
    type: z.string().min(1),
    /** Layer: `cp`, `sqldb`, ... */
    group: z.string().min(1),
    isMaster: z.boolean(),
    displayName: z.string().nullable(),
    /** Docker image with its tag. */
    image: z.string().nullable(),
    /** Version of the platform's own software; null for the one that it comes in. */
    tag: z.string().nullable(),
    /** Ids of the add-ons that it was made with. */
    addons: z.array(z.string()).readonly(),
    /** Reserved cloudlets. */
    fixed: cloudlets,
    /** Scaling limit in cloudlets, the reserved ones included. */
    flexible: cloudlets.min(1),
    /** Disk space in use, MB. */
    disk: diskUsed,
    diskLimit: z.int().min(1),
    ipv4: z.array(z.ipv4().startsWith('198.')).readonly(),
    ipv6: z.array(z.string().regex(/^2001:db8::[0-9a-f]+$/)).readonly(),
  })
  .readonly();
export type Node = z.output<typeof node>;

/** An application environment: containers that run together, under one name and one bill. */
export const environment = z
  .strictObject({
    /** The appid: 32 hex digits, unless a seed set down another. */
    id: z.string().min(1),
    /** Short name, `env-7057607`. */
    name: z.string().regex(SHORT_NAME),
    displayName: z.string().nullable(),
    owner: countedId,
    createdOn: instant,
    /** Stays on record after its deletion, for its bill. */
    deletedOn: instant.nullable(),
    /** Unique name of its host group. */
    region: z.string().min(1),
    isHighlyAvailable: z.boolean(),
    ssl: z.boolean(),
    groups: z.array(z.string()).readonly(),
    state: z.enum(['running', 'down', 'sleep']),
    /** The platform stopped it for want of money, and starts it again when there is some. */
    isSuspended: z.boolean(),
    /** Work that goes on out of everybody's sight, and the status that it shows until then. */
    busy: z
      .strictObject({ status: z.int().min(1).max(15), until: instant })
      .readonly()
      .nullable(),
    nodes: z.array(node).min(1).readonly(),
  })
  .readonly();
export type AppEnvironment = z.output<typeof environment>;

/** What one node is charged for, until something changes. */
const nodeTerms = z
  .strictObject({
    id: countedId,
    type: z.string().min(1),
    /** Both 0 while it does not run. */
    fixed: cloudlets,
    flexible: cloudlets,
    disk: diskUsed,
    ipv4: z.int().min(0).max(1_000_000),
    ipv6: z.int().min(0).max(1_000_000),
  })
  .readonly();
export type NodeTerms = z.output<typeof nodeTerms>;

/** What one environment is charged for, until something changes. */
export const environmentTerms = z.strictObject({ ssl: z.boolean(), nodes: z.array(nodeTerms).readonly() }).readonly();
export type EnvironmentTerms = z.output<typeof environmentTerms>;
