import { BehindCloud } from '../calls/behind-cloud.js';
import type { Vendor } from '../calls/vendor.js';
import type { Cloud } from '../domain/cloud.js';
import type { World } from '../worlds/world.js';
import type { CallContext } from './dispatch.js';

/** A cloud in its world, while one call is answered. */
export class CloudContext extends BehindCloud implements CallContext {
  readonly #world: Pick<World, 'clock' | 'faults'>;

  constructor(vendor: Vendor, cloud: Cloud, world: Pick<World, 'clock' | 'faults'>) {
    super(vendor, cloud);
    this.#world = world;
  }

  takeFault(operation: string): void {
    this.#world.faults.take(this.vendor.contract.vendor, operation);
  }

  settle(): void {
    this.cloud.settle(
      this.#world.clock.now(),
      this.vendor.jobs,
      this.#world.faults.ofTasks(this.vendor.contract.vendor),
    );
  }

  version(): Cloud {
    return this.cloud;
  }
}
