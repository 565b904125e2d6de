import { evidences } from '../../../contracts/core/evidence.js';

/** A part of a whole: its word, how much it is, and the class of its colour. */
export interface Share {
  readonly word: string;
  readonly count: number;
  readonly colour: string;
}

interface SharesProps {
  /** What is divided: `85 operations`. */
  readonly label: string;
  readonly shares: readonly Share[];
}

/** A whole as a bar of its parts, and the parts in words: the bar says nothing that the words do not. */
export function Shares({ label, shares }: SharesProps) {
  const there = shares.filter(({ count }) => count > 0);
  return (
    <figure class="coverage-shares">
      <figcaption>{label}</figcaption>
      <div class="coverage-bar" aria-hidden="true">
        {there.map(({ word, count, colour }) => (
          <span key={word} class={`coverage-${colour}`} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul>
        {there.map(({ word, count, colour }) => (
          <li key={word}>
            <span class={`coverage-dot coverage-${colour}`} aria-hidden="true" />
            <b>{amount(count)}</b> {word}
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** `4,432 fields`: thousands apart, so that they can be read. */
export const amount = (count: number): string => count.toLocaleString('en');

/** Counts by evidence as shares, the surest first. */
export const evidenceShares = (counts: Readonly<Partial<Record<string, number>>>): Share[] =>
  evidences.map(word => ({ word, count: counts[word] ?? 0, colour: word }));

/** Routes that are known as shares: those that are served, those that are described only, and those of which the route alone is known. */
export const servedShares = (known: number, described: number, served: number): Share[] => [
  { word: 'served', count: served, colour: 'documented' },
  { word: 'described, not served', count: Math.max(described - served, 0), colour: 'observed' },
  { word: 'known only', count: known - Math.max(described, served), colour: 'assumed' },
];
