import { countProblems } from '../../../domain/counters.js';
import type { InfrahubCloud } from '../cloud.js';
import { emailKey, membershipKey } from './keys.js';

/** What does not hold together among people, organisations, roles, invites and keys. */
export function* accountProblems(cloud: InfrahubCloud): Generator<string> {
  for (const { kind, all } of counted(cloud))
    yield* countProblems(
      kind,
      cloud.ids[kind],
      all.map(({ id }) => id),
    );
  yield* nameProblems(cloud);
  yield* memberProblems(cloud);
  yield* credentialProblems(cloud);
}

/** Kinds of records whose ids are given out one after the other. */
const counted = ({ memberships, roles, invites, apiKeys }: InfrahubCloud) =>
  [memberships, roles, invites, apiKeys].map(records => ({ kind: records.kind, all: records.all() }));

/** Two of a kind under one name: one of them would never be found. */
function* nameProblems({ people, memberships, roles, invites }: InfrahubCloud): Generator<string> {
  yield* repeatedOf('the email', people.all().map(emailKey));
  yield* repeatedOf('the membership', memberships.all().map(membershipKey));
  yield* repeatedOf(
    'the role',
    roles.all().map(({ org, name }) => `${org}/${name}`),
  );
  yield* repeatedOf(
    'the invite',
    invites.all().map(({ org, email }) => `${org}/${emailKey({ email })}`),
  );
}

function* repeatedOf(what: string, names: readonly string[]): Generator<string> {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) yield `${what} ${name} is there twice`;
    seen.add(name);
  }
}

function* memberProblems(cloud: InfrahubCloud): Generator<string> {
  const { organizations, people, memberships, roles } = cloud;
  for (const { id, user } of organizations.all())
    if (cloud.membershipOf(id, user) === undefined)
      yield `the owner ${user} of organization ${id} does not belong to it`;
  for (const { id, org, user, role } of memberships.all()) {
    if (organizations.get(org) === undefined)
      yield `membership ${id} is of the organization ${org}, which is not there`;
    if (people.get(user) === undefined) yield `membership ${id} is of the user ${user}, who is not there`;
    if (role !== null && roles.get(role)?.org !== org)
      yield `membership ${id} has the role ${role}, which is not there`;
  }
  for (const records of [cloud.roles, cloud.invites])
    for (const { id, org } of records.all())
      if (organizations.get(org) === undefined)
        yield `${records.kind} ${id} is of the organization ${org}, which is not there`;
}

/** Keys without their credential, and credentials that speak for nobody. */
function* credentialProblems(cloud: InfrahubCloud): Generator<string> {
  for (const { scheme, user } of cloud.credentials.all())
    if (user !== undefined && cloud.people.get(user) === undefined)
      yield `a credential "${scheme}" is of the user ${user}, who is not there`;
  for (const { id, org, user, value } of cloud.apiKeys.all()) {
    const credential = cloud.credentials.find('apiKey', value);
    if (credential?.state !== 'valid' || credential.holder !== org || credential.user !== user)
      yield `apiKey ${id} is of the user ${user} in the organization ${org}, and its value is not`;
    if (cloud.membershipOf(org, user) === undefined)
      yield `apiKey ${id} is of the user ${user}, who does not belong there`;
  }
}
