import type { Finding } from '../../core/checks.js';
import type { Contract, Entry } from '../../core/contract.js';
import type { WireReply } from '../../core/dialect.js';
import { type Absence, absenceOf, FOR_CALLER, operationGone } from '../verdict/gone.js';

/** What was heard of an operation that has not answered itself yet. */
interface Silence extends Absence {
  readonly entry: Entry;
  times: number;
}

/**
 * Operations without ids in their path that never answered themselves: each time there was no such route, a wrong verb,
 * something before the API, or trouble, which must come twice. A client cannot tell such an operation from one that is gone.
 */
export class NeverAnswered {
  readonly #contract: Contract;
  readonly #silences = new Map<string, Silence>();
  readonly #answered = new Set<string>();

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  hear(entry: Entry, reply: WireReply): void {
    const { path, mayBeAbsent } = entry.operation;
    if (path.includes('{') || mayBeAbsent !== undefined || this.#answered.has(entry.id)) return;
    if (reply.headers?.['x-hostdouble-unserved'] !== undefined) return;
    const heard = absenceOf({ contract: this.#contract, entry }, { reply });
    if (heard === undefined) {
      const failure = this.#contract.dialect.failureOf(reply);
      // A refusal that is about who calls says nothing of the operation.
      if (failure !== undefined && FOR_CALLER.has(failure)) return;
      this.#answered.add(entry.id);
      this.#silences.delete(entry.id);
      return;
    }
    const times = (this.#silences.get(entry.id)?.times ?? 0) + 1;
    this.#silences.set(entry.id, { entry, ...heard, times });
  }

  /** A finding for each, with the status of its last answer. */
  findings(): { entry: Entry; status: number; finding: Finding }[] {
    return [...this.#silences.values()]
      .filter(({ mayPass, times }) => !mayPass || times > 1)
      .map(({ entry, status, said }) => ({
        entry,
        status,
        finding: operationGone(entry, 'an answer of its own', `${said} (${status}) each time`),
      }));
  }
}
