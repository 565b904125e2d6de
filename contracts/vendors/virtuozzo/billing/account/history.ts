import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { assumed, client } from '../../../../core/evidence.js';
import { dayTime, naiveTime, sqlTime, utcTime } from '../../../../core/time.js';
import { read, secret, sqlDateTime, text } from '../../../../core/wire.js';
import { given, ok, target, time } from '../../common.js';

/** Lengths of a row; `AGE`, one row for the whole window, only one public client knows. */
const periods = ['YEAR', 'MONTH', 'WEEK', 'DAY', 'HOUR', 'AGE'] as const;

const amount = z.number().min(0);
const money = z.number();

/**
 * One charged thing in one period, 37 members. Rows are disjoint: adding `cost` over all of them gives the total. What a
 * row does not use is 0; references it does not have are left out.
 *
 * The members stand in the order in which the public page prints them, which is that of a Java hash map; the page's
 * copies at hand are cut after `domain`, and the last five stand where that map puts them.
 */
const members = {
  resourceFreeCost: money,
  /** Start of the period the row belongs to, even when the window begins later. */
  dateTime: sqlDateTime,
  billNetworkExtAmount: amount,
  usedStorageAmount: amount,
  licenceHours: amount,
  fixedCloudletsCost: money,
  storageCost: money,
  /** The tariff's keyword on an option's row (`ip`), the node's type on a node's. */
  type: z.string(),
  resourceBillableAmount: amount,
  networkExtCost: money,
  /** Of rows of an environment, as `appid`, `domain` and `hostGroupUniqueName`: a charge of the account has none. */
  hostGroupDisplayName: z.string().optional(),
  isBonus: z.boolean(),
  flexibleCloudletsFreeAmount: amount,
  nodeCount: z.int(),
  flexibleCloudletsCost: money,
  networkExtFreeAmount: amount,
  /** Of rows of one node alone. */
  nodeid: z.int().optional(),
  group: z.int(),
  usedCloudletsAmount: amount,
  /** Money of the row, in the platform's currency. On an option's row no other member holds it. */
  cost: money,
  fixedCloudletsFreeAmount: amount,
  isRemote: z.boolean(),
  /** Units charged, summed over the hours. */
  count: z.int(),
  flexibleCloudletsAmount: amount,
  resourceFreeAmount: amount,
  isPaid: z.boolean(),
  fixedCloudletsAmount: amount,
  isWithdrawn: z.boolean(),
  resourceCost: money,
  minFeeResourceAmount: amount,
  appid: z.string().optional(),
  /** Short name of the environment, not its full host name. */
  domain: z.string().optional(),
  billStorageAmount: amount,
  usedNetworkExtAmount: amount,
  storageFreeAmount: amount,
  hostGroupUniqueName: z.string().optional(),
  /** `OPTION` is the only value a public page shows. */
  resourceType: z.string(),
  /** The exported table has such a column; what the operator wrote. */
  note: assumed(z.string().optional()),
};

export const billRow = z.strictObject(members);

export const billRows = z.strictObject({ ...ok, array: z.array(billRow) });

/** The release notes of version 6.1 say that least and most cloudlets and disk space were added; no sample is public. */
export const extendedBillRow = z.strictObject({
  ...members,
  minCloudlets: assumed(amount),
  maxCloudlets: assumed(amount),
  minStorage: assumed(amount),
  maxStorage: assumed(amount),
});

export const extendedBillRows = z.strictObject({ ...ok, array: assumed(z.array(extendedBillRow)) });

/** Address of a table of comma-separated values, fetched without any credential but its own. */
export const billLink = z.strictObject({ ...ok, link: client(secret(z.string())) });

export const billTable = text('text/csv');

/** Read by the name of the period in any case. */
const period = () => read.word(periods);

/** Minutes east of UTC by which the borders of days and the dates in the answer are shifted. */
const timeOffset = client(given(read.integer().pipe(z.int().min(-1440).max(1440))));
const groupNodes = client(given(read.flag()));
const onlyOne = {
  targetAppid: given(z.string()),
  /** Limits the rows to one environment, as `targetAppid` does. */
  envName: client(given(z.string())),
};

export const historyQuery = z.object({
  ...target,
  starttime: time(),
  endtime: time(),
  period: period(),
  timeOffset,
  groupNodes,
  ...onlyOne,
});

/** The same, where the period may be left out and is a day then. */
export const exportQuery = historyQuery.extend({ period: given(period()) });

export const historyOfUserQuery = historyQuery.extend({ uid: read.integer() });

/** A client sends UTC with a `Z`, others a plain date. */
const looseTime = () => read.instant(sqlTime, dayTime, naiveTime, utcTime);

export const extendedQuery = exportQuery.extend({
  starttime: looseTime(),
  endtime: looseTime(),
  period: client(given(period())),
});

nameSchemas({
  BillRow: billRow,
  BillRows: billRows,
  ExtendedBillRow: extendedBillRow,
  ExtendedBillRows: extendedBillRows,
  BillLink: billLink,
  HistoryQuery: historyQuery,
  ExportQuery: exportQuery,
  HistoryOfUserQuery: historyOfUserQuery,
  ExtendedQuery: extendedQuery,
});
