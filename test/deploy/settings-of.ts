import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { variable } from '../../contracts/kit/transport/credentials.js';
import { type ServeSettings, settingsFrom } from '../../mock-server/cli/settings.js';
import { serverOptions } from '../../mock-server/options.js';
import { context } from './dockerfile.js';

/** A file of this repository. */
export const textOf = (path: string): string => readFileSync(context + path, 'utf8');

const known = Object.keys(serverOptions.shape).map(key => variable('hostdouble', key));

/** The settings that a server takes from such an environment; fails where a name is none. */
export async function settingsOf(environment: Readonly<Record<string, string>>): Promise<ServeSettings> {
  expect(Object.keys(environment).filter(name => !known.includes(name))).toEqual([]);
  return settingsFrom({}, environment);
}

/** Seconds from the first instant at which a server is to end to the last at which it is there. */
export function secondsToEnd({ drain, drainDelay }: ServeSettings): number {
  const [one = Number.NaN, other = Number.NaN] = [drain, drainDelay].map(text => Number(/^PT(\d+)S$/.exec(text)?.[1]));
  return one + other;
}
