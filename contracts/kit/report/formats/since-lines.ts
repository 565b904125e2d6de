import type { changes, SinceThen } from '../since.js';

/** How a change is said: a line begins with it. */
export const inWords: Readonly<Record<(typeof changes)[number], string>> = {
  new: 'new',
  kept: 'kept',
  gone: 'gone',
  'not-compared': 'not compared',
};

/** What is said above the lines. */
export const headOf = ({ startedAt, findings }: SinceThen): string =>
  `Since ${startedAt}${findings.length === 0 ? ': no finding, then or now' : ''}`;

/** One line for each finding of this run and of the earlier one. */
export const sinceLines = ({ findings }: SinceThen): string[] =>
  findings.map(({ change, severity, id }) => `${inWords[change].padEnd(12)} ${severity.padEnd(7)} ${id}`);
