import { defineContract } from '../../core/contract.js';
import { virtuozzoDialect } from './dialect.js';
import { docs } from './docs.js';
import { account } from './operations/account.js';
import { authentication } from './operations/authentication.js';
import { binder } from './operations/binder.js';
import { control } from './operations/control.js';
import { users } from './operations/users.js';

/** Virtuozzo Application Platform (Jelastic PaaS): the calls of users and of a platform's operator that concern money. */
export const virtuozzo = defineContract({
  vendor: 'virtuozzo',
  title: 'Virtuozzo Application Platform API (Jelastic)',
  version: '8.0.2',
  docs: docs.overview,
  dialect: virtuozzoDialect,
  operations: { authentication, users, account, control, binder },
});
