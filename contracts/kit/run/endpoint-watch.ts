import type { Contract } from '../../core/contract.js';
import { answerInWords, isByIntermediary } from '../transport/intermediary.js';
import type { TransportResult } from '../transport/transport.js';

/** Answers in the same trouble, one after the other, after which a run ends. */
const MOST_IN_TROUBLE = 3;

/** Ends a run when its endpoint is in the same trouble call after call, or when it is interrupted. */
export class EndpointWatch {
  readonly #contract: Contract;
  readonly #base: string;
  readonly #signal: AbortSignal | undefined;
  #inTrouble = 0;
  #lost: string | undefined;

  constructor(contract: Contract, base: string, signal: AbortSignal | undefined) {
    this.#contract = contract;
    this.#base = base;
    this.#signal = signal;
  }

  /** Hears of each answer. */
  hear({ reply, trouble }: TransportResult): void {
    const { dialect, title } = this.#contract;
    const isRefused = reply !== undefined && dialect.failureOf(reply) === 'unauthenticated';
    const isForeign = trouble === undefined && reply !== undefined && isByIntermediary(reply);
    this.#inTrouble = trouble !== undefined || isRefused || isForeign ? this.#inTrouble + 1 : 0;
    if (this.#inTrouble < MOST_IN_TROUBLE || this.#lost !== undefined) return;
    if (isRefused) this.#lost = `${title} no longer takes the credential (${reply.status}).`;
    else if (isForeign) this.#lost = `${this.#base} no longer answers as ${title} does: it ${answerInWords(reply)}.`;
    else this.#lost = `${this.#base} ${trouble?.sentence ?? 'gives no answer'}.`;
  }

  /** Why nothing more is compared, in a sentence; undefined while the run goes on. */
  stopped(): string | undefined {
    return this.#lost ?? (this.#signal?.aborted ? 'The run was interrupted.' : undefined);
  }

  /** Whether nothing is to be had from the endpoint any more, not even that what was made is taken away. */
  isLost(): boolean {
    return this.#lost !== undefined;
  }
}
