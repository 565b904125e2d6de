import type { Contract } from '../../core/contract.js';
import { answerInWords, isByIntermediary } from '../transport/intermediary.js';
import type { TransportResult } from '../transport/transport.js';
import type { TimeLimit } from './time-limit.js';

/** After so many answers in a row that are trouble, the run ends. */
const MOST_IN_TROUBLE = 3;

/** Decides when a run must end: its endpoint is in trouble call after call, or it was ended. */
export class EndpointWatch {
  readonly #contract: Contract;
  readonly #base: string;
  readonly #limit: TimeLimit;
  #inTrouble = 0;
  #lost: string | undefined;

  constructor(contract: Contract, base: string, limit: TimeLimit) {
    this.#contract = contract;
    this.#base = base;
    this.#limit = limit;
  }

  /**
   * Takes note of an answer. After several in trouble it asks for a proof, which is the answer to what was answered well
   * before: if that still is, only these operations are in trouble, and the run goes on.
   */
  async hear(result: TransportResult, proof: () => Promise<TransportResult | undefined>): Promise<void> {
    this.#inTrouble = this.#wordsOf(result) === undefined ? 0 : this.#inTrouble + 1;
    if (this.#inTrouble < MOST_IN_TROUBLE || this.#lost !== undefined) return;
    const last = (await proof()) ?? result;
    if (this.#wordsOf(last) === undefined) this.#inTrouble = 0;
    else this.#lost = this.#wordsOf(result);
  }

  /** What an answer in trouble says of the endpoint, in a sentence; undefined for any other. */
  #wordsOf({ reply, trouble }: TransportResult): string | undefined {
    const { dialect, title } = this.#contract;
    if (trouble?.kind === 'ended') return;
    const isRefused = reply !== undefined && dialect.failureOf(reply) === 'unauthenticated';
    const isForeign = trouble === undefined && reply !== undefined && isByIntermediary(reply);
    if (isRefused) return `${title} no longer takes the credential (${reply.status}).`;
    if (isForeign) return `${this.#base} no longer answers as ${title} does: it ${answerInWords(reply)}.`;
    return trouble && `${this.#base} ${trouble.sentence}.`;
  }

  /** Why the run has ended, in a sentence; undefined while it goes on. Ask only where something is still to be done. */
  stopped(): string | undefined {
    return this.#lost ?? this.#limit.ended();
  }

  /** Why the run ended before it had done all, in a sentence. */
  conclusion(): string | undefined {
    return this.#lost ?? this.#limit.said();
  }

  /** Whether the endpoint is lost: then things cannot be taken away either. A run that was ended still can. */
  isLost(): boolean {
    return this.#lost !== undefined;
  }
}
