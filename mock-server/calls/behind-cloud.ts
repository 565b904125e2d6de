import type { IncomingHttpHeaders } from 'node:http';
import type { Failure } from '../../contracts/core/failure.js';
import type { Operation } from '../../contracts/core/operation.js';
import type { Cloud, DoneCall } from '../domain/cloud.js';
import type { Caller } from '../domain/credentials.js';
import { authenticate } from './authenticate.js';
import type { Input, RawInput } from './input.js';
import type { Behind } from './perform.js';
import type { Vendor } from './vendor.js';

/** A cloud as what stands behind its vendor's operations. */
export class BehindCloud implements Behind {
  readonly vendor: Vendor;
  readonly cloud: Cloud;
  readonly called: ((call: DoneCall) => void) | undefined;

  constructor(vendor: Vendor, cloud: Cloud) {
    this.vendor = vendor;
    this.cloud = cloud;
    this.called = cloud.called && (call => cloud.called?.(call));
  }

  authenticate(operation: Operation, headers: IncomingHttpHeaders, query: RawInput['query']): Caller | Failure {
    return authenticate(this.vendor.contract.dialect, operation, this.cloud, headers, query);
  }

  /** Somebody who acts for another customer has that one for their holder; the credential stays their own. */
  actingAs(caller: Caller, operation: Operation, input: Input): Caller {
    const holder = this.cloud.actingFor(caller, operation.path, input);
    return holder === caller.holder ? caller : { ...caller, holder };
  }

  /** A handler of a cloud answers at once: what it did later, nothing could undo. */
  transact<T>(act: () => T): T {
    return this.cloud.transact(() => {
      const result = act();
      if (!(result instanceof Promise)) return result;
      result.catch(() => {}); // it has failed already
      throw new Error('a handler of a cloud must answer at once, and this one answers a promise');
    });
  }
}
