import { countProblems } from '../../domain/counters.js';
import type { InfrahubCloud } from './cloud.js';
import { MOST_ID } from './scalars.js';

/** Kind under which the ids of a collection are counted. */
const kindOf = ({ resource }: { readonly resource: string }): string =>
  resource === 'virtualMachine' ? 'vm' : resource;

/** Credentials and environments whose organisation is not there, and whatever has no environment of its organisation. */
export function* parentProblems(cloud: InfrahubCloud): Generator<string> {
  const { organizations, environments } = cloud;
  for (const { scheme, holder } of cloud.credentials.all())
    if (organizations.get(holder) === undefined)
      yield `a credential "${scheme}" is of the organization ${holder}, which is not there`;
  for (const { id, org } of environments.all())
    if (organizations.get(org) === undefined)
      yield `environment ${id} is of the organization ${org}, which is not there`;
  for (const records of cloud.placed)
    for (const { id, org, environment } of records.all())
      if (environments.get(environment)?.org !== org)
        yield `${kindOf(records)} ${id} is in the environment ${environment}, which its organization ${org} does not have`;
}

/** Kinds whose next id would be none, or one that is taken. */
export function* idProblems(cloud: InfrahubCloud): Generator<string> {
  const { ids } = cloud;
  for (const [kind, last] of Object.entries(ids))
    if (!Number.isInteger(last) || last < 0 || last >= MOST_ID) yield `ids of ${kind} are counted to ${last}`;
  const counted = new Map<string, readonly { readonly id: number }[]>([
    ['environment', cloud.environments.all()],
    ['payment', cloud.payments.all()],
    ['voucher', cloud.vouchers.all()],
    ['threshold', cloud.thresholds.all()],
    ['autoTopUp', cloud.topUps.all()],
    ['billingInfo', cloud.billingInfos.all()],
    ['contract', cloud.contracts.all()],
    ['discount', cloud.contracts.all().flatMap(contract => contract.discounts)],
    ['attachment', cloud.volumes.all().flatMap(volume => volume.attachments)],
    ['bucket', cloud.buckets.all()],
    ['accessKey', cloud.accessKeys.all()],
    ['aiUsage', cloud.aiUsages.all()],
    ['machineRequest', cloud.machineRequests.all()],
    ['rule', [...cloud.machines.all(), ...cloud.firewalls.all()].flatMap(({ rules }) => rules)],
    ['node', cloud.clusters.all().flatMap(cluster => cluster.nodes)],
    ['nodeGroup', cloud.clusters.all().flatMap(cluster => cluster.groups)],
    ['clusterEvent', cloud.clusters.all().flatMap(cluster => cluster.events)],
    ['firewallAttachment', cloud.firewalls.all().flatMap(firewall => firewall.attachments)],
    ['snapshot', cloud.snapshots.all()],
    ['snapshotEvent', cloud.snapshots.all().flatMap(({ events }) => events)],
    ['image', cloud.images.all()],
    ['imageLabel', cloud.images.all().flatMap(({ labels }) => labels)],
    ...cloud.placed.map(records => [kindOf(records), records.all()] as const),
  ]);
  for (const [kind, things] of counted)
    yield* countProblems(
      kind,
      ids[kind],
      things.map(({ id }) => id),
    );
}
