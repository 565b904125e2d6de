import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { assumed, client } from '../../../../core/evidence.js';
import { float, sqlDateTime } from '../../../../core/wire.js';
import { ok } from '../../common.js';

/** What the list of accounts is filtered and ordered by. */
export const accountFields = ['uid', 'email', 'balance', 'bonus', 'status', 'createdOn', 'group', 'groupType'] as const;

/** 1 active, 2 inactive, 3 to be destroyed, 4 deleted: a number on the wire. */
const status = client(z.int().min(1).max(4));

const members = {
  uid: z.int(),
  email: z.string(),
  balance: z.number(),
  bonus: z.number(),
  credit: z.number(),
  debit: z.number(),
  groupType: z.enum(['trial', 'beta', 'billing', 'post']),
  status,
  createdOn: sqlDateTime,
  updatedStatusOn: sqlDateTime.optional(),
  updatedGroupOn: sqlDateTime.optional(),
  previousUpdatedGroupOn: sqlDateTime.optional(),
  isEnabled: z.boolean(),
  /** Misspelt so on the wire. */
  isCommerial: z.boolean(),
  isRegistered: z.boolean(),
  language: z.string(),
  defaultHardNodeGroup: z.string(),
  hardNodeGroups: z.array(z.string()),
  groupWinDomain: z.int().optional(),
  defaultPayMethodId: z.int().optional(),
  ebsUserId: z.string().optional(),
};

/** `group` is the group's name here. */
export const oneAccount = z.strictObject({ ...ok, ...members, group: z.string() });

const listed = z.strictObject({
  ...members,
  /** In the list of accounts it is an object. */
  group: client(z.strictObject({ name: z.string(), type: z.string() })),
});

export const accountList = z.strictObject({ ...ok, array: z.array(listed) });

export const quota = z.strictObject({
  quota: z.strictObject({
    name: z.string(),
    description: z.string(),
    isBusiness: z.boolean().optional(),
    isCustom: z.boolean().optional(),
    isHidden: z.boolean().optional(),
    referenceId: z.string().optional(),
  }),
  type: z.enum(['PERSONAL', 'GROUP']).optional(),
  value: z.int(),
});

/** The pages document the members of a limit where its value and kind are: add-on scripts read it so. */
export const quotaList = z.strictObject({ ...ok, array: client(z.array(quota)) });

export const funding = z.strictObject({
  chargeType: client(z.string()),
  /** A public script shows `100.0`. */
  amount: client(float),
  /** Milliseconds since 1970, unlike every other date here. */
  operationDate: client(z.int()),
  /** Left out where the operator wrote none. */
  note: client(z.string().optional()),
  id: assumed(z.int().optional()),
});

export const fundingHistory = z.strictObject({ ...ok, responses: z.array(funding) });

nameSchemas({
  OneAccount: oneAccount,
  AccountListed: listed,
  AccountList: accountList,
  AccountQuota: quota,
  QuotaList: quotaList,
  Funding: funding,
  FundingHistory: fundingHistory,
});
