import type { statisticSystem as operations } from '../../../../contracts/vendors/virtuozzo/system/service.js';
import type { Handlers } from '../../../calls/handler.js';
import { release } from '../catalogue.js';
import type { VirtuozzoCloud } from '../cloud.js';

export const handlers = {
  getVersion() {
    return { status: 200, body: { result: 0, version: release.version } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;
