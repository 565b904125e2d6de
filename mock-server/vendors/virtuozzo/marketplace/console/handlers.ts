import type { console as operations } from '../../../../../contracts/vendors/virtuozzo/marketplace/console.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { addLines, scriptingAppidOf } from '../console-log.js';

export const handlers = {
  readLog({ cloud, caller }) {
    const uid = caller.holder;
    const body = cloud.consoles.get(uid)?.body ?? '';
    return { status: 200, body: { result: 0, appid: scriptingAppidOf(cloud, uid), body } };
  },

  writeLog({ query, cloud, caller }) {
    addLines(cloud, caller.holder, [query.message]);
    return { status: 200, body: { result: 0 } };
  },

  clearLog({ cloud, caller }) {
    if (cloud.consoles.get(caller.holder) !== undefined) cloud.consoles.remove(caller.holder);
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;
