import type { z } from 'zod';
import { sqlTime } from '../../../../../contracts/core/time.js';
import type { billRow, extendedBillRow } from '../../../../../contracts/vendors/virtuozzo/billing/account/history.js';
import { fromMicros, type Micros } from '../../../../domain/money.js';
import { hostGroups } from '../../catalogue.js';
import type { BillRow } from './bill-rows.js';

/** Rows of a bill as they travel: as members of an answer, and as lines of an exported table. */

/** Most amounts of a row are nothing. */
const money = (micros: Micros): number => (micros === 0 ? 0 : fromMicros(micros));

const resourceTypes = { node: 'RESOURCE', option: 'OPTION', charge: 'CHARGE' } as const;

/** A row with all its members, in the printed order. */
export function row({
  start,
  environment,
  node,
  kind,
  type,
  isBonus,
  note,
  nodes,
  sums,
}: BillRow): z.output<typeof billRow> {
  const region =
    environment && (hostGroups.find(({ uniqueName }) => uniqueName === environment.region) ?? hostGroups[0]);
  return {
    resourceFreeCost: 0,
    dateTime: sqlTime.format(start),
    billNetworkExtAmount: sums.traffic - sums.trafficFree,
    usedStorageAmount: sums.disk,
    licenceHours: 0,
    fixedCloudletsCost: money(sums.fixedCost),
    storageCost: money(sums.diskCost),
    type,
    resourceBillableAmount: 0,
    networkExtCost: money(sums.trafficCost),
    ...(region && { hostGroupDisplayName: region.displayName }),
    isBonus,
    flexibleCloudletsFreeAmount: 0,
    nodeCount: nodes.size,
    flexibleCloudletsCost: money(sums.dynamicCost),
    networkExtFreeAmount: sums.trafficFree,
    ...(node !== null && { nodeid: node }),
    group: 0,
    usedCloudletsAmount: sums.used,
    cost: money(sums.cost),
    fixedCloudletsFreeAmount: 0,
    isRemote: false,
    count: sums.units,
    flexibleCloudletsAmount: sums.dynamic,
    resourceFreeAmount: 0,
    isPaid: false, // this flag and isWithdrawn concern the monthly payments of post-paid accounts
    fixedCloudletsAmount: sums.fixed,
    isWithdrawn: false,
    resourceCost: 0,
    minFeeResourceAmount: 0,
    ...(environment && { appid: environment.id, domain: environment.name }),
    billStorageAmount: sums.disk - sums.diskFree,
    usedNetworkExtAmount: sums.traffic,
    storageFreeAmount: sums.diskFree,
    ...(region && { hostGroupUniqueName: region.uniqueName }),
    resourceType: resourceTypes[kind],
    ...(note !== null && { note }),
  };
}

/** A row with the least and most of an hour in it. */
export const extendedRow = (from: BillRow): z.output<typeof extendedBillRow> => ({
  ...row(from),
  minCloudlets: from.mostUsed === 0 ? 0 : from.leastUsed,
  maxCloudlets: from.mostUsed,
  minStorage: from.mostDisk === 0 ? 0 : from.leastDisk,
  maxStorage: from.mostDisk,
});

/** Columns as a public client finds them; the last one names the currency. */
const columns = (currency: string): string[] => [
  'Date',
  'Env',
  'Node Id',
  'Item',
  'Type',
  'Note',
  'Reserved Cloudlets',
  'Free Reserved Cloudlets',
  'Dynamic Cloudlets',
  'Free Dynamic Cloudlets',
  'Paid Storage (MB)',
  'Free Storage (MB)',
  'Paid Traffic (MB)',
  'Free Traffic (MB)',
  'Billable resource',
  'Free resource',
  `Cost (${currency})`,
];

/** The table of a bill as comma-separated values, a header first. */
export function table(rows: Iterable<BillRow>, currency: string): string {
  const lines = Array.from(rows, from => {
    const is = row(from);
    return [
      is.dateTime,
      is.domain ?? '',
      is.nodeid ?? '',
      is.type,
      is.resourceType,
      is.note ?? '',
      is.fixedCloudletsAmount,
      is.fixedCloudletsFreeAmount,
      is.flexibleCloudletsAmount,
      is.flexibleCloudletsFreeAmount,
      is.billStorageAmount,
      is.storageFreeAmount,
      is.billNetworkExtAmount,
      is.networkExtFreeAmount,
      is.resourceBillableAmount,
      is.resourceFreeAmount,
      is.cost,
    ];
  });
  return [columns(currency), ...lines].map(line => `${line.map(field).join(',')}\n`).join('');
}

const field = (value: string | number): string =>
  /[",\n\r]/.test(`${value}`) ? `"${`${value}`.replaceAll('"', '""')}"` : `${value}`;
