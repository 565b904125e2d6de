import { z } from 'zod';
import { disputedName } from '../../../core/disputed.js';
import { nameSchemas } from '../../../core/document-marks.js';
import { assumed } from '../../../core/evidence.js';
import type { Refusal } from '../../../core/failure.js';
import { defineOperations } from '../../../core/operation.js';
import type { OperationId } from '../../../core/route.js';
import { float, uuid } from '../../../core/wire.js';
import { enveloped, id } from '../common.js';
import { ANSWERS, page } from '../docs.js';
import { routes } from '../routes.js';
import { granularity, graph, graphed, january, metrics, pages, rangeQuery, resourcesQuery, rows } from './common.js';

/** Where there is nothing to tell, a history is not found. The blank at the end is printed. */
export const noAiUsage: Refusal<{ word: string; from: string; to: string }> = {
  kind: 'notFound',
  text: ({ word, from, to }) => `No ${word} data found for ${from} - ${to} `,
  evidence: 'documented',
  docs: ANSWERS,
};

const attributes = z.strictObject({
  infrahub_id: z.int(),
  resource_name: z.string(),
  status: z.string(),
  base_model: z.string(),
  base_model_display_name: z.string(),
  lora_adapter: z.string(),
});

const tokens = {
  incurred_bill: float,
  non_discounted_bill: float,
  input_tokens: z.int().nullable(),
  input_tokens_incurred_bill: float.nullable(),
  input_tokens_non_discounted_bill: float.nullable(),
  output_tokens: z.int().nullable(),
  output_tokens_incurred_bill: float.nullable(),
  output_tokens_non_discounted_bill: float.nullable(),
};

/** The list has one more count in its pages, as printed; the vendor's description has it nowhere. */
const listPages = { pagination: z.strictObject({ ...pages, total_count: assumed(z.int().optional()) }) };
const listed = z.strictObject({ ...rows(attributes, z.strictObject(tokens)), ...listPages });

/**
 * The vendor's description has one schema for the lists of four products, with the key of one of them; the answer that is
 * printed has the product's own.
 */
const said = { success: z.boolean(), message: z.string() };
const GIVEN = 'billing_history_serverless_inference';
const inferences = z.strictObject({ ...said, billing_history_serverless_inference: listed });
const syntheses = disputedName('billing_history_data_synthesis', GIVEN, listed, said);
const images = disputedName('billing_history_image_generation', GIVEN, listed, said);
const evaluations = disputedName('billing_history_model_evaluation', GIVEN, listed, said);

/** Tokens were not counted in a training run: what the vendor types beside its hours is null. */
const tunings = z.strictObject({
  ...said,
  billing_history_fine_tuning: z.strictObject({
    ...rows(attributes, z.strictObject({ ...tokens, ...assumedHours() })),
    ...listPages,
  }),
});

function assumedHours() {
  const { price_per_hour, non_discounted_price_per_hour, usage_time } = metrics;
  return {
    price_per_hour: assumed(price_per_hour),
    non_discounted_price_per_hour: assumed(non_discounted_price_per_hour),
    usage_time: assumed(usage_time),
  };
}

/** The graph has the same form in the vendor's description, and says in words that there are points. */
const details = z.strictObject({
  ...rows(attributes, z.strictObject({ ...tokens, incurred_bill_graph: assumed(graph.optional()) })),
  pagination: z.strictObject(pages),
  granularity: assumed(granularity.optional()),
});

/** The description gives a run the schemas of a volume, key and all. */
const run = z.strictObject({ id: uuid, infrahub_id: z.int(), resource_name: z.string(), status: assumed(z.string()) });
const OWN = 'billing_history_fine_tuning_details';
const VOLUMES = 'billing_history_volume_details';
const enveloping = { status: z.boolean(), message: z.string() };
const tuning = disputedName(OWN, VOLUMES, z.strictObject(rows(run, z.strictObject(metrics))), enveloping);
const tuningGraph = disputedName(OWN, VOLUMES, z.strictObject({ ...rows(run, graphed), granularity }), enveloping);

/** An account that never used a product has no history of it, which is answered as not found. */
const mayBeAbsent = 'the vendor withdrew the product on 25 August 2026, and this account did not use it in this time';

const list = {
  effect: 'read',
  mayBeAbsent,
  query: resourcesQuery,
  failures: ['notFound', 'conflict'],
  example: { query: { ...january, page: '1', per_page: '10' } },
} as const;
/** Where ids of a product's usages are found. */
const idsOf = (read: OperationId, key: string) => ({
  resource_id: { read, at: `$.${key}.billing_history[*].attributes.infrahub_id` } as const,
});
const one = {
  effect: 'read',
  mayBeAbsent,
  params: z.object({ resource_id: id() }),
  query: rangeQuery,
  failures: ['notFound', 'conflict'],
  example: { params: { resource_id: '1' }, query: january },
} as const;

