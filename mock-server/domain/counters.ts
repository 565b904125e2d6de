import { ForkedMap } from './forked-map.js';
import { type KeptRow, Part } from './transaction.js';

/** Says which of these ids of a kind would be given out again, for they are higher than the highest that was. */
export function* countProblems(kind: string, highest = 0, ids: Iterable<number>): Generator<string> {
  for (const id of ids) if (id > highest) yield `${kind} ${id} is there, and ids of its kind are counted to ${highest}`;
}

/** The highest id that was given out, by kind. */
export class Counters extends Part {
  #highest = new ForkedMap<string, number>();

  highest(kind: string): number {
    return this.#highest.get(kind) ?? 0;
  }

  raise(kind: string, to: number): void {
    const before = this.#highest.get(kind);
    if (before !== undefined && before >= to) return;
    this.#highest.set(kind, to);
    this.note(kind, before, to);
  }

  save(): Record<string, number> {
    return Object.fromEntries(this.#highest.entries());
  }

  load(saved: unknown): void {
    this.#highest = new ForkedMap();
    for (const [kind, highest] of Object.entries(saved as Record<string, number>)) this.#highest.set(kind, highest);
  }

  override share(template: this): void {
    this.#highest = new ForkedMap(template.#highest);
  }

  override rows(): Iterable<KeptRow> {
    return this.#highest.entries();
  }

  override putRow(kind: string, highest: number | undefined, isNew: boolean): void {
    this.#highest.put(kind, highest, isNew);
  }

  undo(kind: string, before: number | undefined): void {
    this.#highest.put(kind, before, false);
  }
}
