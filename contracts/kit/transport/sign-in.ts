import type { LoadedContract } from '../../core/contract.js';
import { valueAt } from '../run/input.js';
import { type Credentials, requestOf } from './request.js';
import type { Asking } from './transport.js';

export interface SignedIn {
  readonly credentials: Credentials;
  /** Why no session could be had, in a sentence. */
  readonly problem?: string;
  /** Ends the session that was made, if one was. */
  leave(): Promise<void>;
}

const nothing: SignedIn = { credentials: {}, leave: async () => {} };

/** Makes a session where the vendor needs one and only a login and a password are given. */
export async function signIn(
  contract: LoadedContract,
  base: string,
  credentials: Credentials,
  ask: Asking,
): Promise<SignedIn> {
  const how = contract.playbook?.signIn;
  if (how === undefined || credentials[how.scheme] !== undefined) return nothing;
  const sent = Object.entries(how.sends).map(([name, credential]) => [name, credentials[credential]] as const);
  const byId = contract.byId;
  const entry = byId.get(how.operation);
  if (entry === undefined || sent.some(([, value]) => value === undefined)) return nothing;
  const fields = Object.fromEntries(sent.map(([name, value]) => [name, value ?? '']));
  const input = contract.dialect.input === 'form' ? { query: fields } : { body: fields };
  const { reply, trouble } = await ask(requestOf(contract, base, entry, input, credentials), true);
  if (trouble !== undefined) return { ...nothing, problem: `${base} ${trouble.sentence}.` };
  const session = reply && valueAt(reply.body, how.session);
  if (typeof session !== 'string')
    return { ...nothing, problem: `${contract.title} refuses the login and the password (${reply?.status}).` };
  const own = { [how.scheme]: session };
  const out = how.signOut === undefined ? undefined : byId.get(how.signOut);
  return {
    credentials: own,
    leave: async () => {
      if (out !== undefined) await ask(requestOf(contract, base, out, {}, own), false);
    },
  };
}
