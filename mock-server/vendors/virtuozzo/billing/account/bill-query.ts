import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Instant } from '../../../../domain/clock.js';
import type { Caller } from '../../../../domain/credentials.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { AppEnvironment } from '../../environment/control/record.js';
import { appidOf } from '../../environment/control/rules.js';
import { sharedWith } from '../../users/collaboration/rights.js';
import type { BillPeriod } from './periods.js';

/** What a bill is asked for. */
export interface BillQuery {
  readonly uid: number;
  /** The window, its end excluded. */
  readonly from: Instant;
  readonly to: Instant;
  readonly period: BillPeriod | 'AGE';
  /** Minutes east of UTC. */
  readonly offset: number;
  /** Nodes of the same type make one row. */
  readonly isGrouped: boolean;
  /** Only this environment. */
  readonly appid: string | null;
}

/** An environment an account has, or had: the last of that name. */
export function recorded(
  cloud: VirtuozzoCloud,
  uid: number,
  { envName, appid }: { readonly envName?: string | undefined; readonly appid?: string | undefined },
): AppEnvironment {
  const found = cloud
    .ownedBy(uid)
    .filter(({ id, name }) => (appid === undefined ? name === envName : id === appid))
    .at(-1);
  if (found === undefined) throw refuse(refusals.noEnvironment, { name: appid ?? envName ?? '' });
  return found;
}

/**
 * An environment that an account may ask the bill of. Of what others share with it the account pays nothing, so that
 * bill is empty and not refused: a public client counts on that.
 */
function billed(cloud: VirtuozzoCloud, uid: number, named: Parameters<typeof recorded>[2]): AppEnvironment {
  const { envName, appid } = named;
  const shared = sharedWith(cloud, uid).find(({ id, name }) => (appid === undefined ? name === envName : id === appid));
  return shared ?? recorded(cloud, uid, named);
}

/** The environment that a call about one environment names; undefined, if it names none and means the account. */
export function environmentBilled(
  cloud: VirtuozzoCloud,
  caller: Caller,
  {
    envName,
    targetAppid,
    appid,
  }: { envName?: string | undefined; targetAppid?: string | undefined; appid?: string | undefined },
): AppEnvironment | undefined {
  if (envName !== undefined) return billed(cloud, caller.holder, { envName });
  const id = targetAppid ?? appidOf({ appid });
  return id === undefined ? undefined : billed(cloud, caller.holder, { appid: id });
}

/** What a bill is asked for; the appid that every call may carry does not limit it. */
export function billQuery(
  cloud: VirtuozzoCloud,
  uid: number,
  query: {
    readonly starttime: number;
    readonly endtime: number;
    readonly period?: BillQuery['period'] | undefined;
    readonly timeOffset?: number | undefined;
    readonly groupNodes?: boolean | undefined;
    readonly targetAppid?: string | undefined;
    readonly envName?: string | undefined;
  },
  only?: AppEnvironment,
): BillQuery {
  const { targetAppid, envName } = query;
  const environment =
    only ??
    (targetAppid === undefined && envName === undefined
      ? undefined
      : billed(cloud, uid, targetAppid === undefined ? { envName } : { appid: targetAppid }));
  return {
    uid,
    from: query.starttime,
    to: query.endtime,
    period: query.period ?? 'DAY',
    offset: query.timeOffset ?? 0,
    isGrouped: query.groupNodes ?? false,
    appid: environment?.id ?? null,
  };
}
