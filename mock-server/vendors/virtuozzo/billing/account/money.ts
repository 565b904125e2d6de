import { calendar } from '../../../../../contracts/core/time.js';
import { DAY } from '../../../../domain/clock.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { change, end } from '../../environment/control/life.js';
import { fundsNow, together } from './funds.js';
import type { Booking } from './record.js';

/**
 * Books money that comes or goes at once: `bonus` and `balance` are parts of the amount. What the hours cost until now
 * is paid first.
 */
export function book(
  cloud: VirtuozzoCloud,
  uid: number,
  booked: Pick<Booking, 'kind' | 'bonus' | 'balance' | 'note' | 'appid'>,
): void {
  const before = fundsNow(cloud, cloud.accounts.need(uid));
  const sign = booked.kind === 'fund' ? 1 : -1;
  const after = {
    hour: before.hour,
    bonus: before.bonus + sign * booked.bonus,
    balance: before.balance + sign * booked.balance,
  };
  cloud.bookings.add({ id: cloud.nextId('entry'), uid, at: cloud.now, after, ...booked });
  cloud.accounts.update(uid, { funds: after });
  review(cloud, uid);
}

/** Stops an account's environments when its money is gone, and starts them again when there is some. */
export function review(cloud: VirtuozzoCloud, uid: number): void {
  const account = cloud.accounts.need(uid);
  const money = together(fundsNow(cloud, account));
  if (account.status === 'active' && money < cloud.leastMoney) deactivate(cloud, uid);
  else if (account.status !== 'active' && money > cloud.leastMoney) activate(cloud, uid);
}

function deactivate(cloud: VirtuozzoCloud, uid: number): void {
  cloud.accounts.update(uid, { status: 'inactive', statusOn: cloud.now });
  for (const { id, state } of cloud.livingOf(uid))
    if (state === 'running') change(cloud, id, { state: 'down', isSuspended: true });
  const at = cloud.now + Math.floor(cloud.limit('account.destroy.period') * DAY);
  if (at <= calendar.last) cloud.agenda.enter(at, 'destroy', uid);
}

function activate(cloud: VirtuozzoCloud, uid: number): void {
  cloud.accounts.update(uid, { status: 'active', statusOn: cloud.now });
  cloud.agenda.cancel(uid, 'destroy');
  for (const { id, isSuspended } of cloud.livingOf(uid))
    if (isSuspended) change(cloud, id, { state: 'running', isSuspended: false });
}

/** The environments of an account that had no money for too long are no more. */
export function destroy(cloud: VirtuozzoCloud, uid: number): void {
  cloud.accounts.update(uid, { status: 'destroyed', statusOn: cloud.now });
  for (const { id } of cloud.livingOf(uid)) end(cloud, id);
}
