import { refuse } from '../../../../contracts/core/failure.js';
import type { apps as operations } from '../../../../contracts/vendors/virtuozzo/development/apps.js';
import * as refusals from '../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtuozzoCloud } from '../cloud.js';
import { appidOf } from '../environment/control/rules.js';

export const handlers = {
  getApp({ query, cloud, caller }) {
    const { platform } = cloud.settings;
    const appid = appidOf({ appid: query.targetAppid ?? query.appid });
    if (appid === undefined) return { status: 200, body: { result: 0, hosting: { domain: `cs.${platform}` } } };
    const found = cloud.livingOf(caller.holder).find(({ id }) => id === appid);
    if (found === undefined) throw refuse(refusals.noEnvironment, { name: appid });
    return { status: 200, body: { result: 0, hosting: { domain: `${found.name}.${platform}` } } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;
