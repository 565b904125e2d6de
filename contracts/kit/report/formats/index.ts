import type { Report } from '../report.js';
import { github, type Locate } from './github.js';
import { html } from './html.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { markdown } from './markdown.js';
import { sarif } from './sarif.js';
import { terminal } from './terminal.js';

/** How a report is to be written. */
export interface Writing {
  /** Colours for a terminal. */
  readonly colours?: boolean;
  /** Finds lines of the contract's sources for annotations. */
  readonly locate?: Locate;
}

/** A report as text, by format. */
export const formats = {
  terminal: (report: Report, { colours }: Writing = {}) => terminal(report, colours),
  json,
  junit,
  markdown,
  github: (report: Report, { locate }: Writing = {}) => github(report, locate),
  sarif: (report: Report, { locate }: Writing = {}) => sarif(report, locate),
  html,
} as const satisfies Readonly<Record<string, (report: Report, writing?: Writing) => string>>;

export type Format = keyof typeof formats;
