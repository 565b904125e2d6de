import { virtuozzo as contract } from '../../../contracts/vendors/virtuozzo/index.js';
import { defineVendor } from '../../calls/vendor.js';
import { account } from './handlers/account.js';
import { authentication } from './handlers/authentication.js';
import { binder } from './handlers/binder.js';
import { control } from './handlers/control.js';
import { users } from './handlers/users.js';
import { createCloud } from './seed.js';

/** The Virtuozzo Application Platform, answered from a platform that lives on the virtual clock. */
export const virtuozzo = defineVendor({
  contract,
  createCloud,
  handlers: { authentication, users, account, control, binder },
});
