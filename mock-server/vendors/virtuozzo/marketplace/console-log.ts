import type { VirtuozzoCloud } from '../cloud.js';
import { MOST_LOGGED } from './record.js';

/** Puts lines at the end of what a user's console shows; the oldest letters go when there are too many. */
export function addLines(cloud: VirtuozzoCloud, uid: number, lines: readonly string[]): void {
  if (lines.length === 0) return;
  const before = cloud.consoles.get(uid);
  const body = `${before?.body ?? ''}${lines.map(line => `${line}\n`).join('')}`.slice(-MOST_LOGGED);
  if (before === undefined) cloud.consoles.add({ id: uid, body });
  else cloud.consoles.update(uid, { body });
}

/** The id under which the platform runs a user's manifests. */
export const scriptingAppidOf = (cloud: VirtuozzoCloud, uid: number): string =>
  cloud.random.hex({ entity: 'user', id: uid, field: 'scriptingAppid' }, 32);
