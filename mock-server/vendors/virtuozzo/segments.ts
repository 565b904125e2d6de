import type { Interval } from '../../domain/meter.js';
import type { EnvironmentTerms, NodeTerms } from './environment/control/record.js';
import { type Hours, hourFrom, hourOf } from './hours.js';

/** Whole hours in which an environment was charged on the same terms. */
export interface Segment extends Hours {
  readonly terms: EnvironmentTerms;
}

/**
 * Whole hours from intervals of any length: an hour that was begun counts, and one in which the terms changed counts at
 * the peak of each, as the platform charges the peak of an hour.
 */
export function segmentsOf(intervals: readonly Interval<EnvironmentTerms>[]): Segment[] {
  const segments: Segment[] = [];
  for (const { from, to, terms } of intervals) {
    const end = to === null ? Number.POSITIVE_INFINITY : hourFrom(to);
    let start = hourOf(from);
    const last = segments.at(-1);
    if (last !== undefined && last.to > start) {
      if (last.from === start) segments.pop();
      else segments[segments.length - 1] = { ...last, to: start };
      segments.push({ from: start, to: start + 1, terms: peakOf(last.terms, terms) });
      start += 1;
    }
    if (start < end) segments.push({ from: start, to: end, terms });
  }
  return segments;
}

/** Of two terms, which never change, there is one peak. */
const peaks = new WeakMap<EnvironmentTerms, WeakMap<EnvironmentTerms, EnvironmentTerms>>();

function peakOf(one: EnvironmentTerms, other: EnvironmentTerms): EnvironmentTerms {
  const known = peaks.get(one) ?? new WeakMap<EnvironmentTerms, EnvironmentTerms>();
  const peak = known.get(other) ?? peakAnew(one, other);
  peaks.set(one, known.set(other, peak));
  return peak;
}

function peakAnew(one: EnvironmentTerms, other: EnvironmentTerms): EnvironmentTerms {
  const nodes = new Map(one.nodes.map(node => [node.id, node]));
  for (const node of other.nodes) {
    const before = nodes.get(node.id);
    nodes.set(node.id, before === undefined ? node : highest(before, node));
  }
  return { ssl: one.ssl || other.ssl, nodes: [...nodes.values()] };
}

const highest = (one: NodeTerms, other: NodeTerms): NodeTerms => ({
  ...other,
  fixed: Math.max(one.fixed, other.fixed),
  flexible: Math.max(one.flexible, other.flexible),
  ipv4: Math.max(one.ipv4, other.ipv4),
  ipv6: Math.max(one.ipv6, other.ipv6),
});
