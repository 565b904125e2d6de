import { refuse } from '../../../../contracts/core/failure.js';
import { refusals } from '../../../../contracts/vendors/virtfusion/refusals.js';
import type { Collection } from '../../../domain/collection.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { GroupProfile } from '../self-service/record.js';
import { removeSshKey } from '../ssh-keys/rules.js';
import { tellOfUser } from '../webhooks/tell.js';
import type { User } from './record.js';

/** The user that a path names; `relStr` makes it his relation string. */
export function needUser(
  cloud: VirtFusionCloud,
  { extRelationId }: { readonly extRelationId: string },
  { relStr = false }: { readonly relStr?: boolean | undefined },
): User {
  const user = cloud.userByRelation(extRelationId, relStr);
  if (user === undefined) throw refuse(refusals.noRelation);
  return user;
}

/** Those of these ids that there are; the vendor's pages show that others are passed over. */
export const known = (profiles: Collection<GroupProfile>, ids: readonly number[] = []): number[] =>
  [...new Set(ids)].filter(id => profiles.get(id) !== undefined);

/** A user without servers is no more, with all that was his. */
export function removeUser(cloud: VirtFusionCloud, { id }: User): void {
  tellOfUser(cloud, 'user.delete', id);
  for (const key of cloud.sshKeys.filter(({ userId }) => userId === id)) removeSshKey(cloud, key.id);
  for (const pack of cloud.packs.filter(({ userId }) => userId === id)) cloud.packs.remove(pack.id);
  for (const credit of cloud.credits.filter(({ userId }) => userId === id)) cloud.credits.remove(credit.id);
  for (const login of cloud.logins.filter(({ userId }) => userId === id)) cloud.logins.remove(login.id);
  cloud.users.remove(id);
}
