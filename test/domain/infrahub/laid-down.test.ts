import { describe, expect, it } from 'vitest';
import { inconsistenciesIn } from '../../../mock-server/calls/vendor.js';
import type { CloudState } from '../../../mock-server/domain/cloud.js';
import { aiUsage } from '../../../mock-server/vendors/infrahub/ai-usage/record.js';
import { issue } from '../../../mock-server/vendors/infrahub/credentials.js';
import { infrahub } from '../../../mock-server/vendors/infrahub/index.js';
import { bucket } from '../../../mock-server/vendors/infrahub/object-storage/record.js';
import { createCloud } from '../../../mock-server/vendors/infrahub/seed.js';

const START = Date.UTC(2026, 6, 1);
const DAY = 86_400_000;
const usage = { product: 'data_synthesis', model: 'm', modelName: 'M', outputTokens: 10, outputPrice: 1_000_000 };
const settings = {
  buckets: [
    { name: 'still', bytes: 5000, objects: 1 },
    { name: 'grows', dailyBytes: 10 },
    { name: 'counts', dailyObjects: 1 },
  ],
  aiUsages: [
    { ...usage, name: 'past', at: '2026-06-01T00:00:00Z' },
    { ...usage, name: 'to come', at: '2026-07-02T12:00:00Z' },
  ],
};
const issued = issue('default', 1);
const laid = () => createCloud({ seed: 1, start: START, issued, settings });

/** What is wrong with a saved cloud after a change of one record. */
function problemsOf(part: string, at: number, change: object): string[] {
  const state: CloudState = structuredClone(laid().save());
  const records = Reflect.get(state.parts, part) as object[];
  records[at] = { ...records[at], ...change };
  const cloud = createCloud({ seed: 1, start: START, issued, settings: {} });
  cloud.load(state);
  return inconsistenciesIn(infrahub, cloud);
}

describe('what a seed lays down', () => {
  it('holds together, now and later', () => {
    const cloud = laid();
    expect(inconsistenciesIn(infrahub, cloud)).toEqual([]);
    expect(cloud.credit(4821)).toBe(10_000 - 10);
    cloud.settle(START + 3 * DAY, infrahub.jobs);
    expect(inconsistenciesIn(infrahub, cloud)).toEqual([]);
    expect(cloud.buckets.all().map(({ bytes, objects }) => [bytes, objects])).toEqual([
      [5000, 1],
      [30, 0],
      [0, 3],
    ]);
    expect(cloud.credit(4821)).toBeCloseTo(10_000 - 20, 6);
  });

  it.each<readonly [part: string, at: number, change: object, problem: string]>([
    ['bucket', 0, { org: 9 }, 'bucket 1 is of the organization 9, which is not there'],
    ['bucket', 0, { bytes: 9000 }, 'bucket 1 is not charged for what it holds'],
    ['bucket', 0, { dailyBytes: 1 }, 'bucket 1 grows, and nothing makes it'],
    ['bucket', 1, { dailyBytes: 0 }, 'bucket 2 does not grow, and something makes it'],
    ['bucket', 2, { dailyObjects: 0 }, 'bucket 3 does not grow, and something makes it'],
    ['aiUsage', 0, { org: 9 }, 'AI usage 1 is of the organization 9, which is not there'],
    ['aiUsage', 0, { at: START + DAY }, 'AI usage 1 is billed, and about the future'],
    ['aiUsage', 0, { isBilled: false }, 'AI usage 1 is not billed, and nothing does it in time'],
    ['aiUsage', 1, { isBilled: true }, 'AI usage 2 is billed, and to be billed again'],
    ['aiUsage', 1, { at: START + 7 * DAY }, 'AI usage 2 is not billed, and nothing does it in time'],
  ])('is refused for %s %i with %j', (part, at, change, problem) => {
    expect(problemsOf(part, at, change)).toContain(problem);
  });

  it('has its ids counted, and records of a tight form', () => {
    for (const kind of ['bucket', 'aiUsage']) {
      const cloud = laid();
      const state = cloud.save();
      cloud.load({ ...state, ids: { ...state.ids, [kind]: 0 } });
      expect(inconsistenciesIn(infrahub, cloud)).toContain(`${kind} 1 is there, and ids of its kind are counted to 0`);
    }
    const [stored] = laid().buckets.all();
    expect(bucket.safeParse(stored).success).toBe(true);
    for (const change of [
      { bytes: -1 },
      { bytes: undefined },
      { name: 'UPPER' },
      { state: 'gone' },
      { region: 'NORWAY-1' },
      { more: 1 },
    ])
      expect(bucket.safeParse({ ...stored, ...change }).success, JSON.stringify(change)).toBe(false);
    const [used] = laid().aiUsages.all();
    expect(aiUsage.safeParse(used).success).toBe(true);
    for (const change of [{ product: 'telepathy' }, { seconds: -1 }, { inputTokens: 0.5 }, { at: 'today' }])
      expect(aiUsage.safeParse({ ...used, ...change }).success, JSON.stringify(change)).toBe(false);
  });
});
