import type { ControlOperations } from '../../../contracts/control/index.js';

/** A vendor that tells others: its events, and whom it tells. */
export type ToldVendor = ControlOperations['targets.list']['reply']['targets'][number];
