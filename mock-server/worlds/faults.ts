import { millisecondsOf } from '../../contracts/core/duration.js';
import { DONE_BUT_FAILED, Failure, type FaultKind, TASK_FAILS } from '../../contracts/core/failure.js';
import { type Breaking, needsAnswer } from '../../contracts/core/transports.js';
import type { Instant } from '../domain/clock.js';
import type { RunningTask, TaskFaults } from '../domain/failing-jobs.js';
import { Random } from '../domain/random.js';
import type { Part } from '../domain/transaction.js';
import { DoomedTasks } from './doomed-tasks.js';
import {
  type Conditions,
  type CountedRule,
  concerns,
  isItsTurn,
  type MetCall,
  MOST_RULES,
  means,
  RuleList,
} from './rule.js';

/** How long an answer waits: always the same, from one length to another, or log-normal. */
export type Delay =
  | string
  | { readonly from: string; readonly to: string }
  | { readonly median: string; readonly p95: string };

/** What is asked of a rule that makes calls fail, or the tasks that calls began. */
export interface FaultWish extends Conditions, Breaking {
  /** Undefined where the call is only made to wait, or its connection breaks. */
  readonly failure?: FaultKind | undefined;
  /** Sentence for the answer instead of the dialect's own; null for none. */
  readonly text: string | null;
  /** The vendor's own code in the place of the dialect's (a `result` number). */
  readonly as?: string | number | undefined;
  /** Status of HTTP in the place of the dialect's. */
  readonly status?: number | undefined;
  /** Whose body the failure has. */
  readonly body?: 'vendor' | 'gateway' | undefined;
  /** Seconds; a duration or an instant is written as a date. */
  readonly retryAfter?: number | string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly delay?: Delay | undefined;
  /** The delay passes on the world's clock, and at once. */
  readonly virtual?: boolean | undefined;
  /** Whether the handler does its work. */
  readonly phase?: 'before' | 'after' | undefined;
  /** How likely it strikes; undefined for always. */
  readonly chance?: number | undefined;
  /** How long after its beginning a task fails (`PT30S`), at its end at the latest. */
  readonly after?: string | undefined;
  /** At the beginning of which of its steps a task fails. */
  readonly step?: string | undefined;
}

/** A rule that makes calls fail, or the tasks that calls began. */
export type Fault = CountedRule<FaultWish>;

/** What befalls one call. */
export interface Strike {
  /** What makes it fail; undefined where it only waits. */
  readonly breaking: Fault | undefined;
  /** How long its answer waits, rule by rule. */
  readonly delays: readonly Drawn[];
  /** The rule that a journal names. */
  readonly fault: Fault;
}

/** A delay of a length that was drawn. */
export interface Drawn {
  readonly milliseconds: number;
  readonly isVirtual: boolean;
  readonly isAfter: boolean;
}

/** Most tasks that are waited for to fail, of one rule. */
const MOST_TASKS = 1000;
/** The 95th percentile of a normal distribution. */
const P95 = 1.6448536269514722;
/** Longest delay in milliseconds, whatever is drawn. */
const LONGEST = 86_400_000;

