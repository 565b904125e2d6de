import type { VirtuozzoCloud } from '../../cloud.js';

/** What does not hold together about users in a cloud that came from a snapshot, each with its place. */
export function* personInconsistencies({ accounts, people, sshKeys, scripts }: VirtuozzoCloud): Generator<string> {
  for (const [index, { id, hasSecondFactor, backupCodes }] of people.all().entries()) {
    if (accounts.get(id) === undefined) yield `person[${index}].id: there is no such user`;
    if (!hasSecondFactor && backupCodes.length > 0)
      yield `person[${index}].backupCodes: are those of a user without a second factor`;
  }
  for (const [index, { uid }] of sshKeys.all().entries())
    if (accounts.get(uid) === undefined) yield `sshKey[${index}].uid: there is no such user`;
  for (const [index, { uid }] of scripts.all().entries())
    if (accounts.get(uid) === undefined) yield `script[${index}].uid: there is no such user`;
}