const oneInference = enveloped({ billing_history_serverless_inference_details: details });
const oneSynthesis = enveloped({ billing_history_data_synthesis_details: details });
const oneImage = enveloped({ billing_history_image_generation_details: details });
const oneEvaluation = enveloped({ billing_history_model_evalutation_details: details });

nameSchemas({
  AiAttributes: attributes,
  AiRows: listed,
  Inferences: inferences,
  Syntheses: syntheses,
  ImageGenerations: images,
  Evaluations: evaluations,
  Tunings: tunings,
  TuningDetails: details,
  TuningRun: run,
  Tuning: tuning,
  TuningGraph: tuningGraph,
  OneInference: oneInference,
  OneSynthesis: oneSynthesis,
  OneImageGeneration: oneImage,
  OneEvaluation: oneEvaluation,
}); // sic

export const historyOfAi = defineOperations(routes.history, {
  serverlessInferences: {
    ...list,
    summary: 'What each serverless inference cost between two dates',
    docs: page('BillingApi', 'listServerlessInferenceBillingHistory'),
    responses: { 200: inferences },
  },
  serverlessInference: {
    ...one,
    sources: idsOf('history.serverlessInferences', 'billing_history_serverless_inference'),
    summary: 'What one serverless inference cost, by its tokens',
    docs: page('BillingApi', 'getServerlessInferencesBillingHistory'),
    responses: { 200: oneInference },
  },
  serverlessInferenceGraph: {
    ...one,
    sources: idsOf('history.serverlessInferences', 'billing_history_serverless_inference'),
    summary: 'What one serverless inference cost, step by step',
    docs: page('BillingApi', 'getServerlessInferenceBillingHistoryGraph'),
    responses: { 200: oneInference },
  },
  fineTunings: {
    ...list,
    summary: 'What each fine-tuning run cost between two dates',
    docs: page('BillingApi', 'getFineTuningBillingHistory'),
    responses: { 200: tunings },
  },
  fineTuning: {
    ...one,
    sources: idsOf('history.fineTunings', 'billing_history_fine_tuning'),
    summary: 'What one fine-tuning run cost, by the hour',
    docs: page('BillingApi', 'getResourceFineTuningBillingHistory'),
    responses: { 200: tuning },
  },
  fineTuningGraph: {
    ...one,
    sources: idsOf('history.fineTunings', 'billing_history_fine_tuning'),
    summary: 'What one fine-tuning run cost, step by step',
    docs: page('BillingApi', 'getFineTuningBillingHistoryGraph'),
    responses: { 200: tuningGraph },
  },
  modelEvaluations: {
    ...list,
    summary: 'What each evaluation of a model cost between two dates',
    docs: page('BillingApi', 'getModelEvaluationBillingHistory'),
    responses: { 200: evaluations },
  },
  modelEvaluation: {
    ...one,
    sources: idsOf('history.modelEvaluations', 'billing_history_model_evaluation'),
    summary: 'What one evaluation of a model cost, by its tokens',
    docs: page('BillingApi', 'getResourceModelEvaluationBillingHistory'),
    responses: { 200: oneEvaluation },
  },
  modelEvaluationGraph: {
    ...one,
    sources: idsOf('history.modelEvaluations', 'billing_history_model_evaluation'),
    summary: 'What one evaluation of a model cost, step by step',
    docs: page('BillingApi', 'getModelEvaluationBillingHistoryGraph'),
    responses: { 200: oneEvaluation },
  },
  dataSyntheses: {
    ...list,
    summary: 'What each data synthesis cost between two dates',
    docs: page('BillingApi', 'getDataSynthesisBillingHistory'),
    responses: { 200: syntheses },
  },
  dataSynthesis: {
    ...one,
    sources: idsOf('history.dataSyntheses', 'billing_history_data_synthesis'),
    summary: 'What one data synthesis cost, by its tokens',
    docs: page('BillingApi', 'getDataSynthesisHistoryForResource'),
    responses: { 200: oneSynthesis },
  },
  dataSynthesisGraph: {
    ...one,
    sources: idsOf('history.dataSyntheses', 'billing_history_data_synthesis'),
    summary: 'What one data synthesis cost, step by step',
    docs: page('BillingApi', 'getDataSynthesisBillingHistoryGraph'),
    responses: { 200: oneSynthesis },
  },
  imageGenerations: {
    ...list,
    summary: 'What each generation of images cost between two dates',
    docs: page('BillingApi', 'getImageGenerationBillingHistory'),
    responses: { 200: images },
  },
  imageGeneration: {
    ...one,
    sources: idsOf('history.imageGenerations', 'billing_history_image_generation'),
    summary: 'What one generation of images cost, by its tokens',
    docs: page('BillingApi', 'getImageGenerationHistoryForResource'),
    responses: { 200: oneImage },
  },
  imageGenerationGraph: {
    ...one,
    sources: idsOf('history.imageGenerations', 'billing_history_image_generation'),
    summary: 'What one generation of images cost, step by step',
    docs: page('BillingApi', 'getImageGenerationBillingHistoryGraph'),
    responses: { 200: oneImage },
  },
});
