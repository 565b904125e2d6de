import type { Contract } from '../../contracts/core/contract.js';
import type { Instant } from '../domain/clock.js';
import type { Cloud } from '../domain/cloud.js';
import { authenticate } from './authenticate.js';
import type { Stage } from './dispatch.js';

/** A cloud as the dispatcher sees it, on a clock. */
export const stageOf = (
  contract: Contract,
  cloud: Cloud,
  now: () => Instant,
  takeFault: (operation: string) => void = () => {},
): Stage => ({
  cloud,
  takeFault,
  authenticate: (operation, headers, query) => authenticate(contract.dialect, operation, cloud, headers, query),
  settle: () => {
    cloud.settle(now());
  },
  moment: () => cloud,
  changed: () => cloud.changed(),
});
