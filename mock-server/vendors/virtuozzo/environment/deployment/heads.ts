import type { Instant } from '../../../../domain/clock.js';
import { HOUR } from '../../../../domain/clock.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { Sources } from './record.js';

/** The newest revision of a branch, and when there is another. */
interface Head {
  readonly hash: string;
  /** Null where the branch stands still. */
  readonly next: Instant | null;
}

/** Hours from one revision to the next of a branch that somebody works on: a guess that a test can wait for. */
const [SHORTEST, LONGEST] = [2, 48];

/** A tag and a commit stand still. */
const FIXED = /^(v?\d+(\.\d+)+|[0-9a-f]{40})$/;

/**
 * What a repository has at this time. None is reached: each branch moves on by itself, as often as is drawn for it, so that
 * all projects of a repository see the same.
 */
export function headOf(cloud: VirtuozzoCloud, { type, url, branch }: Sources): Head {
  const entity = 'repository';
  const id = `${url}#${branch ?? ''}`;
  if (branch !== null && FIXED.test(branch)) return { hash: hashOf(cloud, type, id, 0, branch), next: null };
  const pace = HOUR * cloud.random.integer({ entity, id, field: 'pace' }, SHORTEST, LONGEST);
  const shift = cloud.random.integer({ entity, id, field: 'shift' }, 0, pace - 1);
  const count = Math.floor((cloud.now + shift) / pace);
  return { hash: hashOf(cloud, type, id, count), next: (count + 1) * pace - shift };
}

/** Git names a revision by 40 hex digits, Subversion counts. */
function hashOf(cloud: VirtuozzoCloud, type: Sources['type'], id: string, count: number, branch = ''): string {
  if (/^[0-9a-f]{40}$/.test(branch)) return branch;
  if (type === 'SVN') return `${count}`;
  return cloud.random.hex({ entity: 'repository', id: `${id}/${count}`, field: 'hash' }, 40);
}

/** The last word of a repository's address, without its ending: `shop` of `https://git.example.com/shop.git`. */
export const nameOfSources = ({ url }: Pick<Sources, 'url'>): string =>
  (url.replace(/\/+$/, '').split(/[/:]/).at(-1) ?? '').replace(/\.git$/, '').slice(0, 255) || 'sources';
