import type { VirtuozzoCloud } from '../../cloud.js';
import { hourOf } from '../../hours.js';
import type { Account, Booking } from './record.js';

/** What does not hold together about money in a cloud that came from a snapshot, each with its place. */
export function* moneyInconsistencies(cloud: VirtuozzoCloud): Generator<string> {
  const { accounts, bookings, exports, credentials } = cloud;
  const last = new Map<number, Booking>();
  let before = Number.NEGATIVE_INFINITY;
  for (const [index, booking] of bookings.all().entries()) {
    const place = `entry[${index}]`;
    for (const wrong of bookingProblems(cloud, booking)) yield `${place}${wrong}`;
    if (booking.at < before) yield `${place}.at: is before the booking above it`;
    before = booking.at;
    last.set(booking.uid, booking);
  }
  for (const [index, account] of accounts.all().entries())
    if (!isLastOf(account, last.get(account.id))) yield `user[${index}].funds: are not those after the last booking`;
  if ((cloud.ids.export ?? 0) < exports.size) yield 'ids.export: is less than there are exports';
  for (const [index, { id }] of exports.all().entries())
    if (credentials.find('key', id) === undefined) yield `export[${index}].id: is the key of nobody`;
}

function* bookingProblems(cloud: VirtuozzoCloud, { uid, at, appid, after }: Booking): Generator<string> {
  if (cloud.accounts.get(uid) === undefined) yield '.uid: there is no such user';
  if (at > cloud.now) yield ".at: is after the cloud's own time";
  if (after.hour !== hourOf(at)) yield '.after.hour: is not the hour of the booking';
  if (appid !== null && cloud.environments.get(appid)?.owner !== uid) yield '.appid: the user had no such environment';
}

/** An account that nothing was booked on yet has no money, as of the hour in which it was made. */
function isLastOf({ funds, createdOn }: Account, booking: Booking | undefined): boolean {
  const { hour, bonus, balance } = booking?.after ?? { hour: hourOf(createdOn), bonus: 0, balance: 0 };
  return funds.hour === hour && funds.bonus === bonus && funds.balance === balance;
}
