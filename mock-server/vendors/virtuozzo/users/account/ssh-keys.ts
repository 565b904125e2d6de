import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { SshKey } from './record.js';

/** How public keys begin, in OpenSSH's form and in that of RFC 4716. */
const PUBLIC = /^(ssh-|ecdsa-|sk-|---- BEGIN )/;
const PRIVATE = /^-----BEGIN /;

/** Keeps a key. Refuses what is none, and a key or a title that the user has. */
export function addSshKey(cloud: VirtuozzoCloud, key: Omit<SshKey, 'id'>): SshKey {
  if (!(key.isPrivate ? PRIVATE : PUBLIC).test(key.value)) throw refuse(refusals.wrongSshKey);
  const known = cloud.sshKeys.filter(({ uid, isPrivate }) => uid === key.uid && isPrivate === key.isPrivate);
  if (known.some(({ value }) => value === key.value)) throw refuse(refusals.sshKeyKnown);
  if (known.some(({ title }) => title === key.title)) throw refuse(refusals.sshTitleTaken, { title: key.title });
  return cloud.sshKeys.add({ id: cloud.nextId('sshKey'), ...key });
}
