import {
  AccessKeysApi,
  ApiClient,
  BillingApi,
  BucketsApi,
  HealthApi,
  RegionsApi,
} from '@nexgencloud/hyperstack-sdk-javascript';
import { expect, it } from 'vitest';
import type { MockServer } from '../../mock-server/index.js';
import { doubleForEach } from '../scenarios/double.js';

const NOW = '2026-05-01T00:00:00Z';
const RANGE = { startDate: '2026-04-01T00:00:00', endDate: '2026-06-01T00:00:00' };
const used = { name: 'request', at: '2026-04-20T00:00:00Z', model: 'a/b', modelName: 'b', outputTokens: 10 };
const products = ['serverless_inference', 'data_synthesis', 'image_generation', 'model_evaluation', 'fine_tuning'];
const settings = {
  buckets: [{ name: 'datasets', objects: 3, bytes: 2 ** 30 }],
  aiUsages: products.map(product => ({ ...used, product, outputPrice: 2, seconds: 60, hourPrice: 3 })),
};

let mock: MockServer;
let client: ApiClient;
doubleForEach(
  NOW,
  server => {
    mock = server;
    client = new ApiClient(`${mock.url}/v1`);
    client.authentications.apiKey.apiKey = mock.credentials.infrahub.apiKey;
  },
  { infrahub: settings },
);

/** Every member that the client's own model has, of what it read. */
const typed = (model: object): Record<string, unknown> => ({ ...model });

it('the vendor’s own client reads object storage', async () => {
  const keys = new AccessKeysApi(client);
  const body = { region: 'CANADA-1', description: 'sdk' };
  const made = await keys.createAccessKeyEndpoint({ body });
  expect(made).toMatchObject({ id: 1, region: 'CANADA-1', user_id: 7315, created_at: new Date(NOW) });
  expect([made.access_key, made.secret_key].map(({ length }) => length)).toEqual([20, 40]);
  const list = await keys.listAccessKeysEndpoint({ page: '1', pageSize: '10' });
  expect(list.access_keys[0]).toMatchObject({ id: 1, access_key: made.access_key, region: 'CANADA-1' });
  expect(typed(list.meta)).toEqual({ count: 1, current_page: 1, total_pages: 1 });
  expect((await keys.deleteAccessKeyEndpoint('1')).message).toBe('Access key deleted successfully');
  const buckets = new BucketsApi(client);
  const { buckets: all, failed_regions } = await buckets.listBucketsEndpoint({ search: 'data' });
  expect([all.length, failed_regions]).toEqual([1, []]);
  const one = await buckets.retrieveBucketEndpoint('datasets', 'CANADA-1');
  expect(one).toEqual(all[0]);
  expect(one).toMatchObject({ name: 'datasets', num_objects: 3, size_bytes: 2 ** 30, created_at: new Date(NOW) });
  expect((await new RegionsApi(client).listRegionsEndpoint()).regions[0].name).toBe('CANADA-1');
  expect((await new HealthApi(client).healthzEndpoint()).status).toBe('alive');

  await mock.control.clock.advance({ by: 'PT2H' });
  const billing = new BillingApi(client);
  const { billing_history_bucket: history } = await billing.listBucketBillingHistory(RANGE);
  expect(typed(history.billing_history[0].metrics)).toMatchObject({ usage_time: 7200 });
  const { billing_history_bucket_details: details } = await billing.getBucketBillingHistory(1, RANGE);
  expect(typed(details.attributes)).toMatchObject({ infrahub_id: 1, resource_name: 'datasets' });
  expect(typed(details.metrics)).toMatchObject({ usage_time: 7200, usage_time_ACTIVE: 7200, usage_time_SHUTOFF: 0 });
  const graph = await billing.bucketsBillingHistoryHourlyChart(1, RANGE);
  expect(graph).toMatchObject({ org_id: 4821, total_count: 1, granularity: 3600 });
  expect(graph.billing_history[0].metrics.incurred_bill).toBe(details.metrics.incurred_bill);
  expect((await buckets.deleteBucketEndpoint('datasets', 'CANADA-1')).message).toBe('Bucket deleted successfully');
});

it('the vendor’s own client reads what AI products cost', async () => {
  const billing = new BillingApi(client);
  const list = await billing.listServerlessInferenceBillingHistory(RANGE);
  expect(typed(list.billing_history_serverless_inference.billing_history[0].attributes)).toEqual({
    ...{ infrahub_id: 1, resource_name: 'request', status: '', lora_adapter: '' },
    ...{ base_model: 'a/b', base_model_display_name: 'b' },
  });
  const runs = await billing.getFineTuningBillingHistory(RANGE);
  expect(runs.billing_history_fine_tuning.billing_history[0].metrics.incurred_bill).toBeCloseTo(0.05 + 0.00002, 9);
  for (const [id, call, key] of [
    [1, 'getServerlessInferencesBillingHistory', 'billing_history_serverless_inference_details'],
    [2, 'getDataSynthesisHistoryForResource', 'billing_history_data_synthesis_details'],
    [3, 'getImageGenerationHistoryForResource', 'billing_history_image_generation_details'],
    [4, 'getResourceModelEvaluationBillingHistory', 'billing_history_model_evalutation_details'],
  ] as const) {
    const { [key]: told } = await billing[call](id, RANGE);
    expect(told).toMatchObject({ org_id: 4821, total_count: 1, pagination: { page: 1, pages: 1 } });
    expect(told.billing_history[0].attributes.infrahub_id).toBe(id);
    expect(told.billing_history[0].metrics.output_tokens).toBe(10);
  }
});
