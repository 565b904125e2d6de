import { HEAVIEST, lightened, type Received, weightOf } from './received.js';

/**
 * Calls that a journal knows of and cannot count yet: those without a number, and those whose number comes after one that
 * nobody here knows. When what they exchanged is too much, one that comes lets go of it.
 */
export class WaitingCalls {
  readonly #pending = new Set<Received>();
  readonly #ahead = new Map<number, Received | undefined>();
  /** The numbers that are ahead, the least first. */
  readonly #numbers: number[] = [];
  #weight = 0;

  get isEmpty(): boolean {
    return this.#pending.size === 0 && this.#ahead.size === 0;
  }

  /** Those without a number, in their order. */
  get pending(): ReadonlySet<Received> {
    return this.#pending;
  }

  /** The numbers that are ahead, the least first. */
  get numbers(): readonly number[] {
    return this.#numbers;
  }

  has(number: number): boolean {
    return this.#ahead.has(number);
  }

  /** Takes in a call without a number; answers what it is known by from now on. */
  pend(call: Received): Received {
    const light = this.#weighed(call);
    this.#pending.add(light);
    return light;
  }

  /** Gives up a call without a number; says whether it waited. */
  settle(call: Received): boolean {
    const waited = this.#pending.delete(call);
    if (waited) this.#weight -= weightOf(call);
    return waited;
  }

  get(number: number): Received | undefined {
    return this.#ahead.get(number);
  }

  set(number: number, call: Received | undefined): void {
    const after = this.#numbers.findLastIndex(one => one < number);
    this.#numbers.splice(after + 1, 0, number);
    this.#ahead.set(number, call && this.#weighed(call));
  }

  /** Takes a call away that has a number. */
  take(number: number): Received | undefined {
    const call = this.#ahead.get(number);
    if (this.#ahead.delete(number)) this.#numbers.splice(this.#numbers.indexOf(number), 1);
    if (call !== undefined) this.#weight -= weightOf(call);
    return call;
  }

  clear(): void {
    this.#pending.clear();
    this.#ahead.clear();
    this.#numbers.length = 0;
    this.#weight = 0;
  }

  #weighed(call: Received): Received {
    const light = this.#weight + weightOf(call) > HEAVIEST ? lightened(call) : call;
    this.#weight += weightOf(light);
    return light;
  }
}
