import type { AiUsage } from '../ai-usage/record.js';
import { costOf } from '../ai-usage/rules.js';
import type { InfrahubCloud } from '../cloud.js';

export const aiAttributes = ({ id, name, model, modelName, adapter }: AiUsage) => ({
  infrahub_id: id,
  resource_name: name,
  status: '', // as printed
  base_model: model,
  base_model_display_name: modelName,
  lora_adapter: adapter,
});

/** Nothing is discounted. What was not counted has no price. */
export function tokenMetrics(usage: AiUsage) {
  const { input, output, total } = costOf(usage);
  const [inputBill, outputBill] = [
    usage.inputTokens === null ? null : input,
    usage.outputTokens === null ? null : output,
  ];
  return {
    incurred_bill: total,
    non_discounted_bill: total,
    input_tokens: usage.inputTokens,
    input_tokens_incurred_bill: inputBill,
    input_tokens_non_discounted_bill: inputBill,
    output_tokens: usage.outputTokens,
    output_tokens_incurred_bill: outputBill,
    output_tokens_non_discounted_bill: outputBill,
  };
}

export const hourMetrics = ({ hourPrice, seconds }: AiUsage) => ({
  price_per_hour: hourPrice,
  non_discounted_price_per_hour: hourPrice,
  usage_time: seconds,
});

export const runAttributes = (cloud: InfrahubCloud, { id, name }: AiUsage) => ({
  id: cloud.random.uuid({ entity: 'aiUsage', id, field: 'bill' }),
  infrahub_id: id,
  resource_name: name,
  status: '',
});

export function runMetrics(usage: AiUsage) {
  const { total } = costOf(usage);
  return { incurred_bill: total, non_discounted_bill: total, ...hourMetrics(usage) };
}
