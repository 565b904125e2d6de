import type { VirtFusionCloud } from '../cloud.js';
import { dangling } from '../references.js';
import { endOf } from './rules.js';

/** Tokens are of a user who is there, and signed him in while they were good. Their server may be gone. */
export function* inconsistencies(cloud: VirtFusionCloud): Generator<string> {
  for (const login of cloud.logins.all()) {
    const { id, first, userId, made, used } = login;
    yield* dangling(`login ${id}`, [userId], cloud.users);
    if (made > cloud.now) yield `login ${id} is made in the future`;
    if (used !== null && (used < made || used >= endOf(login) || used > cloud.now))
      yield `login ${id} was used when it was not good`;
    if (cloud.logins.allKeyed(first).length > 1) yield `login ${id} has the first token of another`;
  }
}
