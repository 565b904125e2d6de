/** For answers that follow from what is there alone: they hold until something happens to the panel. */
export const UNCHANGING = Number.POSITIVE_INFINITY;
