import { countProblems } from '../../domain/counters.js';
import type { InfrahubCloud } from './cloud.js';

interface Owned {
  readonly id: number;
  readonly org: number;
}

/** What an organisation has without an environment: each thing must have its organisation, and an id that was given out. */
export function* ownerProblems(cloud: InfrahubCloud): Generator<string> {
  for (const records of [
    cloud.profiles,
    cloud.consents,
    cloud.complianceLimits,
    cloud.betaRequests,
    cloud.templates,
    cloud.deployments,
  ]) {
    const { kind } = records;
    const all: readonly Owned[] = records.all();
    for (const { id, org } of all)
      if (cloud.organizations.get(org) === undefined)
        yield `${kind} ${id} is of the organization ${org}, which is not there`;
    yield* countProblems(
      kind,
      cloud.ids[kind],
      all.map(({ id }) => id),
    );
  }
  const events = cloud.consents.all().flatMap(consent => consent.events);
  yield* countProblems(
    'consentEvent',
    cloud.ids.consentEvent,
    events.map(({ id }) => id),
  );
}
