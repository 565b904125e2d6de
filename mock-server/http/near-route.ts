import { distance } from 'fastest-levenshtein';
import type { Contract } from '../../contracts/core/contract.js';
import { verbsOf } from '../../contracts/core/dialect.js';
import { type Route, routesOf } from '../../contracts/core/route.js';

interface Candidate {
  readonly route: Route;
  readonly verbs: readonly string[];
  readonly segments: readonly string[];
}

/** What it costs a path to have a segment too many or too few, to stand in for a param, or to be called by another verb. */
const [SEGMENT, PARAM, VERB] = [0.6, 0.1, 0.3];
/** Above this share of wrong letters two words have nothing to do with each other. */
const ALIKE = 0.5;
/** Most that a near route may cost: for short paths in all, for long ones by the segment. */
const [MOST, MOST_EACH] = [0.9, 0.4];
/** Longest path that is compared. */
const LONGEST = 500;

/**
 * Finds the known route that a call to an unknown path most likely meant, or undefined when none is near. It looks at all
 * routes, which takes a millisecond or two for hundreds: for the first call of a path only.
 */
export function nearRoutes(contract: Contract): (method: string, path: string) => Route | undefined {
  let candidates: readonly Candidate[] | undefined;
  return (method, path) => {
    if (path.length > LONGEST) return undefined;
    candidates ??= routesOf(contract.routes).map(route => ({
      route,
      verbs: verbsOf(contract.dialect, route.method),
      segments: segmentsOf(route.path),
    }));
    const asked = segmentsOf(path);
    const verb = method === 'HEAD' ? 'GET' : method;
    let [nearest, least]: [Route | undefined, number] = [undefined, Math.max(MOST, MOST_EACH * asked.length)];
    for (const { route, verbs, segments } of candidates) {
      const apart = Math.abs(segments.length - asked.length) * SEGMENT + (verbs.includes(verb) ? 0 : VERB);
      if (apart > least) continue;
      const cost = costBetween(asked, segments) + (verbs.includes(verb) ? 0 : VERB);
      if (cost < least || (nearest === undefined && cost === least)) [nearest, least] = [route, cost];
    }
    return nearest;
  };
}

const segmentsOf = (path: string): string[] =>
  path
    .toLowerCase()
    .split('/')
    .filter(segment => segment !== '');

/** What it costs to make one list of segments the other: the usual edit distance, in segments. */
function costBetween(asked: readonly string[], known: readonly string[]): number {
  let row = Array.from({ length: known.length + 1 }, (_, index) => index * SEGMENT);
  for (const [line, segment] of asked.entries()) {
    const next = [(line + 1) * SEGMENT];
    for (const [column, other] of known.entries())
      next.push(
        Math.min(
          (next[column] ?? 0) + SEGMENT,
          (row[column + 1] ?? 0) + SEGMENT,
          (row[column] ?? 0) + unlike(segment, other),
        ),
      );
    row = next;
  }
  return row[known.length] ?? 0;
}

/** From 0 for the same word to 1 for one that has nothing to do with the other. */
function unlike(segment: string, known: string): number {
  if (segment === known) return 0;
  if (known.startsWith('{')) return PARAM;
  const longer = Math.max(segment.length, known.length);
  if (Math.abs(segment.length - known.length) > longer * ALIKE) return 1;
  const share = distance(segment, known) / longer;
  return share > ALIKE ? 1 : share;
}
