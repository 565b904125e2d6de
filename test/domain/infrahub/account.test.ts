import { expect, it } from 'vitest';
import { inconsistenciesIn } from '../../../mock-server/calls/vendor.js';
import type { InfrahubCloud } from '../../../mock-server/vendors/infrahub/cloud.js';
import { issue } from '../../../mock-server/vendors/infrahub/credentials.js';
import { infrahub } from '../../../mock-server/vendors/infrahub/index.js';
import { createCloud } from '../../../mock-server/vendors/infrahub/seed.js';

const [ORG, OWNER, MEMBER] = [4821, 7315, 7317];
const START = Date.UTC(2025, 0, 1);
const cloudWith = (settings = {}) => createCloud({ seed: 1, start: START, issued: issue('default', 1), settings });
const problems = (cloud: InfrahubCloud): string[] => inconsistenciesIn(infrahub, cloud);
const role = { org: ORG, name: 'role', description: '', policies: [], permissions: [], createdAt: START };

it('an account as it is laid down holds together', () => {
  const cloud = cloudWith();
  cloud.memberships.update(3, { role: cloud.roles.add({ id: cloud.nextId('role'), ...role }).id });
  expect(problems(cloud)).toEqual([]);
});

it.each<[string, (cloud: InfrahubCloud) => unknown]>([
  [`the owner ${OWNER} of organization ${ORG} does not belong to it`, cloud => cloud.memberships.remove(1)],
  [`membership 4 is of the organization 1, which is not there`, cloud => join(cloud, 1, OWNER)],
  [`membership 4 is of the user 1, who is not there`, cloud => join(cloud, ORG, 1)],
  [`membership 3 has the role 1, which is not there`, cloud => cloud.memberships.update(3, { role: 1 })],
  [
    `membership 3 has the role 1, which is not there`,
    cloud => {
      cloud.roles.add({ id: cloud.nextId('role'), ...role, org: ORG + 1 });
      cloud.memberships.update(3, { role: 1 });
    },
  ],
  [`the membership ${ORG}/${MEMBER} is there twice`, cloud => join(cloud, ORG, MEMBER)],
  [`the email user@example.com is there twice`, cloud => cloud.people.update(MEMBER, { email: 'User@example.com' })],
  [
    `the role ${ORG}/role is there twice`,
    cloud => {
      for (let turn = 0; turn < 2; turn++) cloud.roles.add({ id: cloud.nextId('role'), ...role });
    },
  ],
  [
    `the invite ${ORG + 1}/user@example.com is there twice`,
    cloud => cloud.invites.add({ ...cloud.invites.need(1), id: cloud.nextId('invite'), email: 'USER@example.com' }),
  ],
  [
    `role 1 is of the organization 1, which is not there`,
    cloud => cloud.roles.add({ id: cloud.nextId('role'), ...role, org: 1 }),
  ],
  [`invite 1 is of the organization 1, which is not there`, cloud => cloud.invites.update(1, { org: 1 })],
  [
    `invite 7 is there, and ids of its kind are counted to 1`,
    cloud => cloud.invites.add({ ...cloud.invites.need(1), id: 7, email: 'seven@example.com' }),
  ],
  [
    `a credential "accessToken" is of the user 1, who is not there`,
    cloud => {
      const [token] = cloud.credentials.all().filter(({ scheme }) => scheme === 'accessToken');
      if (token !== undefined) cloud.credentials.add({ ...token, user: 1 });
    },
  ],
  [
    `apiKey 1 is of the user ${OWNER} in the organization ${ORG}, and its value is not`,
    cloud => cloud.credentials.revoke('apiKey', cloud.apiKeys.need(1).value),
  ],
  [
    `apiKey 4 is of the user ${OWNER} in the organization ${ORG}, and its value is not`,
    cloud => cloud.apiKeys.update(4, { user: OWNER }),
  ],
  [
    `apiKey 4 is of the user ${MEMBER} in the organization ${ORG + 1}, and its value is not`,
    cloud => cloud.apiKeys.update(4, { org: ORG + 1 }),
  ],
  [`apiKey 4 is of the user ${MEMBER}, who does not belong there`, cloud => cloud.memberships.remove(3)],
])('what does not is told: %s', (sentence, damage) => {
  const cloud = cloudWith();
  damage(cloud);
  expect(problems(cloud)).toContain(sentence);
});

const join = (cloud: InfrahubCloud, org: number, user: number) =>
  cloud.memberships.add({ id: cloud.nextId('membership'), org, user, role: null, joinedAt: START });

it('the operator says who there is, and how many keys somebody may have', () => {
  const anna = { name: 'Anna Lind', email: 'anna@lab.example' };
  const cloud = cloudWith({ organizationName: 'Lab', owner: anna, mostApiKeys: 3 });
  expect(cloud.organizations.need(ORG).name).toBe('Lab');
  expect(cloud.people.need(OWNER)).toMatchObject(anna);
  expect(cloud.settings.mostApiKeys).toBe(3);
  expect(() => cloudWith({ owner: { name: 'Anna', email: 'nowhere' } })).toThrow('the setting "owner.email" is wrong');
});
