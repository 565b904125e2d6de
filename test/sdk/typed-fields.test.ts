import { expect, it } from 'vitest';
import { runContract } from '../../contracts/run-contract.js';
import { createMockServer } from '../../mock-server/index.js';
import { credentialsOf } from '../contract/kit.js';
import { readTyped, type SeenFields, typedAnswers } from './typed-fields.js';

/** Fields that the vendor types as a text and prints as something else, which real clients are told too. */
const printedOtherwise = {
  'ManualReconciliationModel.status': 'printed as true',
  'SnapshotRetrieve.custom_image': 'printed as an object',
  'SnapshotRetrieve.labels': 'printed as a list',
};

/** Answers that the client has no type for. */
const withoutType = {
  'billing.alive': 'a sentence',
  'billing.aliveDoc': 'a sentence',
  'history.contracts': 'no body is described',
  'payments.receipt': 'a file',
  'snapshots.events': 'no body is described',
};

/** Fields that are typed, and in no answer that the vendor prints. */
const neverSeen = {
  'CreateImage.id': 'printed within `image`',
  'KeypairEnvironmentFields.created_at': 'not printed',
  'KeypairEnvironmentFields.region': 'not printed',
  'OrganizationFields.credit': 'not printed',
  'OrganizationFields.threshold': 'not printed',
  'OrganizationFields.total_clusters': 'not printed',
  'OrganizationFields.total_containers': 'not printed',
  'OrganizationFields.total_instances': 'not printed',
  'OrganizationFields.total_volumes': 'not printed',
  'ResourceLevelBucketBillingHistoryResponseModel.status': 'printed as `success`',
  'ResourceLevelClusterBillingHistoryResponseModel.status': 'printed as `success` in the other lists',
  'ResourceLevelVmBillingHistoryResponseModel.status': 'printed as `success`',
  'ResourceLevelVolumeBillingHistoryResponseModel.status': 'printed as `success`',
  'UserDefaultChoiceForUserFields.keypair_id': 'printed as `region_id`',
  'VMQuota.message': 'printed without an envelope',
  'VMQuota.status': 'printed without an envelope',
};

it('shows every field that the vendor’s own client types', async () => {
  const mock = await createMockServer({ seed: 'shop', clock: 'frozen', now: '2026-11-02T09:00:00Z' });
  const seen: SeenFields = { present: new Set(), declared: new Set(), unreadable: new Set() };
  const untyped = new Set<string>();
  const report = await runContract({
    ...{ vendor: 'infrahub', target: mock.url, credentials: credentialsOf(mock, 'infrahub'), driveDouble: true },
    ...{ allow: ['write', 'spend', 'destroy'], disposable: true, refusals: false },
    onExchange({ entry: { id, operation }, reply }) {
      if (reply.status >= 300) return;
      const typed = typedAnswers.get(`${operation.method} ${operation.path}`);
      if (typed === undefined) untyped.add(id);
      else readTyped(typed, reply.body, seen);
    },
  });
  await mock.close();
  expect(report.findings).toEqual([]);
  expect([...seen.unreadable].map(line => /^(\w+): .* `(\w+)` /.exec(line)?.slice(1).join('.')).sort()).toEqual(
    Object.keys(printedOtherwise).flatMap(field => (field.endsWith('labels') ? [field, field] : [field])),
  );
  expect([...untyped].sort()).toEqual(Object.keys(withoutType));
  expect([...seen.declared].filter(field => !seen.present.has(field)).sort()).toEqual(Object.keys(neverSeen));
});
