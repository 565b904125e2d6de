/** Parts of a resource's price. */
export const priceParts = ['gpu', 'cpu', 'ram', 'publicip', 'disk', 'ephemeral'] as const;
export type PricePart = (typeof priceParts)[number];
