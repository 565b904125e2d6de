import { refuse } from '../../../../contracts/core/failure.js';
import { callbackRefusals, type callbacks as operations } from '../../../../contracts/vendors/infrahub/callbacks.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';

/** Sentences about machines are documented; those about volumes are worded after them. */
export const handlers = {
  attachToVirtualMachine({ params, body: { url }, cloud, caller }) {
    const { id, name } = cloud.own(cloud.machines, params.vm_id, caller.holder);
    cloud.machines.update(id, { callbackUrl: url });
    const message = `Callback URL successfully attached to VM '${name}'. Any action events on your instance will be posted to the provided URL.`;
    return { status: 200, body: { status: true, message, url } };
  },

  updateOfVirtualMachine({ params, body: { url }, cloud, caller }) {
    const { id, name, callbackUrl } = cloud.own(cloud.machines, params.vm_id, caller.holder);
    needCallback(callbackUrl, `VM ${name}`);
    cloud.machines.update(id, { callbackUrl: url });
    const message = `Callback URL successfully updated in VM ${name}.`;
    return { status: 200, body: { status: true, message, url } };
  },

  deleteOfVirtualMachine({ params, cloud, caller }) {
    const { id, name, callbackUrl } = cloud.own(cloud.machines, params.vm_id, caller.holder);
    needCallback(callbackUrl, `VM ${name}`);
    cloud.machines.update(id, { callbackUrl: null });
    return { status: 200, body: { status: true, message: `Callback URL deleted successfully in VM ${name}.` } };
  },

  attachToVolume({ params, body: { url }, cloud, caller }) {
    const { id, name } = cloud.own(cloud.volumes, params.volume_id, caller.holder);
    cloud.volumes.update(id, { callbackUrl: url });
    const message = `Callback URL successfully attached to volume '${name}'. Any action events on your volume will be posted to the provided URL.`;
    return { status: 200, body: { status: true, message, url } };
  },

  updateOfVolume({ params, body: { url }, cloud, caller }) {
    const { id, name, callbackUrl } = cloud.own(cloud.volumes, params.volume_id, caller.holder);
    needCallback(callbackUrl, `volume ${name}`);
    cloud.volumes.update(id, { callbackUrl: url });
    const message = `Callback URL successfully updated in volume ${name}.`;
    return { status: 200, body: { status: true, message, url } };
  },

  deleteOfVolume({ params, cloud, caller }) {
    const { id, name, callbackUrl } = cloud.own(cloud.volumes, params.volume_id, caller.holder);
    needCallback(callbackUrl, `volume ${name}`);
    cloud.volumes.update(id, { callbackUrl: null });
    return { status: 200, body: { status: true, message: `Callback URL deleted successfully in volume ${name}.` } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

function needCallback(url: string | null, where: string): void {
  if (url === null) throw refuse(callbackRefusals.noCallback, where);
}
