import type { VirtuozzoCloud } from '../cloud.js';
import type { AccountInstallation, Installation } from './record.js';

/** What is installed, on an environment or without one. */
export type Installed = Installation | AccountInstallation;

/** The name of what is installed, which no other has: drawn from its id, so that a clone's copy has one of its own. */
export const uniqueNameOf = ({ random }: VirtuozzoCloud, installed: Installed): string =>
  random.uuid({
    entity: 'appid' in installed ? 'installation' : 'accountInstallation',
    id: installed.id,
    field: 'uniqueName',
  });
