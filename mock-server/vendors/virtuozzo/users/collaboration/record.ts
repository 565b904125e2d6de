import { z } from 'zod';
import { countedId, instant } from '../../scalars.js';
import { LAST_OWN_ID } from './policy-ids.js';

const name = z.string().min(1).max(255);
const text = z.string().max(1000).nullable();

/** A set of methods that somebody made to allow them together. */
export const policy = z
  .strictObject({
    /** Below those of the platform's own policies. */
    id: countedId.max(LAST_OWN_ID),
    owner: countedId,
    name,
    description: text,
    /** Full names in lower case: `environment.control.startenv`. */
    methods: z.array(z.string().min(1)).min(1).max(1000).readonly(),
  })
  .readonly();
export type OwnPolicy = z.output<typeof policy>;

/** Policies by which somebody may act. */
export const role = z
  .strictObject({
    id: countedId,
    owner: countedId,
    name,
    description: text,
    receivesNotification: z.boolean(),
    policies: z.array(countedId).max(100).readonly(),
  })
  .readonly();
export type Role = z.output<typeof role>;

/** Somebody whom an account shares with, from the invitation on. */
export const collaboration = z
  .strictObject({
    id: countedId,
    owner: countedId,
    /** Where the invitation went. */
    email: name,
    /** Who accepted it. */
    member: countedId.nullable(),
    status: z.enum(['pending', 'rejected', 'active', 'suspended', 'left']),
    invitedOn: instant,
    /** What the owner calls the member. */
    memberName: name.nullable(),
    /** What the member calls the owner. */
    ownerName: name.nullable(),
  })
  .readonly();
export type Collaboration = z.output<typeof collaboration>;

/** A thing that is shared in a collaboration, and by which roles. */
export const sharedResource = z
  .strictObject({
    id: countedId,
    collaboration: countedId,
    kind: z.enum(['environment', 'group', 'account']),
    /** The appid, the group's name, or the owner's uid. */
    resource: name,
    roles: z.array(countedId).max(100).readonly(),
  })
  .readonly();
export type SharedResource = z.output<typeof sharedResource>;
