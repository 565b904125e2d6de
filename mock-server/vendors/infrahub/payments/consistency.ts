import { topUpSubject } from '../auto-top-up/rules.js';
import type { InfrahubCloud } from '../cloud.js';
import { paymentSubject } from './rules.js';

/** What is of an organisation that is not there, twice where there is one, or waits with nothing to end it. */
export function* paymentProblems(cloud: InfrahubCloud): Generator<string> {
  const waiting = new Set(cloud.agenda.all().map(({ kind, subject }) => `${kind} ${subject}`));
  for (const records of [cloud.payments, cloud.thresholds, cloud.topUps, cloud.billingInfos])
    for (const { id, org } of records.all())
      if (cloud.organizations.get(org) === undefined)
        yield `${records.resource} ${id} is of the organization ${org}, which is not there`;
  for (const { id, state } of cloud.payments.all())
    if (state === 'payment_initiated' && !waiting.has(`payment ${paymentSubject(id)}`))
      yield `payment ${id} waits, and nothing ends that`;
  const topped = new Set<number>();
  for (const { id, org, state } of cloud.topUps.all()) {
    if (topped.has(org)) yield `organization ${org} is topped up twice`;
    topped.add(org);
    if (state === 'pending_setup' && !waiting.has(`autoTopUp ${topUpSubject(id)}`))
      yield `autoTopUp ${id} waits, and nothing ends that`;
  }
  const codes = cloud.vouchers.all().map(({ code }) => code);
  if (new Set(codes).size < codes.length) yield 'two vouchers have one code';
}
