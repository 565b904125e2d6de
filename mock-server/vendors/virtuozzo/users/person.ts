import type { Account } from '../billing/account/record.js';

/** Members by which a user is shown. */
export const person = ({ id, email, name }: Account) => ({
  uid: id,
  email,
  name,
  status: 'ENABLED' as const,
  accessType: 'FULL_ACCESS' as const,
  authType: 'BASIC' as const,
});
