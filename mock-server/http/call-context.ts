import { BehindCloud } from '../calls/behind-cloud.js';
import type { RawInput } from '../calls/input.js';
import type { Vendor } from '../calls/vendor.js';
import type { DueJob } from '../domain/agenda.js';
import type { Instant } from '../domain/clock.js';
import { type Cloud, jobOf } from '../domain/cloud.js';
import { nameOfTask } from '../domain/failing-jobs.js';
import type { Strike } from '../worlds/faults.js';
import type { Overriding } from '../worlds/overrides.js';
import type { RateLimits } from '../worlds/rate-limits.js';
import type { MetCall } from '../worlds/rule.js';
import type { Waiting } from '../worlds/waits.js';
import type { World } from '../worlds/world.js';
import type { CallContext } from './dispatch.js';

/** How a world has calls answered. */
type Behaving = Pick<World, 'clock' | 'faults'> &
  Partial<Pick<World, 'overrides' | 'spendTime' | 'waits' | 'advance' | 'limits' | 'turns'>>;

/** A cloud in its world, while one call is answered. */
export class CloudContext extends BehindCloud implements CallContext {
  readonly #world: Behaving;
  /** Is told of the tasks that the call begins, if anybody wants to know. */
  #begun: ((tasks: readonly string[]) => void) | undefined;

  constructor(vendor: Vendor, cloud: Cloud, world: Behaving) {
    super(vendor, cloud);
    this.#world = world;
  }

  strike(operation: string, raw: RawInput | undefined): Strike | undefined {
    const { faults, clock } = this.#world;
    if (faults.isEmpty) return undefined;
    const call: MetCall = { vendor: this.vendor.contract.vendor, operation, raw, now: clock.now() };
    this.#begun = faults.ofBegun(call);
    return faults.take(call);
  }

  /** Without a number of milliseconds it waits until the client goes, or the world does. */
  async wait(client: Waiting | undefined, milliseconds: number | undefined, isVirtual: boolean): Promise<boolean> {
    const { waits, advance } = this.#world;
    if (!isVirtual) return (await waits?.pass(client, milliseconds)) ?? true;
    await advance?.call(this.#world, { by: { months: 0, milliseconds: milliseconds ?? 0 } });
    return true;
  }

  get limits(): RateLimits | undefined {
    const { limits } = this.#world;
    return limits?.isOn ? limits : undefined;
  }

  now(): Instant {
    return this.#world.clock.now();
  }

  overrides(): Overriding | undefined {
    const { overrides } = this.#world;
    if (overrides === undefined || overrides.open.length === 0) return undefined;
    const { vendor } = this.vendor.contract;
    return {
      match: (operation, raw, taken) =>
        overrides.match({ vendor, operation, raw, now: this.#world.clock.now() }, taken),
      strike: override => overrides.strike(override),
      count: (id, met, struck) => overrides.count(id, met, struck),
    };
  }

  inTurn<T>(act: () => T | Promise<T>): T | Promise<T> {
    const { turns } = this.#world;
    return turns === undefined ? act() : turns.take(act);
  }

  later<T>(act: () => Promise<T>): Promise<T> {
    const { turns } = this.#world;
    return turns === undefined ? act() : turns.later(act);
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

  override transact<T>(act: () => T): T {
    const begun = this.#begun;
    if (begun === undefined) return super.transact(act);
    const tasks: string[] = [];
    const end = this.cloud.onChange(changes => {
      for (const { part, before, after } of changes) {
        if (part !== 'agenda' || before !== undefined || after === undefined) continue;
        const { kind, subject } = after as DueJob;
        if (jobOf(this.vendor.jobs, kind)?.fails !== undefined) tasks.push(nameOfTask(kind, subject));
      }
    });
    try {
      return super.transact(act);
    } finally {
      end();
      begun(tasks);
    }
  }

  version(): Cloud {
    return this.cloud;
  }

  get isPure(): boolean | undefined {
    return this.vendor.isPure;
  }

  get isStill(): boolean {
    return this.#world.clock.isFrozen();
  }
}
