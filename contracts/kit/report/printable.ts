import { visible } from './visible.js';

/** Longest text of an endpoint in a report. */
const LONGEST = 1000;

/** A text on one line that can be shown anywhere: what a reader would not see is written out, and a very long text is cut. */
export const printable = (text: string): string => visible(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
