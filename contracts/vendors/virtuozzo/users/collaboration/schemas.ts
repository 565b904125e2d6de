import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { assumed, client } from '../../../../core/evidence.js';
import { read } from '../../../../core/wire.js';
import { given, ids, names, ok } from '../../common.js';

/** What the OpenAPI text shows of collaborations. A member that it shows in one answer only is optional here. */

/** The platform's own mark, which says nothing of the thing. */
const own = { useObjectHash: z.boolean().optional() };

/** A user as a collaboration, a role or a policy shows him. */
export const partner = z.strictObject({
  id: z.int(),
  email: z.string(),
  name: z.string().optional(),
  authType: z.enum(['BASIC', 'TFA']).optional(),
  phoneNumber: z.string().optional(),
  externalId: z.string().optional(),
  authConfig: z
    .strictObject({
      ...own,
      id: z.int().optional(),
      type: z.string().optional(),
      isActive: z.boolean().optional(),
      isConfigured: z.boolean().optional(),
    })
    .optional(),
});

export const collaborationStatus = z.enum(['PENDING', 'REJECTED', 'ACTIVE', 'SUSPENDED', 'LEFT']);

export const collaboration = z.strictObject({
  ...own,
  id: z.int(),
  ownerUid: z.int(),
  /** Left out until somebody has accepted. */
  memberUid: z.int().optional(),
  /** Where the invitation went. */
  email: z.string(),
  status: collaborationStatus,
  /** What the caller calls the other one: nothing but the names of the calls that set it tells. */
  displayName: assumed(z.string().optional()),
  memberDisplayName: z.string().optional(),
  ownerDisplayName: z.string().optional(),
  owner: partner.optional(),
  member: partner.optional(),
});

export const collaborationAnswer = z.strictObject({ ...ok, isOwner: z.boolean().optional(), collaboration });
export const collaborationList = z.strictObject({
  ...ok,
  isOwner: z.boolean().optional(),
  collaborations: z.array(collaboration),
});

const behavior = z.enum(['ALLOW', 'DENY']);

/** A method that a policy is about. */
export const apiListItem = z.strictObject({
  ...own,
  id: z.int(),
  method: z.string(),
  isSafe: z.boolean().optional(),
  isCollaborationAccessible: z.boolean().optional(),
});

export const policy = z.strictObject({
  ...own,
  id: z.int(),
  name: z.string(),
  uniqueName: z.string().optional(),
  description: z.string().optional(),
  isSystem: z.boolean(),
  /** What it is about: the account of whoever shares, or his environments. */
  type: z.enum(['COLLABORATION', 'ENVIRONMENT']),
  behavior,
  apiListItems: z.array(apiListItem).optional(),
  owner: partner.optional(),
  /** Roles again, each with its policies; the double does not say them here. */
  roles: z.array(z.unknown()).optional(),
});

export const role = z.strictObject({
  ...own,
  id: z.int(),
  name: z.string(),
  description: z.string().optional(),
  /** Whoever has it is told of high load. */
  receiveNotification: z.boolean(),
  policies: z.array(policy),
  owner: partner.optional(),
});

export const policyAnswer = z.strictObject({ ...ok, policy });
export const policyList = z.strictObject({ ...ok, policies: z.array(policy) });
export const roleAnswer = z.strictObject({ ...ok, role });
export const roleList = z.strictObject({ ...ok, roles: z.array(role) });

const permissions = {
  behavior: behavior.optional(),
  roleId: z.int().optional(),
  tokenPermissions: z.array(apiListItem),
};
export const methodList = z.strictObject({ ...ok, ...permissions });
export const methodsByRole = z.strictObject({
  ...ok,
  genericClass: z.string().optional(),
  responses: z.array(z.strictObject({ ...ok, ...permissions })),
});
export const methodNames = z.strictObject({ ...ok, array: z.array(z.string()) });

/** The OpenAPI text has the first two; a public client, written for a later version, names accounts too. */
const resourceTypes = ['ENV', 'ENV_GROUP', 'ACCOUNT'] as const;

const shared = {
  id: z.int(),
  collaborationId: z.int(),
  resourceId: z.string(),
  type: client(z.enum(resourceTypes)),
  roleIds: z.array(z.int()),
  roles: z.array(role).optional(),
  ownerUid: z.int(),
  memberId: z.int().optional(),
  uid: z.int().optional(),
  receiveNotification: z.boolean().optional(),
};
export const resourceAnswer = z.strictObject({ ...ok, ...shared });
export const resourceList = z.strictObject({ ...ok, responses: z.array(resourceAnswer) });

/** More than anybody has. Without a bound a short text could ask for endless work. */
const [MOST_THINGS, LONGEST_NAME] = [100, 255];

export const shortText = () => z.string().min(1).max(LONGEST_NAME);
export const description = () => given(z.string().max(1000));

/** Methods by their full names: at most all that there are. */
export const methods = () => names().pipe(z.array(z.string()).min(1).max(1000));

/** Ids, at most so many. */
export const someIds = () => ids().pipe(z.array(z.int()).max(MOST_THINGS));

export const resourceType = () => read.word(resourceTypes);

/** One thing to share. No source shows the JSON text; its members are named as in the answers and as in SetResource. */
const sharing = z.object({
  resourceId: assumed(shortText()),
  type: assumed(resourceType().optional()),
  resourceType: assumed(resourceType().optional()),
  roleIds: assumed(z.union([z.array(z.int()).max(MOST_THINGS), z.int().transform(one => [one]), someIds()]).optional()),
});

nameSchemas({
  Partner: partner,
  CollaborationStatus: collaborationStatus,
  Collaboration: collaboration,
  CollaborationAnswer: collaborationAnswer,
  CollaborationList: collaborationList,
  Behavior: behavior,
  CollaborationApiListItem: apiListItem,
  Policy: policy,
  Role: role,
  PolicyAnswer: policyAnswer,
  PolicyList: policyList,
  RoleAnswer: roleAnswer,
  RoleList: roleList,
  MethodList: methodList,
  MethodsByRole: methodsByRole,
  MethodNames: methodNames,
  ResourceAnswer: resourceAnswer,
  ResourceList: resourceList,
  Sharing: sharing,
});

/** Things to share, as JSON text: a list, or one alone. */
export const sharings = () => read.json(z.union([z.array(sharing).max(MOST_THINGS), sharing.transform(one => [one])]));
export type WantedSharing = z.output<typeof sharing>;
