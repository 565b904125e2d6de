import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf } from './customer.js';

const NOW = '2026-08-20T00:00:00Z';
const HISTORY = '/billing/billing/history';
const RANGE = 'start_date=2026-08-01T00:00:00&end_date=2026-09-30T00:00:00';
const EARLY = 'start_date=2026-08-01T00:00:00&end_date=2026-08-20T00:00:00';

const llama = { model: 'meta-llama/Llama-3.1-8B-Instruct', modelName: 'Llama 3.1 8B Instruct' };
const tokens = { ...llama, inputTokens: 2_000_000, inputPrice: 0.5, outputTokens: 1_000_000, outputPrice: 2 };
const aiUsages = [
  { product: 'serverless_inference', name: 'Inference Request 2', at: '2026-08-21T06:00:00Z', ...tokens },
  { product: 'serverless_inference', name: 'Inference Request 1', at: '2026-08-10T10:30:00Z', ...tokens },
  { product: 'data_synthesis', name: 'tickets', at: '2026-08-10T10:30:00Z', ...tokens },
  { product: 'model_evaluation', name: 'eval', at: '2026-08-10T10:30:00Z', ...tokens },
  {
    ...{ product: 'image_generation', name: 'Inference Request 652803', at: '2026-08-10T10:30:00Z' },
    ...{ model: 'HiDream-ai/HiDream-I1-Fast', modelName: 'HiDream-I1-Fast', outputTokens: 4015, outputPrice: 2 },
  },
  {
    ...{ product: 'fine_tuning', name: 'helpdesk', adapter: 'v1', at: '2026-08-11T12:00:00Z' },
    ...{ ...llama, seconds: 5400, hourPrice: 4 },
  },
];

let mock: MockServer;
let customer: Customer;
let other: Customer;
doubleForEach(
  NOW,
  server => {
    mock = server;
    customer = customerOf(server);
    other = customerOf(server, server.credentials.others.infrahub?.otherTenant?.apiKey);
  },
  { infrahub: { aiUsages } },
);

const products = [
  ['serverless_inference', 'Serverless Inference', 'serverless_inference', 'serverless_inference_details', 2],
  ['data_synthesis', 'Data Synthesis', 'data_synthesis', 'data_synthesis_details', 3],
  ['model_evaluation', 'Model Evaluation', 'model_evaluation', 'model_evalutation_details', 4],
  ['image_generation', 'Image Generation', 'image_generation', 'image_generation_details', 5],
  ['fine_tuning', 'Fine Tuning', 'fine-tuning', 'fine_tuning_details', 6],
] as const;

describe.each(products)('the history of %s', (path, title, word, key, id) => {
  it('is not found where there is nothing, in the printed words', async () => {
    const nothing = {
      status: false,
      message: `No ${word} data found for 2026-08-01T00:00:00 - 2026-08-20T00:00:00 `,
      error_reason: 'not_found',
    };
    for (const asked of [path, `${path}/${id}`, `${path}/${id}/graph`]) {
      const { status, body } = await other.get(`${HISTORY}/${asked}?${EARLY}`);
      expect([asked, status, body]).toEqual([asked, 404, nothing]);
    }
    expect((await customer.get(`${HISTORY}/${path}?${EARLY}&search=nobody`)).status).toBe(404);
    expect((await customer.get(`${HISTORY}/${path}/1?${EARLY}`)).status).toBe(404);
    expect((await customer.get(`${HISTORY}/${path}/999?${EARLY}`)).status).toBe(404);
    const before = 'start_date=2026-07-01T00:00:00&end_date=2026-08-10T10:29:59';
    expect((await customer.get(`${HISTORY}/${path}/${id}?${before}`)).status).toBe(404);
    expect((await customer.get(`${HISTORY}/${path}`)).body.error_reason).toBe('bad_request');
  });

  it('tells one story in its list, its details and its graph', async () => {
    const { body: list } = await customer.get(`${HISTORY}/${path}?${EARLY}`);
    const { [`billing_history_${path}`]: listed, ...said } = list;
    expect(said).toEqual({ success: true, message: `Billing History for ${title} Retrieved Successfully.` });
    const { billing_history, ...rest } = listed;
    expect(rest).toEqual({
      ...{ org_id: 4821, total_count: 1, pagination: { page: 1, per_page: 10, pages: 1, total_count: 1 } },
    });
    const [row] = billing_history;
    const { body: one } = await customer.get(`${HISTORY}/${path}/${id}?${EARLY}`);
    const details = one[`billing_history_${key}`].billing_history[0];
    const { body: drawn } = await customer.get(`${HISTORY}/${path}/${id}/graph?${EARLY}`);
    const graph = drawn[`billing_history_${key}`].billing_history[0];
    expect([one.status, drawn.status]).toEqual([true, true]);
    for (const { attributes, metrics } of [row, details, graph]) {
      expect(attributes).toMatchObject({ infrahub_id: id, status: '' });
      expect(metrics.incurred_bill).toBe(row.metrics.incurred_bill);
    }
    const points = graph.metrics.incurred_bill_graph.map(({ value }: { value: number }) => value);
    expect(points).toEqual([row.metrics.incurred_bill]);
  });
});

