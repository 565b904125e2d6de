import type { ListedOperationId, VendorOperations } from '../../contracts/index.js';
import type { BoundWorld } from '../control/bound-world.js';

/** A world of one test: its addresses and credentials, the operator's calls, bound to it, and what it received. */
export type TestWorld = BoundWorld<ListedOperationId, VendorOperations>;
