/** Ids of the platform's policies are above this, where no account's ever come. */
export const LAST_OWN_ID = 1_000_000;
