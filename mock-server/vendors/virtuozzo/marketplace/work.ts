import { Failure, refuse } from '../../../../contracts/core/failure.js';
import { sqlTime } from '../../../../contracts/core/time.js';
import { virtuozzoDialect } from '../../../../contracts/vendors/virtuozzo/dialect.js';
import * as refusals from '../../../../contracts/vendors/virtuozzo/marketplace/refusals.js';
import { type Call, type Invoke, Unserved } from '../../../calls/handler.js';
import type { VirtuozzoCloud } from '../cloud.js';
import { asJson, isObject, type Json, type JsonObject, member, textAt, textOf } from './json.js';

/** The call in which work is done. */
export type Calling = Pick<Call<unknown, VirtuozzoCloud>, 'cloud' | 'caller' | 'invoke'>;

/** Thrown where an action fails: the installation ends with this answer, and what was done stays. */
export class Refused extends Error {
  readonly answer: JsonObject;
  /** Why the call was refused; undefined where it answered so. */
  readonly failure: Failure | undefined;

  constructor(answer: JsonObject, failure?: Failure) {
    super(textAt(answer, 'error') ?? '');
    this.answer = answer;
    this.failure = failure;
  }

  static by(failure: Failure): Refused {
    const { body } = virtuozzoDialect.encode(failure);
    const answer = asJson(body);
    return new Refused(isObject(answer) ? answer : { result: 99, error: failure.message }, failure);
  }
}

/** Actions of one call and calls that it makes, those of all manifests in it together; and manifests and actions inside one another. */
const [MOST_ACTIONS, MOST_DEEP, MOST_LINES] = [1000, 15, 2000];

/** What is left to one call of the vendor, whatever calls it makes inside. */
interface Budget {
  actions: number;
  depth: number;
}

const budgets = new WeakMap<Invoke, Budget>();

/** The work of one call: the calls that it makes as a part of itself, what they took, and what it tells the console. */
export class Work {
  readonly call: Calling;
  readonly #budget: Budget;
  readonly #lines: string[] = [];
  /** Milliseconds. */
  takes = 0;

  constructor(call: Calling) {
    this.call = call;
    this.#budget = budgets.get(call.invoke) ?? { actions: MOST_ACTIONS, depth: 0 };
    budgets.set(call.invoke, this.#budget);
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Notes a line for the console, under the name of what says it. */
  log(name: string, text: string): void {
    if (this.#lines.length < MOST_LINES)
      this.#lines.push(`[${sqlTime.format(this.call.cloud.now)}] ${name}: ${text.slice(0, 2000)}`);
  }

  /** Does a piece of work inside another. Refuses when there were too many already. */
  within<T>(act: () => T): T {
    this.#count();
    if (this.#budget.depth >= MOST_DEEP)
      throw refuse(refusals.tooMuch, { what: 'actions inside one another', most: MOST_DEEP });
    this.#budget.depth += 1;
    try {
      return act();
    } finally {
      this.#budget.depth -= 1;
    }
  }

  #count(): void {
    this.#budget.actions -= 1;
    if (this.#budget.actions < 0) throw refuse(refusals.tooMuch, { what: 'actions', most: MOST_ACTIONS });
  }

  /** Makes a call of the platform and answers its body. Throws `Refused` when it fails. */
  make(operation: string, input: JsonObject): JsonObject {
    this.#count();
    const body = this.#replyTo(operation, input);
    const refused = refusalIn(body);
    if (refused !== undefined) throw new Refused(refused);
    return body;
  }

  #replyTo(operation: string, input: JsonObject): JsonObject {
    try {
      const { body, takes = 0, status } = this.call.invoke(operation, { query: queryOf(input) });
      this.takes += takes;
      const answer = asJson(body);
      if (status >= 400) throw new Refused({ result: 99, error: `${operation} answered HTTP ${status}` });
      return isObject(answer) ? answer : {};
    } catch (error) {
      if (error instanceof Unserved) throw Refused.by(refuse(refusals.notServed, { operation }));
      if (error instanceof Failure) throw Refused.by(error);
      throw error;
    }
  }
}

/** The answer, or the one inside it, that has another result than 0. */
function refusalIn(body: JsonObject): JsonObject | undefined {
  const result = member(body, 'result');
  if (typeof result === 'number' && result !== 0) return body;
  const inner = member(body, 'response');
  return isObject(inner) ? refusalIn(inner) : undefined;
}

/** Input as a client would send it: texts, and JSON inside of them. */
const queryOf = (input: JsonObject): Record<string, string> =>
  Object.fromEntries(
    Object.entries(input).flatMap(([name, value]: [string, Json]) =>
      value === null ? [] : [[name, textOf(value)] as const],
    ),
  );
