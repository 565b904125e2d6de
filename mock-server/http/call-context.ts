import type { IncomingHttpHeaders } from 'node:http';
import type { Contract } from '../../contracts/core/contract.js';
import type { Operation } from '../../contracts/core/operation.js';
import type { Faults } from '../worlds/faults.js';
import type { Clock } from '../domain/clock.js';
import type { Cloud } from '../domain/cloud.js';
import type { Caller } from '../domain/credentials.js';
import { authenticate } from '../calls/authenticate.js';
import type { RawInput } from './decode.js';
import type { Stage } from './dispatch.js';

/** What a world gives to all of its clouds. */
export interface Setting {
  readonly clock: Pick<Clock, 'now'>;
  readonly faults: Faults;
}

/** A cloud as the dispatcher sees it, in its world. */
export class CloudStage implements Stage {
  readonly cloud: Cloud;
  readonly #contract: Contract;
  readonly #setting: Setting;

  constructor(contract: Contract, setting: Setting, cloud: Cloud) {
    this.#contract = contract;
    this.#setting = setting;
    this.cloud = cloud;
  }

  takeFault(operation: string): void {
    this.#setting.faults.take(this.#contract.vendor, operation);
  }

  authenticate(operation: Operation, headers: IncomingHttpHeaders, query: RawInput['query']): Caller {
    return authenticate(this.#contract.dialect, operation, this.cloud, headers, query);
  }

  settle(): void {
    this.cloud.settle(this.#setting.clock.now());
  }

  moment(): Cloud {
    return this.cloud;
  }

  changed(): void {
    this.cloud.changed();
  }
}
