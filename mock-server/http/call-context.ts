import { BehindCloud } from '../calls/behind-cloud.js';
import type { Vendor } from '../calls/vendor.js';
import type { Cloud } from '../domain/cloud.js';
import type { Overriding } from '../worlds/overrides.js';
import type { World } from '../worlds/world.js';
import type { CallContext } from './dispatch.js';

/** How a world has calls answered. */
type Behaving = Pick<World, 'clock' | 'faults'> & Partial<Pick<World, 'overrides' | 'spendTime'>>;

/** A cloud in its world, while one call is answered. */
export class CloudContext extends BehindCloud implements CallContext {
  readonly #world: Behaving;

  constructor(vendor: Vendor, cloud: Cloud, world: Behaving) {
    super(vendor, cloud);
    this.#world = world;
  }

  takeFault(operation: string): boolean {
    return this.#world.faults.take(this.vendor.contract.vendor, operation);
  }

  overrides(): Overriding | undefined {
    const { overrides } = this.#world;
    if (overrides === undefined || overrides.open.length === 0) return undefined;
    const { vendor } = this.vendor.contract;
    return {
      match: (operation, raw, taken) =>
        overrides.match({ vendor, operation, raw, now: this.#world.clock.now() }, taken),
      strike: override => overrides.strike(override),
    };
  }

  spendTime(by: number): void {
    this.#world.spendTime?.(by);
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
