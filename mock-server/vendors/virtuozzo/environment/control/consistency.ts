import { countProblems } from '../../../../domain/counters.js';
import { countOfTestAddress, TEST_ADDRESSES } from '../../../../domain/test-network.js';
import { hostGroups, software } from '../../catalogue.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { IPV6 } from './layers.js';
import { isSame, termsOf } from './life.js';
import type { AppEnvironment } from './record.js';

/** What does not hold together about environments in a cloud that came from a snapshot, each with its place. */
export function* environmentInconsistencies(cloud: VirtuozzoCloud): Generator<string> {
  const { ids } = cloud;
  const all = cloud.environments.all();
  if ((ids.environment ?? 0) < all.length) yield 'ids.environment: is less than there are environments';
  const names = new Set<string>();
  for (const [index, environment] of all.entries()) {
    const place = `application[${index}]`;
    for (const wrong of environmentProblems(cloud, environment)) yield `${place}${wrong}`;
    for (const wrong of chargeProblems(cloud, environment)) yield `${place}: ${wrong}`;
    if (environment.deletedOn === null && names.has(environment.name))
      yield `${place}.name: is that of another environment`;
    if (environment.deletedOn === null) names.add(environment.name);
    const nodes = new Set<number>();
    for (const [at, { id, type, fixed, flexible }] of environment.nodes.entries()) {
      if (nodes.has(id)) yield `${place}.nodes[${at}].id: is that of another node`;
      if (id > (ids.node ?? 0)) yield `${place}.nodes[${at}].id: is higher than the highest that was given out`;
      if (!software.has(type)) yield `${place}.nodes[${at}].type: there is no such type`;
      if (fixed > flexible) yield `${place}.nodes[${at}].fixed: is above the scaling limit`;
      nodes.add(id);
    }
  }
  yield* addressProblems(cloud, all);
  for (const subject of cloud.charged.subjects())
    if (cloud.environments.get(subject) === undefined) yield 'charged: an environment is charged for that is not there';
}

function* environmentProblems(cloud: VirtuozzoCloud, environment: AppEnvironment): Generator<string> {
  const { owner, region, createdOn, deletedOn } = environment;
  if (cloud.accounts.get(owner) === undefined) yield '.owner: there is no such user';
  if (hostGroups.every(({ uniqueName }) => uniqueName !== region)) yield '.region: there is no such host group';
  if (createdOn > cloud.now) yield ".createdOn: is after the cloud's own time";
  if (deletedOn !== null && (deletedOn < createdOn || deletedOn > cloud.now))
    yield '.deletedOn: is not between its creation and now';
}

/** Addresses that would be given out again. When all of the network were given out, they come again. */
function* addressProblems({ ids }: VirtuozzoCloud, all: readonly AppEnvironment[]): Generator<string> {
  const nodes = all.filter(({ deletedOn }) => deletedOn === null).flatMap(environment => environment.nodes);
  const ipv4 = nodes.flatMap(node => node.ipv4.map(countOfTestAddress));
  const ipv6 = nodes.flatMap(node => node.ipv6.map(address => Number.parseInt(address.slice(IPV6.length), 16)));
  if ((ids.ipv4 ?? 0) < TEST_ADDRESSES) yield* countProblems('ipv4', ids.ipv4, ipv4);
  yield* countProblems('ipv6', ids.ipv6, ipv6);
}

/** An environment is charged for from its creation to its end without a gap, at last for what it is. */
function* chargeProblems({ charged }: VirtuozzoCloud, environment: AppEnvironment): Generator<string> {
  const { id, createdOn, deletedOn } = environment;
  const intervals = charged.of(id);
  let end: number | null = createdOn;
  for (const { from, to } of intervals) {
    if (from !== end) yield 'is not charged for without a gap';
    end = to;
  }
  if (end !== deletedOn) yield 'is not charged for until its end';
  if (deletedOn === null && !isSame(charged.current(id), termsOf(environment))) yield 'is charged for what it is not';
}
