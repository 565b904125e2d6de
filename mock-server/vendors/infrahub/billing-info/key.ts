import type { BillingInfo } from './record.js';

/** A person has one for each organisation. */
export const billingInfoKey = ({ org, user }: Pick<BillingInfo, 'org' | 'user'>): string => `${org}/${user}`;
