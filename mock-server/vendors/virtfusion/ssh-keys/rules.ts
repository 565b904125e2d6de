import type { VirtFusionCloud } from '../cloud.js';

/** A key is no more, on servers either. */
export function removeSshKey(cloud: VirtFusionCloud, id: number): void {
  cloud.sshKeys.remove(id);
  for (const server of cloud.servers.filter(({ sshKeys }) => sshKeys.includes(id)))
    cloud.servers.update(server.id, { sshKeys: server.sshKeys.filter(own => own !== id) });
}
