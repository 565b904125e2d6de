import type { Figure } from './table.js';

/** Processor time is the steadier of the two where others work on the machine too. */
const held = ({ ratio, processorRatio }: Figure): number => processorRatio ?? ratio;

/** Whether a ratio is beyond what a budget, as JSON, has for its name, or is not there at all; says which on standard error. */
export function beyondBudget(figures: readonly Figure[], json: string): boolean {
  const budget: Record<string, { least?: number; most?: number }> = JSON.parse(json);
  const lost = figures.filter(figure => {
    const { least = 0, most = Number.POSITIVE_INFINITY } = budget[figure.name] ?? {};
    return held(figure) < least || held(figure) > most;
  });
  for (const figure of lost)
    process.stderr.write(
      `too slow: ${figure.name}: ${held(figure).toFixed(3)}, the budget is ${JSON.stringify(budget[figure.name])}\n`,
    );
  const missing = Object.keys(budget).filter(name => !figures.some(figure => figure.name === name));
  for (const name of missing) process.stderr.write(`not measured: ${name}\n`);
  return lost.length + missing.length > 0;
}
