import { type KeptRow, Part } from '../domain/transaction.js';

/** Tasks that are to fail, by the rule that wants it: those that a call began which the rule struck. */
export class DoomedTasks extends Part {
  readonly #byRule = new Map<number, Set<string>>();

  has(rule: number, task: string): boolean {
    return this.#byRule.get(rule)?.has(task) ?? false;
  }

  /** Adds a task, unless its rule has so many. */
  add(rule: number, task: string, most: number): void {
    if (this.has(rule, task) || (this.#byRule.get(rule)?.size ?? 0) >= most) return;
    this.#set(keyOf(rule, task), true);
  }

  delete(rule: number, task: string): void {
    if (this.has(rule, task)) this.#set(keyOf(rule, task), undefined);
  }

  /** Forgets the tasks of a rule. */
  forget(rule: number): void {
    for (const task of this.#byRule.get(rule) ?? []) this.#set(keyOf(rule, task), undefined);
  }

  clear(): void {
    for (const rule of this.#byRule.keys()) this.forget(rule);
  }

  save(): unknown {
    return [...this.rows()].map(([key]) => key);
  }

  load(saved: unknown): void {
    this.#byRule.clear();
    for (const key of saved as readonly string[]) this.putRow(key, true);
  }

  override *rows(): Iterable<KeptRow> {
    for (const [rule, tasks] of this.#byRule) for (const task of tasks) yield [keyOf(rule, task), true];
  }

  override putRow(key: string, isDoomed: true | undefined): void {
    const cut = key.indexOf(' ');
    const [rule, task] = [Number(key.slice(0, cut)), key.slice(cut + 1)];
    const tasks = this.#byRule.get(rule) ?? new Set();
    if (isDoomed) this.#byRule.set(rule, tasks.add(task));
    else if (tasks.delete(task) && tasks.size === 0) this.#byRule.delete(rule);
  }

  undo(key: string, before: true | undefined): void {
    this.putRow(key, before);
  }

  #set(key: string, after: true | undefined): void {
    this.putRow(key, after);
    this.note(key, after ? undefined : true, after);
  }
}

const keyOf = (rule: number, task: string): string => `${rule} ${task}`;
