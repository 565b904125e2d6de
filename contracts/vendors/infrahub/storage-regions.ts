/** Regions that store objects: the vendor's enum has one. */
export const storageRegions = ['CANADA-1'] as const;
