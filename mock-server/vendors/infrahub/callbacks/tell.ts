import type { InfrahubCloud } from '../cloud.js';

/** Something that is done to a machine or a volume. */
export interface Deed {
  /** Its name in the body of a callback. */
  readonly operation: string;
  /** Begins the names of its events: `InstanceStart` those of `InstanceStartRequest`, `InstanceStartSuccess`, `InstanceStartFailed`. */
  readonly event: string;
}

/** How a deed ends. A state on the way to its end is told under the name of success, for so the vendor's page lists them. */
export type Ending = 'Success' | 'Failed';

/** A thing that may have a callback URL, as it is told of. */
interface Told {
  readonly kind: 'virtual-machine' | 'volume';
  readonly id: number;
  readonly name: string;
  readonly callbackUrl: string | null;
}

/**
 * Has the callback URL of a thing told that it came into a state; `data` is the thing as its reads show it.
 *
 * Names and states of events are documented: https://docs.hyperstack.cloud/docs/resource-management/callbacks
 * The body is not. `resource.id` as text, `operation.name` (`createInstance`, `deleteInstances`, `shelveInstances`,
 * `unshelveInstances`), the state as `operation.status`, and `data` with `status`, `power_state`, `vm_state` and
 * `floating_ip` are what a client reads that lives by callbacks: https://github.com/one-covenant/basilica/pull/307
 * Assumed: the other names of operations, `resource.type`, `event` for the documented name, and that nothing else is sent.
 */
export function tell(
  cloud: InfrahubCloud,
  { kind, id, name, callbackUrl: url }: Told,
  { operation, event }: Deed,
  status: string,
  ending: Ending,
  data: () => object,
): void {
  if (url === null) return;
  const body = {
    event: `${event}${ending}`,
    resource: { id: `${id}`, name, type: kind },
    operation: { name: operation, status },
    data: data(),
  };
  cloud.notify({ url, event: body.event, subject: `${kind === 'volume' ? kind : 'vm'}:${id}`, body });
}
