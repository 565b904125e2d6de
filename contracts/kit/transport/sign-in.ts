import type { Contract, Entry } from '../../core/contract.js';
import { loadGroup } from '../../core/define-contract.js';
import { valueAt } from '../../core/json-path.js';
import type { OperationId } from '../../core/route.js';
import { type Credentials, requestOf } from './request.js';
import type { Transport } from './transport.js';

export interface SignedIn {
  readonly credentials: Credentials;
  /** Why no session could be had, in a sentence. */
  readonly problem?: string;
  /** Ends the session, if one was made. If it may still be open, answers the operation that made it, and why. */
  leave(): Promise<{ readonly operation: string; readonly reason: string } | undefined>;
}

const nothing: SignedIn = { credentials: {}, leave: async () => undefined };

/** Makes a session if the vendor needs one and only a login and a password are given. */
export async function signIn(
  contract: Contract,
  base: string,
  credentials: Credentials,
  transport: Transport,
): Promise<SignedIn> {
  const how = contract.playbook?.signIn;
  if (how === undefined || credentials[how.scheme] !== undefined) return nothing;
  const sent = Object.entries(how.sends).map(([name, credential]) => [name, credentials[credential]] as const);
  if (sent.some(([, value]) => value === undefined)) return nothing;
  const entry = await described(contract, how.operation);
  const fields = Object.fromEntries(sent.map(([name, value]) => [name, value ?? '']));
  const input = contract.dialect.input === 'form' ? { query: fields } : { body: fields };
  const { reply, trouble } = await transport(requestOf(contract, base, entry, input, credentials), true);
  if (trouble !== undefined) return { ...nothing, problem: `${base} ${trouble.sentence}.` };
  const session = reply && valueAt(reply.body, how.session);
  if (typeof session !== 'string')
    return { ...nothing, problem: `${contract.title} refuses the login and the password (${reply?.status}).` };
  const own = { [how.scheme]: session };
  const { signOut } = how;
  return {
    credentials: own,
    async leave() {
      if (signOut === undefined) return { operation: entry.id, reason: 'the contract has no call that ends it' };
      const out = await described(contract, signOut);
      const last = await transport(requestOf(contract, base, out, {}, own), false);
      const failure = last.reply && contract.dialect.failureOf(last.reply);
      // If the session is not accepted any more, it has ended.
      if (failure === 'unauthenticated' || (last.trouble === undefined && failure === undefined)) return undefined;
      const said = last.trouble?.sentence ?? `answers ${last.reply?.status} (${failure})`;
      return { operation: entry.id, reason: `${out.id} ${said}` };
    },
  };
}

async function described(contract: Contract, id: OperationId): Promise<Entry> {
  const group = await loadGroup(contract, id.split('.')[0] ?? '');
  const entry = group.entries.find(one => one.id === id);
  if (entry === undefined) throw new Error(`signIn: "${id}" is not described`);
  return entry;
}
