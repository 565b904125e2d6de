import type { Contract, Entry } from '../../core/contract.js';
import { schemesOf } from '../../core/dialect.js';
import type { Report } from '../report/report.js';
import type { Credentials } from '../transport/request.js';
import { type SignedIn, signIn } from '../transport/sign-in.js';
import type { Transport } from '../transport/transport.js';
import type { Resolved } from './input.js';

/** Whether an operation ends the session that it is called with. */
export const endsOwn = ({ playbook }: Contract, { id, operation }: Entry): boolean =>
  operation.endsCredential === 'own' || (playbook?.last?.includes(id) ?? false);

/**
 * Whether a call is to be spared, also where nothing at the endpoint matters: it could end the credential that the run was
 * given, for it names one that this run did not make. An answer rarely tells which of the listed ones is in use.
 */
export const isSpared = ({ operation }: Entry, { from }: Resolved): boolean => {
  const sources = Object.values(from);
  return operation.endsCredential === 'named' && (sources.length === 0 || sources.some(source => source !== 'made'));
};

/** The sessions that a run opens itself. With one of them, and with no other, a call may be made that ends it. */
export class OwnSessions {
  readonly #contract: Contract;
  readonly #base: string;
  readonly #given: Credentials;
  readonly #opened: SignedIn[] = [];

  constructor(contract: Contract, base: string, given: Credentials) {
    this.#contract = contract;
    this.#base = base;
    this.#given = given;
  }

  /** Opens a session if the vendor needs one and none was given. */
  open(transport: Transport): Promise<SignedIn> {
    return this.#openFor(this.#given, transport);
  }

  /** The credentials for a call that ends a session: those of one that this run opened, or undefined if it can open none. */
  async credentialsToEnd({ operation }: Entry, transport: Transport): Promise<Credentials | undefined> {
    const { scheme } = this.#contract.playbook?.signIn ?? {};
    if (scheme === undefined || !schemesOf(this.#contract.dialect, operation).includes(scheme)) return undefined;
    const { [scheme]: _given, ...others } = this.#given;
    const [first] = this.#opened;
    const { credentials } = first ?? (await this.#openFor(others, transport));
    return credentials[scheme] === undefined ? undefined : { ...others, ...credentials };
  }

  async #openFor(credentials: Credentials, transport: Transport): Promise<SignedIn> {
    const signed = await signIn(this.#contract, this.#base, credentials, transport);
    if (Object.keys(signed.credentials).length > 0) this.#opened.push(signed);
    return signed;
  }

  /** What was given, and the sessions that were opened. */
  secrets(): string[] {
    return [this.#given, ...this.#opened.map(({ credentials }) => credentials)].flatMap(one => Object.values(one));
  }

  /** Ends them all. Answers those that may still be open. */
  async leave(): Promise<Report['left']> {
    const left: Report['left'] = [];
    for (const session of this.#opened) {
      const open = await session.leave();
      if (open !== undefined) left.push({ ...open, name: 'session' });
    }
    return left;
  }
}
