import type { Instant } from '../../../domain/clock.js';
import type { Jobs } from '../../../domain/cloud.js';
import type { InfrahubCloud } from '../cloud.js';
import type { LaidAiUsage } from './laid-ai-usage.js';
import type { AiUsage } from './record.js';

/** Tokens that a price is for. */
const MILLION = 1_000_000;
const SECONDS_AN_HOUR = 3600;

/** What a usage cost, in USD. */
export interface AiCost {
  readonly input: number;
  readonly output: number;
  readonly hours: number;
  readonly total: number;
}

export function costOf({ inputTokens, outputTokens, inputPrice, outputPrice, seconds, hourPrice }: AiUsage): AiCost {
  const input = ((inputTokens ?? 0) * inputPrice) / MILLION;
  const output = ((outputTokens ?? 0) * outputPrice) / MILLION;
  const hours = (seconds * hourPrice) / SECONDS_AN_HOUR;
  return { input, output, hours, total: input + output + hours };
}

const subjectOf = (id: number): string => `aiUsage:${id}`;
const idOf = (subject: string): number => Number(/^aiUsage:(\d+)$/.exec(subject)?.[1]);

/** Lays down a usage. It is billed when its time comes, at once if that has passed. */
export function layAiUsage(cloud: InfrahubCloud, org: number, laid: LaidAiUsage): void {
  const id = cloud.nextId('aiUsage');
  cloud.aiUsages.add({ id, org, ...laid, isBilled: false });
  if (laid.at <= cloud.now) billAiUsage(cloud, id);
  else cloud.agenda.enter(laid.at, 'aiUsage', subjectOf(id));
}

function billAiUsage(cloud: InfrahubCloud, id: number): void {
  const usage = cloud.aiUsages.update(id, { isBilled: true });
  cloud.spend(usage.org, costOf(usage).total);
}

/** A usage is billed when it is done. */
export const aiUsageJobs: Jobs<InfrahubCloud> = {
  aiUsage: {
    about: 'aiUsage',
    has: (cloud, subject) => cloud.aiUsages.get(idOf(subject)) !== undefined,
    run: (cloud, subject) => billAiUsage(cloud, idOf(subject)),
  },
};

/** Usages of an organisation that were billed in (from, to], oldest first. */
export const aiUsagesIn = (cloud: InfrahubCloud, org: number, from: Instant, to: Instant): AiUsage[] =>
  cloud.aiUsages
    .filter(usage => usage.org === org && usage.isBilled && usage.at > from && usage.at <= to)
    .sort((one, other) => one.at - other.at || one.id - other.id);

/** Usages of nobody, those that are billed before their time, and those that nothing will bill. */
export function* aiUsageProblems(cloud: InfrahubCloud): Generator<string> {
  for (const { id, org, at, isBilled } of cloud.aiUsages.all()) {
    if (cloud.organizations.get(org) === undefined)
      yield `AI usage ${id} is of the organization ${org}, which is not there`;
    if (isBilled && at > cloud.now) yield `AI usage ${id} is billed, and about the future`;
    const waiting = cloud.agenda.waiting(subjectOf(id));
    if (waiting.length !== (isBilled ? 0 : 1) || waiting.some(job => job.at !== at))
      yield `AI usage ${id} is ${isBilled ? 'billed, and to be billed again' : 'not billed, and nothing does it in time'}`;
  }
}