describe('AI products', () => {
  it('are billed by tokens, in and out, or by the hour', async () => {
    const row = async (path: string) => {
      const { body } = await customer.get(`${HISTORY}/${path}?${EARLY}`);
      return body[`billing_history_${path}`].billing_history[0];
    };
    expect(await row('serverless_inference')).toEqual({
      attributes: {
        ...{ infrahub_id: 2, resource_name: 'Inference Request 1', status: '', lora_adapter: '' },
        ...{ base_model: llama.model, base_model_display_name: llama.modelName },
      },
      metrics: {
        ...{ incurred_bill: 3, non_discounted_bill: 3, input_tokens: 2_000_000, output_tokens: 1_000_000 },
        ...{ input_tokens_incurred_bill: 1, input_tokens_non_discounted_bill: 1 },
        ...{ output_tokens_incurred_bill: 2, output_tokens_non_discounted_bill: 2 },
      },
    });
    expect((await row('image_generation')).metrics).toEqual({
      ...{ incurred_bill: 0.00803, non_discounted_bill: 0.00803, output_tokens: 4015 },
      ...{ output_tokens_incurred_bill: 0.00803, output_tokens_non_discounted_bill: 0.00803 },
      ...{ input_tokens: null, input_tokens_incurred_bill: null, input_tokens_non_discounted_bill: null },
    });
    expect(await row('fine_tuning')).toMatchObject({
      attributes: { lora_adapter: 'v1' },
      metrics: { incurred_bill: 6, price_per_hour: 4, usage_time: 5400, output_tokens: null },
    });
    const run = (await customer.get(`${HISTORY}/fine_tuning/6?${EARLY}`)).body.billing_history_fine_tuning_details;
    expect(run.billing_history[0]).toEqual({
      attributes: { id: expect.stringMatching(/-4/), infrahub_id: 6, resource_name: 'helpdesk', status: '' },
      metrics: {
        ...{ incurred_bill: 6, non_discounted_bill: 6, price_per_hour: 4, non_discounted_price_per_hour: 4 },
        usage_time: 5400,
      },
    });
  });

  it('cost when they are done, in the history of the whole, its graph and the balance alike', async () => {
    const told = async () => {
      const { body } = await customer.get(`${HISTORY}?${RANGE}&graph=true`);
      const { metrics } = body.billing_history.billing_history[0];
      const points = metrics.incurred_bill_graph.map(({ value }: { value: number }) => value);
      const drawn = points.reduce((sum: number, value: number) => sum + value, 0);
      const { credit } = (await customer.get('/billing/user-credit/credit')).body.data;
      expect(drawn).toBeCloseTo(metrics.incurred_bill, 9);
      expect(10_000 - credit).toBeCloseTo(metrics.incurred_bill, 9);
      return metrics;
    };
    expect(await told()).toMatchObject({ ais_token_cost: 9.00803, ais_workload_cost: 6, incurred_bill: 15.00803 });
    await mock.control.clock.advance({ by: 'P1DT6H' });
    expect((await told()).ais_token_cost).toBeCloseTo(12.00803, 9);
    const { body } = await customer.get(`${HISTORY}/serverless_inference?${RANGE}&per_page=1&page=2`);
    expect(body.billing_history_serverless_inference).toMatchObject({
      billing_history: [{ attributes: { resource_name: 'Inference Request 2' } }],
      pagination: { page: 2, per_page: 1, pages: 2 },
    });
  });
});
