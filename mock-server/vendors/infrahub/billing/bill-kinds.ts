/** What there are bills for, by the word that the id of a bill begins with. */
export const billKinds = ['vm', 'volume', 'snapshot', 'bucket', 'cluster'] as const;
export type BillKind = (typeof billKinds)[number];

/** Of these the usage has rows. Of the others only the histories tell: the page of the usage names no further type. */
export const usageKinds = ['vm', 'volume'] as const satisfies readonly BillKind[];
export type UsageKind = (typeof usageKinds)[number];
