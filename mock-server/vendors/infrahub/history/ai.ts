import type { history as operations } from '../../../../contracts/vendors/infrahub/history/operations.js';
import type { Handlers } from '../../../calls/handler.js';
import type { AiUsage } from '../ai-usage/record.js';
import type { InfrahubCloud } from '../cloud.js';
import { aiGraph, aiList, aiOne } from './ai-rows.js';
import { aiAttributes, hourMetrics, runAttributes, runMetrics, tokenMetrics } from './ai-view.js';

type Found = ReturnType<typeof aiOne>;

const tokenRow = (usage: AiUsage) => ({ attributes: aiAttributes(usage), metrics: tokenMetrics(usage) });

const runRow = (usage: AiUsage) => ({
  attributes: aiAttributes(usage),
  metrics: { ...tokenMetrics(usage), ...hourMetrics(usage) },
});

const tokenDetails = ({ usage, org, pagination }: Found) => ({
  ...org,
  pagination,
  billing_history: [tokenRow(usage)],
});

function tokenGraph({ usage, org, pagination }: Found) {
  const { granularity, points } = aiGraph(usage);
  const row = { attributes: aiAttributes(usage), metrics: { ...tokenMetrics(usage), incurred_bill_graph: points } };
  return { ...org, pagination, billing_history: [row], granularity };
}

export const historyOfAi = {
  serverlessInferences({ query, cloud, caller }) {
    const { said, listed } = aiList('serverless_inference', { cloud, caller }, query, tokenRow);
    return { status: 200, body: { ...said, billing_history_serverless_inference: listed } };
  },

  serverlessInference({ params, query, cloud, caller }) {
    const found = aiOne('serverless_inference', { cloud, caller }, params.resource_id, query);
    return { status: 200, body: { ...found.said, billing_history_serverless_inference_details: tokenDetails(found) } };
  },

  serverlessInferenceGraph({ params, query, cloud, caller }) {
    const found = aiOne('serverless_inference', { cloud, caller }, params.resource_id, query);
    return {
      status: 200,
      body: { ...found.saidOfGraph, billing_history_serverless_inference_details: tokenGraph(found) },
    };
  },

  dataSyntheses({ query, cloud, caller }) {
    const { said, listed } = aiList('data_synthesis', { cloud, caller }, query, tokenRow);
    return { status: 200, body: { ...said, billing_history_data_synthesis: listed } };
  },

  dataSynthesis({ params, query, cloud, caller }) {
    const found = aiOne('data_synthesis', { cloud, caller }, params.resource_id, query);
    return { status: 200, body: { ...found.said, billing_history_data_synthesis_details: tokenDetails(found) } };
  },

  dataSynthesisGraph({ params, query, cloud, caller }) {
    const found = aiOne('data_synthesis', { cloud, caller }, params.resource_id, query);
    return { status: 200, body: { ...found.saidOfGraph, billing_history_data_synthesis_details: tokenGraph(found) } };
  },

  imageGenerations({ query, cloud, caller }) {
    const { said, listed } = aiList('image_generation', { cloud, caller }, query, tokenRow);
    return { status: 200, body: { ...said, billing_history_image_generation: listed } };
  },

  imageGeneration({ params, query, cloud, caller }) {
    const found = aiOne('image_generation', { cloud, caller }, params.resource_id, query);
    return { status: 200, body: { ...found.said, billing_history_image_generation_details: tokenDetails(found) } };
  },

  imageGenerationGraph({ params, query, cloud, caller }) {
    const found = aiOne('image_generation', { cloud, caller }, params.resource_id, query);
    return { status: 200, body: { ...found.saidOfGraph, billing_history_image_generation_details: tokenGraph(found) } };
  },

  modelEvaluations({ query, cloud, caller }) {
    const { said, listed } = aiList('model_evaluation', { cloud, caller }, query, tokenRow);
    return { status: 200, body: { ...said, billing_history_model_evaluation: listed } };
  },

  modelEvaluation({ params, query, cloud, caller }) {
    const found = aiOne('model_evaluation', { cloud, caller }, params.resource_id, query);
    return { status: 200, body: { ...found.said, billing_history_model_evalutation_details: tokenDetails(found) } };
  },

  modelEvaluationGraph({ params, query, cloud, caller }) {
    const found = aiOne('model_evaluation', { cloud, caller }, params.resource_id, query);
    return {
      status: 200,
      body: { ...found.saidOfGraph, billing_history_model_evalutation_details: tokenGraph(found) },
    };
  },

  fineTunings({ query, cloud, caller }) {
    const { said, listed } = aiList('fine_tuning', { cloud, caller }, query, runRow);
    return { status: 200, body: { ...said, billing_history_fine_tuning: listed } };
  },

  fineTuning({ params, query, cloud, caller }) {
    const { usage, said, org } = aiOne('fine_tuning', { cloud, caller }, params.resource_id, query);
    const row = { attributes: runAttributes(cloud, usage), metrics: runMetrics(usage) };
    return { status: 200, body: { ...said, billing_history_fine_tuning_details: { ...org, billing_history: [row] } } };
  },

  fineTuningGraph({ params, query, cloud, caller }) {
    const { usage, saidOfGraph, org } = aiOne('fine_tuning', { cloud, caller }, params.resource_id, query);
    const { granularity, points } = aiGraph(usage);
    const metrics = { incurred_bill: runMetrics(usage).incurred_bill, incurred_bill_graph: points };
    const row = { attributes: runAttributes(cloud, usage), metrics };
    return {
      status: 200,
      body: { ...saidOfGraph, billing_history_fine_tuning_details: { ...org, billing_history: [row], granularity } },
    };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
