import { z } from 'zod';
import { utcTime } from '../../../../contracts/core/time.js';
import { read } from '../../../../contracts/core/wire.js';
import { type AiProduct, aiProducts } from '../../../../contracts/vendors/infrahub/history/ai-products.js';
import { recordName } from '../scalars.js';

const products = Object.keys(aiProducts) as [AiProduct, ...AiProduct[]];
const text = z.string().max(100);
const count = z.int().min(0).max(1e12);
/** USD for a million tokens, or an hour. */
const price = z.number().min(0).max(1e6);

/** What was asked of an AI product and when it was done: it is billed then, once. */
export const aiUsageShape = {
  product: z.enum(products),
  name: recordName,
  /** `HiDream-ai/HiDream-I1-Fast`, and as people call it. */
  model: text,
  modelName: text,
  adapter: text,
  /** Null where none are counted. */
  inputTokens: count.nullable(),
  outputTokens: count.nullable(),
  inputPrice: price,
  outputPrice: price,
  /** Of a run that is billed by the hour. */
  seconds: z.int().min(0).max(1e8),
  hourPrice: price,
};

/** What a seed lays down, for the products are withdrawn and nothing more can be asked of them. */
export const laidAiUsages = z
  .array(
    z.strictObject({
      ...aiUsageShape,
      at: read.instant(utcTime),
      adapter: aiUsageShape.adapter.default(''),
      inputTokens: aiUsageShape.inputTokens.default(null),
      outputTokens: aiUsageShape.outputTokens.default(null),
      inputPrice: price.default(0),
      outputPrice: price.default(0),
      seconds: aiUsageShape.seconds.default(0),
      hourPrice: price.default(0),
    }),
  )
  .max(2000);
export type LaidAiUsage = z.output<typeof laidAiUsages>[number];
