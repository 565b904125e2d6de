import type { Finding } from '../../core/checks.js';
import type { Contract, Entry } from '../../core/contract.js';
import type { WireReply } from '../../core/dialect.js';
import { isByIntermediary } from '../transport/intermediary.js';

/** What was heard of an operation that has not answered itself yet. */
interface Silence {
  readonly entry: Entry;
  readonly status: number;
  readonly said: string;
  readonly mayPass: boolean;
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
    if (entry.operation.path.includes('{') || this.#answered.has(entry.id)) return;
    const heard = this.#silenceIn(reply);
    if (heard === 'unserved') return;
    if (heard === undefined) {
      this.#answered.add(entry.id);
      this.#silences.delete(entry.id);
      return;
    }
    const times = (this.#silences.get(entry.id)?.times ?? 0) + 1;
    this.#silences.set(entry.id, { entry, status: reply.status, ...heard, times });
  }

  #silenceIn(reply: WireReply): { said: string; mayPass: boolean } | 'unserved' | undefined {
    const { status, headers } = reply;
    if (headers?.['x-hostdouble-unserved'] !== undefined) return 'unserved';
    if (status === 501) return { said: 'not implemented', mayPass: false };
    if (status >= 500) return { said: 'trouble of the server', mayPass: true };
    const failure = this.#contract.dialect.failureOf(reply);
    if (failure === 'noRoute') return { said: 'no such route', mayPass: false };
    if (failure === 'methodNotAllowed') return { said: 'a wrong verb', mayPass: false };
    if (failure === 'unauthenticated' || failure === 'forbidden' || failure === 'rateLimited') return 'unserved';
    return isByIntermediary(reply) ? { said: 'a page of something before the API', mayPass: false } : undefined;
  }

  /** A finding for each, with the status of its last answer. */
  findings(): { entry: Entry; status: number; finding: Finding }[] {
    return [...this.#silences.values()]
      .filter(({ mayPass, times }) => !mayPass || times > 1)
      .map(({ entry, status, said }) => {
        const evidence = entry.operation.evidence ?? 'documented';
        const severity = evidence === 'assumed' ? 'notice' : evidence === 'client' ? 'warning' : 'error';
        const what = { expected: 'the operation', found: `${said} (${status}) each time` };
        return {
          entry,
          status,
          finding: { check: 'operation-gone', path: '$', place: '$', ...what, evidence, severity },
        };
      });
  }
}
