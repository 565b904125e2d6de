import { refuse } from '../../../../contracts/core/failure.js';
import { noAiUsage } from '../../../../contracts/vendors/infrahub/history/ai.js';
import { type AiProduct, aiProducts } from '../../../../contracts/vendors/infrahub/history/ai-products.js';
import { MINUTE } from '../../../domain/clock.js';
import { begunSteps } from '../../../domain/money.js';
import type { AiUsage } from '../ai-usage/record.js';
import { aiUsagesIn, costOf } from '../ai-usage/rules.js';
import type { InfrahubCloud } from '../cloud.js';
import { matches, timeText } from '../common.js';
import { type DateRange, stepsOf, windowOf } from './periods.js';
import { pointView } from './view.js';

interface AskedOf {
  readonly cloud: InfrahubCloud;
  readonly caller: { readonly holder: number };
}

interface AiListQuery extends DateRange {
  readonly search?: string | undefined;
  readonly page: number;
  readonly per_page: number;
}

/** The refusal of a history with nothing in it, with the dates that were asked for. */
const nothingOf = (product: AiProduct, { start_date, end_date }: DateRange) =>
  refuse(noAiUsage, { word: aiProducts[product].word, from: timeText(start_date), to: timeText(end_date) });

function usagesOf(product: AiProduct, { cloud, caller }: AskedOf, query: DateRange): AiUsage[] {
  const { from, to } = windowOf(cloud, query);
  return aiUsagesIn(cloud, caller.holder, from, to).filter(usage => usage.product === product);
}

/** A page of a product's usages, and what is said beside it. */
export function aiList<Row>(product: AiProduct, asked: AskedOf, query: AiListQuery, rowOf: (usage: AiUsage) => Row) {
  const found = usagesOf(product, asked, query).filter(({ id, name }) => matches(query.search, name, id));
  if (found.length === 0) throw nothingOf(product, query);
  const { page, per_page } = query;
  const total_count = found.length;
  return {
    said: { success: true, message: `Billing History for ${aiProducts[product].title} Retrieved Successfully.` },
    listed: {
      billing_history: found.slice((page - 1) * per_page, page * per_page).map(rowOf),
      org_id: asked.caller.holder,
      total_count,
      pagination: { page, per_page, pages: begunSteps(total_count, per_page), total_count },
    },
  };
}

/** One usage of a product, and what is said beside it. */
export function aiOne(product: AiProduct, asked: AskedOf, id: number, query: DateRange) {
  const usage = usagesOf(product, asked, query).find(one => one.id === id);
  if (usage === undefined) throw nothingOf(product, query);
  const { title } = aiProducts[product];
  return {
    usage,
    said: { status: true, message: `Biling Details for the ${title} Retrieved Successfully.` }, // sic, as of volumes
    saidOfGraph: {
      status: true,
      message: `Biling Details Hourly Cost datapoints for the ${title} Retrieved Successfully.`,
    },
    org: { org_id: asked.caller.holder, total_count: 1 },
    pagination: { page: 1, per_page: 10, pages: 1 },
  };
}

/** The time in which a usage is billed, as a stretch: the minute that ends with it. */
export const lifeOfAi = ({ at }: AiUsage) => ({ since: at - MINUTE, ended: at });

/** The one step in which a usage was billed, with what it cost. */
export function aiGraph(usage: AiUsage) {
  const { since: from, ended: to } = lifeOfAi(usage);
  const { seconds, windows } = stepsOf({ from, to });
  return { granularity: seconds, points: windows.map(step => pointView(step.from, costOf(usage).total)) };
}
