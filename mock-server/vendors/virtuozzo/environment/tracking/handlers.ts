import { refuse } from '../../../../../contracts/core/failure.js';
import { sqlTime } from '../../../../../contracts/core/time.js';
import type {
  ActionSearch,
  tracking as operations,
} from '../../../../../contracts/vendors/virtuozzo/environment/tracking.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { Action } from './record.js';

export const handlers = {
  getUidActions({ query, cloud, caller }) {
    const { starttime = 0, endtime = Number.POSITIVE_INFINITY, count, actionTypes } = query;
    const types = actionTypes?.map(type => type.toLowerCase());
    const found = of(cloud, caller.holder).filter(
      ({ startedOn, method }) =>
        startedOn >= starttime && startedOn < endtime && (types === undefined || types.includes(method)),
    );
    const last = found.reverse().slice(0, count);
    return { status: 200, body: { result: 0, array: last.map(action => view(cloud, action)) } };
  },

  getCurrentActions({ cloud, caller }) {
    const going = of(cloud, caller.holder).filter(({ endsOn }) => endsOn > cloud.now);
    return { status: 200, body: { result: 0, array: going.map(action => view(cloud, action)) } };
  },

  getServerUtcTime({ cloud }) {
    return { status: 200, body: { result: 0, object: sqlTime.format(cloud.now) } };
  },

  getAction({ query, cloud, caller }) {
    const all = of(cloud, caller.holder);
    const action = query.id === undefined ? all.at(-1) : all.find(({ id }) => id === query.id);
    if (action === undefined) throw refuse(refusals.noObject, { what: 'action', name: query.id ?? '' });
    return { status: 200, body: { result: 0, object: view(cloud, action) } };
  },

  searchActions({ query, cloud, caller }) {
    const { search } = query;
    const found = of(cloud, caller.holder).filter(action => fits(cloud, search, action));
    if (search.orderDirection?.toUpperCase() !== 'ASC') found.reverse();
    const { startRow = 0, resultCount = found.length } = search;
    const array = found.slice(startRow, startRow + resultCount).map(action => view(cloud, action));
    return { status: 200, body: { result: 0, totalCount: found.length, array } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** What a user did, the oldest first. */
const of = ({ actions }: VirtuozzoCloud, uid: number): Action[] => actions.allKeyed(`${uid}`);

function fits(cloud: VirtuozzoCloud, search: ActionSearch, action: Action): boolean {
  const { id, uid, service, method, appid, startedOn, endsOn } = action;
  const types = search.types?.map(type => type.toLowerCase());
  return (
    (search.id === undefined || search.id === id) &&
    (search.uid === undefined || search.uid === uid) &&
    (search.login === undefined || search.login === cloud.accounts.need(uid).email) &&
    (search.serviceName === undefined || search.serviceName.toLowerCase() === service) &&
    (types === undefined || types.includes(method)) &&
    (search.appids === undefined || (appid !== null && search.appids.includes(appid))) &&
    (search.startDate === undefined || startedOn >= search.startDate) &&
    (search.endDate === undefined || startedOn < search.endDate) &&
    // Only what was answered well is remembered.
    (search.resultCode === undefined || search.resultCode === 0) &&
    !search.onlyErrors &&
    (!search.onlyCompleted || endsOn <= cloud.now)
  );
}

const view = (cloud: VirtuozzoCloud, { id, uid, service, method, appid, startedOn, endsOn }: Action) => ({
  ...{ id, uid, login: cloud.accounts.need(uid).email, serviceName: service, type: method },
  ...(appid !== null && { appid }),
  startDate: sqlTime.format(startedOn),
  ...(endsOn <= cloud.now && { endDate: sqlTime.format(endsOn), resultCode: 0 }),
});
