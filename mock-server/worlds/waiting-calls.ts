import { HEAVIEST, lightened, type Received, weightOf } from './received.js';

const NONE: ReadonlySet<Received> = new Set();

/**
 * Calls that a journal knows of and cannot count yet: those without a number, and those whose number comes after one that
 * nobody here knows. When what they exchanged is too much, one that comes lets go of it.
 */
export class WaitingCalls {
  /** Both are made when a call waits: in a world that is not kept none ever does. */
  #pending: Set<Received> | undefined;
  #ahead: Map<number, Received | undefined> | undefined;
  /** The numbers that are ahead, the least first. */
  readonly #numbers: number[] = [];
  #weight = 0;

  get isEmpty(): boolean {
    return !this.#pending?.size && !this.#ahead?.size;
  }

  /** Those without a number, in their order. */
  get pending(): ReadonlySet<Received> {
    return this.#pending ?? NONE;
  }

  /** The numbers that are ahead, the least first. */
  get numbers(): readonly number[] {
    return this.#numbers;
  }

  has(number: number): boolean {
    return this.#ahead?.has(number) ?? false;
  }

  /** Takes in a call without a number; answers what it is known by from now on. */
  pend(call: Received): Received {
    const light = this.#weighed(call);
    this.#pending ??= new Set();
    this.#pending.add(light);
    return light;
  }

  /** Gives up a call without a number; says whether it waited. */
  settle(call: Received): boolean {
    const waited = this.#pending?.delete(call) ?? false;
    if (waited) this.#weight -= weightOf(call);
    return waited;
  }

  get(number: number): Received | undefined {
    return this.#ahead?.get(number);
  }

  set(number: number, call: Received | undefined): void {
    const after = this.#numbers.findLastIndex(one => one < number);
    this.#numbers.splice(after + 1, 0, number);
    this.#ahead ??= new Map();
    this.#ahead.set(number, call && this.#weighed(call));
  }

  /** Takes a call away that has a number. */
  take(number: number): Received | undefined {
    const call = this.#ahead?.get(number);
    if (this.#ahead?.delete(number)) this.#numbers.splice(this.#numbers.indexOf(number), 1);
    if (call !== undefined) this.#weight -= weightOf(call);
    return call;
  }

  clear(): void {
    this.#pending = undefined;
    this.#ahead = undefined;
    this.#numbers.length = 0;
    this.#weight = 0;
  }

  #weighed(call: Received): Received {
    const light = this.#weight + weightOf(call) > HEAVIEST ? lightened(call) : call;
    this.#weight += weightOf(light);
    return light;
  }
}
