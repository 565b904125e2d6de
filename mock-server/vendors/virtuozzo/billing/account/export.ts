import { virtuozzoDialect } from '../../../../../contracts/vendors/virtuozzo/dialect.js';
import { DAY } from '../../../../domain/clock.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { BillQuery } from './bill-query.js';
import { table } from './bill-view.js';
import { historyOf } from './history.js';

/** How long a link serves its table: a guess. */
const LINK_DAYS = 7;

/** Keeps a bill as a table and answers its link. The key in it is a credential, so that it finds its world again. */
export function exported(cloud: VirtuozzoCloud, query: BillQuery, origin: string): string {
  const number = cloud.nextId('export');
  const key = cloud.random.hex({ entity: 'export', id: `${cloud.settings.secret}/${number}`, field: 'key' }, 32);
  cloud.exports.add({ id: key, table: table(historyOf(cloud, query), cloud.settings.currency) });
  cloud.credentials.add({
    scheme: 'key',
    value: key,
    holder: query.uid,
    state: 'valid',
    rights: 'read',
    expires: cloud.now + LINK_DAYS * DAY,
  });
  return `${origin}${virtuozzoDialect.basePath}/billing/account/rest/downloadbillinghistory?key=${key}`;
}
