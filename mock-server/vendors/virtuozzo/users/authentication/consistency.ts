import type { VirtuozzoCloud } from '../../cloud.js';

/** What does not hold together about tokens in a cloud that came from a snapshot, each with its place. */
export function* tokenInconsistencies({ accounts, tokens, credentials }: VirtuozzoCloud): Generator<string> {
  for (const [index, { uid, value }] of tokens.all().entries()) {
    if (accounts.get(uid) === undefined) yield `token[${index}].uid: there is no such user`;
    if (credentials.find('session', value)?.holder !== uid)
      yield `token[${index}].value: does not open the platform to its user`;
  }
}
