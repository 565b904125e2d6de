import type { Entry, LoadedContract } from '../../core/contract.js';
import type { WireReply } from '../../core/dialect.js';
import type { Example } from '../../core/operation.js';
import { paramNames } from '../../core/route.js';
import type { Results } from '../report/results.js';
import { type Credentials, requestOf } from '../transport/request.js';
import type { Transport, TransportResult } from '../transport/transport.js';
import { absenceOf } from '../verdict/gone.js';
import type { RefusedCall } from '../verdict/refusals.js';
import { inBoth } from '../verdict/same-findings.js';
import { type Verdict, verdictOf } from '../verdict/verdict.js';
import type { EndpointWatch } from './endpoint-watch.js';

/** A call of a run and its answer, for those who record them. */
export interface Seen {
  readonly entry: Entry;
  readonly input: Example;
  /** What was to be refused, or undefined for a call that should succeed. */
  readonly refusal: RefusedCall | undefined;
  readonly reply: WireReply;
}

/** What sending needs. */
export interface SenderOptions {
  readonly contract: LoadedContract;
  readonly base: string;
  readonly credentials: Credentials;
  readonly transport: Transport;
  readonly watch: EndpointWatch;
  readonly results: Results;
  /** A read that was answered well before the run began. */
  readonly proof?: Entry | undefined;
  readonly onExchange?: ((seen: Seen) => void) | undefined;
}

/** Sends the calls of a run, asks twice where that tells more, and watches whether the endpoint is there at all. */
export class Sender {
  readonly #options: SenderOptions;
  /** A read that was answered well and needs no things. */
  #proof: { readonly entry: Entry; readonly input: Example } | undefined;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#proof = options.proof && { entry: options.proof, input: {} };
  }

  /** Takes note of a call that was answered well: it may be asked again to see if the endpoint is still there. */
  noteAnswered(entry: Entry, input: Example): void {
    if (neededOf(entry) === 0) this.#proof = { entry, input };
  }

  /** Sends and judges. If no operation answered, asks again. If there are differences, keeps those that both answers have. */
  async judged(entry: Entry, input: Example): Promise<{ verdict: Verdict; result: TransportResult }> {
    const { contract } = this.#options;
    let result = await this.send(entry, input);
    if (mayRepeat(entry) && absenceOf({ contract, entry }, result) !== undefined) {
      const second = await this.quietly(entry, input, undefined, false);
      if (second.reply !== undefined) result = second;
    }
    const verdict = verdictOf({ contract, entry }, result);
    if (verdict.findings.length === 0 || !mayRepeat(entry)) return { verdict, result };
    const again = verdictOf({ contract, entry }, await this.quietly(entry, input));
    return { verdict: { ...verdict, findings: inBoth(verdict.findings, again.findings) }, result };
  }

  /** Sends, and counts trouble against the endpoint. */
  async send(entry: Entry, input: Example): Promise<TransportResult> {
    const result = await this.quietly(entry, input);
    await this.#options.watch.hear(result, () => this.#prove());
    return result;
  }

  /** Asks anew what was answered well before: whether the endpoint as a whole is in trouble. */
  async #prove(): Promise<TransportResult | undefined> {
    return this.#proof && this.quietly(this.#proof.entry, this.#proof.input, undefined, false);
  }

  /** Sends, and does not count trouble against the endpoint. For calls that must be refused and for repeated ones. */
  async quietly(
    entry: Entry,
    input: Example,
    refusal?: RefusedCall,
    again = mayRepeat(entry, refusal),
  ): Promise<TransportResult> {
    const { contract, base, credentials, transport, results, onExchange } = this.#options;
    const request = requestOf(contract, base, entry, input, credentials, refusal?.use);
    const result = await transport(request, again);
    results.sent({ entry, input, use: refusal?.use ?? 'valid', isRefused: refusal !== undefined, reply: result.reply });
    if (result.reply !== undefined) onExchange?.({ entry, input, refusal, reply: result.reply });
    return result;
  }
}

/** Number of things that a call must name; a call that changes something cannot be made for a proof. */
const neededOf = ({ operation }: Entry): number =>
  operation.effect === 'read' ? paramNames(operation.path).length : Number.POSITIVE_INFINITY;

/** Whether a request may be sent twice: it is a read, or must be refused for its credential. */
export const mayRepeat = ({ operation }: Entry, refusal?: RefusedCall): boolean =>
  operation.effect === 'read' || (refusal !== undefined && refusal.use !== 'valid');
