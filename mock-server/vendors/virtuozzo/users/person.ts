import type { z } from 'zod';
import type { person } from '../../../../contracts/vendors/virtuozzo/users/account.js';
import type { Account } from '../billing/account/record.js';

/** Members by which a user is shown. */
export const personView = ({ id, email, name }: Account): z.output<typeof person> => ({
  uid: id,
  email,
  name,
  status: 'ENABLED',
  accessType: 'FULL_ACCESS',
  authType: 'BASIC',
});
