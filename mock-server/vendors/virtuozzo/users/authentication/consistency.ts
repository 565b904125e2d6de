import type { VirtuozzoCloud } from '../../cloud.js';

/** What does not hold together about tokens in a cloud that came from a snapshot, each with its place. */
export function* tokenInconsistencies({ accounts, tokens, sessions, credentials }: VirtuozzoCloud): Generator<string> {
  for (const [index, { uid, value }] of tokens.all().entries()) {
    if (accounts.get(uid) === undefined) yield `token[${index}].uid: there is no such user`;
    if (credentials.find('session', value)?.holder !== uid)
      yield `token[${index}].value: does not open the platform to its user`;
  }
  for (const [index, { uid, value, token, attemptsLeft }] of sessions.all().entries()) {
    const place = `session[${index}]`;
    if (accounts.get(uid) === undefined) yield `${place}.uid: there is no such user`;
    if (token !== null && tokens.get(token)?.uid !== uid) yield `${place}.token: the user has no such token`;
    const opens = credentials.find('session', value);
    if (attemptsLeft === null && opens?.holder !== uid) yield `${place}.value: does not open the platform to its user`;
    if (attemptsLeft !== null && opens !== undefined) yield `${place}.value: is good though a code is awaited`;
  }
}
