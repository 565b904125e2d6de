import { sqlTime } from '../../../contracts/core/time.js';
import { virtuozzo as contract } from '../../../contracts/vendors/virtuozzo/index.js';
import { createClock } from '../../../mock-server/domain/clock.js';
import { CloudContext } from '../../../mock-server/http/call-context.js';
import { createDispatcher, type Dispatcher } from '../../../mock-server/http/dispatch.js';
import { issue } from '../../../mock-server/vendors/virtuozzo/credentials.js';
import { virtuozzo } from '../../../mock-server/vendors/virtuozzo/index.js';
import { Faults } from '../../../mock-server/worlds/faults.js';
import { type Answer, type BillRow, formOf, type Input, micros } from '../../scenarios/virtuozzo/caller.js';
import { wholeText } from '../../whole-text.js';

const dispatcher = createDispatcher(contract, virtuozzo.groups);
await Promise.all(Object.keys(virtuozzo.groups).map(dispatcher.load));
const NO_BYTES = Buffer.alloc(0);

/** A platform without a server: calls go the same path, but without a socket, and the clock is an argument. */
export class Platform {
  readonly #issued = issue('default', 1);
  readonly #settings: Readonly<Record<string, unknown>>;
  cloud;
  now: number;

  constructor(start: number, settings: Readonly<Record<string, unknown>> = {}) {
    this.#settings = settings;
    this.now = start;
    this.cloud = this.#fresh(start);
  }

  /** `billing/account/getaccount`, with the session of the caller. */
  call(method: string, input: Input = {}, by: Dispatcher = dispatcher): Answer {
    const at = method.lastIndexOf('/');
    const { cloud } = this;
    const outcome = by.dispatch(
      {
        method: 'GET',
        path: `/${method.slice(0, at)}/rest${method.slice(at)}`,
        search: `${formOf({ session: '0123456789abcdef0123456789abcdef01234567', ...input })}`,
        headers: {},
        body: NO_BYTES,
        origin: 'http://localhost',
        base: '/1.0',
      },
      new CloudContext(virtuozzo, cloud, {
        clock: { ...createClock({ mode: 'frozen', now: 0 }), now: () => this.now },
        faults: new Faults(),
      }),
    );
    if (outcome instanceof Promise) throw new Error('no answer at once');
    if (outcome.error !== undefined) throw outcome.error;
    const answer: Answer = JSON.parse(wholeText(outcome.answer));
    return answer;
  }

  rows(from: number, to: number, period: string, more: Input = {}): readonly BillRow[] {
    const window = { starttime: timeOf(from), endtime: timeOf(to), period, ...more };
    const { array, error } = this.call('billing/account/getaccountbillinghistorybyperiod', window);
    if (array === undefined) throw new Error(`no bill: ${error}`);
    return array;
  }

  money(): number {
    const { balance = 0, bonus = 0 } = this.call('billing/account/getaccount');
    return micros(balance) + micros(bonus);
  }

  advance(by: number): void {
    this.now += by;
    this.cloud.settle(this.now, virtuozzo.jobs);
  }

  /** All it holds, as text. */
  saved(): string {
    return JSON.stringify(this.cloud.save());
  }

  /** Goes on from a snapshot of itself in a new cloud. */
  restart(): void {
    const saved = JSON.parse(this.saved());
    this.cloud = this.#fresh(0);
    this.cloud.load(saved);
  }

  #fresh(start: number) {
    return virtuozzo.createCloud({ seed: 1, start, issued: this.#issued, settings: this.#settings });
  }
}

const timeOf = (at: number): string => sqlTime.format(at);