/** The faults of one world, in the order they were added: the first that matches is taken. */
export class Faults {
  readonly #rules = new RuleList<FaultWish>();
  readonly #seed: () => number;
  readonly #doomed = new DoomedTasks();
  /** By the names under which a world has them. */
  readonly parts: Readonly<Record<string, Part>> = { faults: this.#rules, doomed: this.#doomed };

  /** `seed` is the world's: all chance is drawn from it. */
  constructor(seed: () => number = () => 1) {
    this.#seed = seed;
  }

  /** `times` is how often it strikes; null for always. Throws `Failure` where there are too many. */
  add(wish: FaultWish, times: number | null): Fault {
    if (this.#rules.open.length >= MOST_RULES)
      throw new Failure('invalid', { text: `a world has at most ${MOST_RULES} rules of a kind` });
    return this.#rules.enter({ ...wish, ...phaseOf(wish) }, times);
  }

  /** Those that may still strike and the last that are used up, in the order they were added. */
  all(): readonly Fault[] {
    return [...this.#rules.spent, ...this.#rules.open].sort((one, other) => one.id - other.id);
  }

  /** Whether nothing can befall a call. */
  get isEmpty(): boolean {
    return this.#rules.open.length === 0;
  }

  /** Forgets one rule; says whether there was one of this id. */
  remove(id: number): boolean {
    this.#doomed.forget(id);
    return this.#rules.removeAll(rule => rule.id === id) > 0;
  }

  clear(): void {
    this.#doomed.clear();
    this.#rules.clear();
  }

  reset(): void {
    this.#doomed.clear();
    this.#rules.reset();
  }

  /**
   * What befalls a call: the first rule that makes it fail, and the first that only makes it wait. Both are counted. A rule
   * does not see a call that another of its kind took.
   */
  take(call: MetCall): Strike | undefined {
    let breaking: Fault | undefined;
    let waiting: Fault | undefined;
    for (const rule of this.#rules.open) {
      if (rule.failure === TASK_FAILS) continue;
      const onlyWaits = rule.failure === undefined && rule.transport === undefined;
      if ((onlyWaits ? waiting : breaking) !== undefined || !this.#isStruck(rule, call)) continue;
      const struck = this.#rules.count(rule.id, 0, 1);
      if (onlyWaits) waiting = struck;
      else breaking = struck;
    }
    const fault = breaking ?? waiting;
    if (fault === undefined) return undefined;
    const delays = [waiting, breaking].flatMap(rule =>
      rule?.delay === undefined ? [] : [this.#drawn(rule, rule.delay)],
    );
    return { breaking, delays, fault };
  }

  /**
   * Of a call that may begin tasks which are to fail: what to tell when it has, with their names. Undefined while no
   * rule of tasks goes by what calls say.
   */
  ofBegun(call: MetCall): ((tasks: readonly string[]) => void) | undefined {
    const rules = this.#rules.open.filter(rule => isOfTasks(rule) && goesByCalls(rule) && means(rule, call));
    if (rules.length === 0) return undefined;
    return tasks => {
      const rule = tasks.length === 0 ? undefined : rules.find(one => this.#isStruck(one, call));
      if (rule === undefined) return;
      const most = Math.min(rule.left ?? MOST_TASKS, MOST_TASKS);
      for (const task of tasks) this.#doomed.add(rule.id, `${call.vendor} ${task}`, most);
    };
  }

  /** Which tasks of a vendor are to fail: each is counted down once it has. Undefined while there are no such rules. */
  ofTasks(vendor: string): TaskFaults | undefined {
    if (!this.#rules.open.some(isOfTasks)) return undefined;
    const rules = () => this.#rules.open.filter(isOfTasks);
    return {
      get areEarly() {
        return rules().some(({ after, step }) => after !== undefined || step !== undefined);
      },
      find: (task, from) => {
        for (const rule of rules()) {
          const name = `${vendor} ${task.name}`;
          if (!concerns(rule.operation, vendor, task.operation)) continue;
          if (goesByCalls(rule) && !this.#doomed.has(rule.id, name)) continue;
          const at = failsAt(rule, task);
          if (at !== undefined && at >= from) return { at, text: rule.text, spend: () => this.#spend(rule, name) };
        }
        return undefined;
      },
    };
  }

  #spend(rule: Fault, task: string): void {
    this.#doomed.delete(rule.id, task);
    this.#rules.count(rule.id, goesByCalls(rule) ? 0 : 1, 1);
  }

  /** Whether a rule strikes a call; counts that it met one. */
  #isStruck(rule: Fault, call: MetCall): boolean {
    if (!means(rule, call)) return false;
    const met = this.#rules.count(rule.id, 1, 0);
    if (met === undefined || !isItsTurn(met)) return false;
    return met.chance === undefined || this.#unit(met, 'chance', met.met) < met.chance;
  }

  #drawn(rule: Fault, delay: Delay): Drawn {
    const milliseconds = Math.round(
      Math.min(this.#lengthOf(rule, delay), rule.virtual ? Number.POSITIVE_INFINITY : LONGEST),
    );
    return { milliseconds, isVirtual: rule.virtual === true, isAfter: rule.phase === 'after' };
  }

  #lengthOf(rule: Fault, delay: Delay): number {
    if (typeof delay === 'string') return millisecondsOf(delay);
    if ('from' in delay) {
      const [from, to] = [millisecondsOf(delay.from), millisecondsOf(delay.to)];
      return from + (to - from) * this.#unit(rule, 'delay', rule.struck);
    }
    const [median, p95] = [millisecondsOf(delay.median), millisecondsOf(delay.p95)];
    // Two even draws make a normal one (Box and Muller).
    const radius = Math.sqrt(-2 * Math.log(1 - this.#unit(rule, 'delay', rule.struck)));
    const normal = radius * Math.cos(2 * Math.PI * this.#unit(rule, 'angle', rule.struck));
    return median * Math.exp((Math.log(p95 / median) / P95) * normal);
  }

  /** Chance that is the same whenever the same rule of the same world comes to the same count. */
  #unit({ id }: Fault, field: string, count: number): number {
    return new Random(this.#seed()).unit({ entity: 'fault', id, field }, count);
  }
}

/** Before the handler or after it, where nothing is said; of tasks neither. */
function phaseOf(wish: FaultWish): Pick<FaultWish, 'phase'> {
  if (wish.failure === TASK_FAILS) return {};
  if (wish.phase !== undefined) return { phase: wish.phase };
  const isAfter = wish.failure === DONE_BUT_FAILED || (wish.failure === undefined && needsAnswer(wish));
  return { phase: isAfter ? 'after' : 'before' };
}

const isOfTasks = ({ failure }: Fault): boolean => failure === TASK_FAILS;

/** Whether a rule asks anything of calls beside their operation: then the tasks that fail are those that such calls begin. */
const goesByCalls = ({ where = null, skip, every, chance, between }: Fault): boolean =>
  where !== null || skip !== undefined || every !== undefined || chance !== undefined || between !== undefined;

/** When a rule has a task fail; undefined if that never does, for it has no such step or fails at its end only. */
function failsAt({ after, step }: Fault, { due, course }: RunningTask): Instant | undefined {
  if (after === undefined && step === undefined) return due;
  const at = after === undefined ? course?.steps.get(step ?? '') : course && course.begun + millisecondsOf(after);
  return at === undefined ? undefined : Math.min(at, due);
}
