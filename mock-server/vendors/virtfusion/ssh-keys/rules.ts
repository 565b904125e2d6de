import { PRINTED_KEY } from '../../../../contracts/vendors/virtfusion/ssh-keys.js';
import { readPublicKey } from '../../../domain/ssh-key.js';
import type { VirtFusionCloud } from '../cloud.js';

/** Whether a text is a public key. That of the vendor's page is taken, though it is shortened: the page answers it with 201. */
export const isKey = (text: string): boolean => text === PRINTED_KEY || readPublicKey(text) !== undefined;

/** A key is no more, on servers either. */
export function removeSshKey(cloud: VirtFusionCloud, id: number): void {
  cloud.sshKeys.remove(id);
  for (const server of cloud.servers.filter(({ sshKeys }) => sshKeys.includes(id)))
    cloud.servers.update(server.id, { sshKeys: server.sshKeys.filter(own => own !== id) });
}
