import type { Figure } from './table.js';

/** What the ratio of a name is to be: at least, or at most. */
type Budget = Readonly<Record<string, { readonly least?: number; readonly most?: number }>>;

export const budgetIn = (json: string): Budget => JSON.parse(json);

/** Processor time is the steadier of the two where others work on the machine too. */
const held = ({ ratio, processorRatio }: Figure): number => processorRatio ?? ratio;

/** Whether a figure misses what a budget has for its name. */
export function isBeyond(budget: Budget, figure: Figure): boolean {
  const { least = 0, most = Number.POSITIVE_INFINITY } = budget[figure.name] ?? {};
  return held(figure) < least || held(figure) > most;
}

/** The figures of two runs of one measurement: of those that missed their budget at first, what they were the second time. */
export const retaken = (budget: Budget, first: readonly Figure[], second: readonly Figure[]): Figure[] =>
  first.map(figure =>
    isBeyond(budget, figure) ? (second.find(({ name }) => name === figure.name) ?? figure) : figure,
  );

/** Whether a figure is beyond its budget, or one of a budget's names was not measured; says which on standard error. */
export function beyondBudget(figures: readonly Figure[], budget: Budget): boolean {
  const lost = figures.filter(figure => isBeyond(budget, figure));
  for (const figure of lost)
    process.stderr.write(
      `too slow: ${figure.name}: ${held(figure).toFixed(3)}, the budget is ${JSON.stringify(budget[figure.name])}\n`,
    );
  const missing = Object.keys(budget).filter(name => !figures.some(figure => figure.name === name));
  for (const name of missing) process.stderr.write(`not measured: ${name}\n`);
  return lost.length + missing.length > 0;
}
