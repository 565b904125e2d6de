import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import { readPublicKey } from '../../../../domain/ssh-key.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { SshKey } from './record.js';

/** How public keys begin in the form of RFC 4716, and private ones. */
const PUBLIC = /^---- BEGIN /;
const PRIVATE = /^-----BEGIN /;

const isKey = ({ value, isPrivate }: Pick<SshKey, 'value' | 'isPrivate'>): boolean =>
  isPrivate ? PRIVATE.test(value) : PUBLIC.test(value) || readPublicKey(value) !== undefined;

/** Keeps a key. Refuses what is none, and a key or a title that the user has. */
export function addSshKey(cloud: VirtuozzoCloud, key: Omit<SshKey, 'id'>): SshKey {
  if (!isKey(key)) throw refuse(refusals.wrongSshKey);
  const known = cloud.sshKeys.filter(({ uid, isPrivate }) => uid === key.uid && isPrivate === key.isPrivate);
  if (known.some(({ value }) => value === key.value)) throw refuse(refusals.sshKeyKnown);
  if (known.some(({ title }) => title === key.title)) throw refuse(refusals.sshTitleTaken, { title: key.title });
  return cloud.sshKeys.add({ id: cloud.nextId('sshKey'), ...key });
}
