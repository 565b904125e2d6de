import type { PageValue } from '../../../calls/page.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Server } from '../servers/record.js';
import type { User } from '../users/record.js';

/** A user as pages name him. */
export const userShown = ({ name, email }: User): string => `${name} (${email})`;

/** A server as pages name it; one without a name by its number. */
export const nameOf = ({ id, name }: Server): string => (name === '' ? `Server ${id}` : name);

/** A server with the way to its page. */
export const serverShown = (server: Server): PageValue => ({ text: nameOf(server), path: `/server/${server.uuid}` });

/** What is said of the machine itself. */
export function machineShown({ state, suspended, running }: Server): string {
  const machine = running ? 'switched on' : 'switched off';
  return `${suspended ? 'suspended, ' : ''}${state === 'complete' ? '' : `${state}, `}${machine}`;
}

/** Where the hypervisor has the screen, and whether anybody gets there. */
export function screenShown(cloud: VirtFusionCloud, { hypervisorId, vnc }: Server): string {
  const { ip } = cloud.hypervisors.need(hypervisorId);
  return `${vnc.enabled ? 'enabled' : 'disabled'}, at ${ip}:${vnc.port}`;
}
