import { refuse } from '../../../../contracts/core/failure.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import type { InfrahubCloud } from '../cloud.js';
import { pythonJson } from '../python-json.js';
import type { Profile } from './record.js';

/** What is wanted of a profile. */
interface WantedProfile {
  readonly name: string;
  readonly description: string;
  /** Members of a creation of machines. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Keeps what a machine is to be like under a name that is not taken. */
export function keepProfile(cloud: InfrahubCloud, org: number, { name, description, data }: WantedProfile): Profile {
  if (cloud.named(cloud.profiles, name, org) !== undefined) throw refuse(refusals.nameTaken, 'Profile');
  const id = cloud.nextId('profile');
  return cloud.profiles.add({ id, org, name, description, data: pythonJson(data), createdAt: cloud.now });
}
