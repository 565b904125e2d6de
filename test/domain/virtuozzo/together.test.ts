import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inconsistenciesIn } from '../../../mock-server/calls/vendor.js';
import { Collection } from '../../../mock-server/domain/collection.js';
import { Meter } from '../../../mock-server/domain/meter.js';
import type { VirtuozzoCloud } from '../../../mock-server/vendors/virtuozzo/cloud.js';
import { virtuozzo } from '../../../mock-server/vendors/virtuozzo/index.js';
import { Platform } from './platform.js';
import { step, take } from './steps.js';

const START = Date.UTC(2025, 0, 1, 7, 12, 31);
const HOUR = 3_600_000;
const UID = 5886;

/** What there is against the records that a cloud saves, by the schemas of its parts. */
async function misshapen({ parts }: VirtuozzoCloud): Promise<string[]> {
  const wrong: string[] = [];
  for (const [name, part] of parts) {
    const schema = await part.schema?.();
    const saved = JSON.parse(JSON.stringify(part.save()));
    const held = part instanceof Collection ? saved : part instanceof Meter ? saved.map(termsOf) : [];
    if ((part instanceof Collection || part instanceof Meter) && schema === undefined)
      wrong.push(`${name} has no schema`);
    for (const record of held) {
      const result = schema?.safeParse(record);
      if (result?.success === false) wrong.push(`${name} ${JSON.stringify(record)}: ${result.error}`);
    }
  }
  return wrong;
}

const termsOf = ({ terms }: { terms: unknown }): unknown => terms;

const inconsistencies = (cloud: VirtuozzoCloud): string[] => inconsistenciesIn(virtuozzo, cloud);

/** A platform on which something of each kind is. */
function lived(): Platform {
  const platform = new Platform(START, { balance: 800, bonus: 10 });
  const create = (shortdomain: string): void => {
    platform.call('environment/control/createenvironment', {
      env: { shortdomain, sslstate: true },
      nodes: [{ nodeType: 'nodejs', count: 2, fixedCloudlets: 2, flexibleCloudlets: 9, extip: true }],
    });
  };
  create('env-one');
  create('env-two');
  platform.advance(30 * HOUR);
  platform.call('environment/control/stopenv', { envName: 'env-one' });
  platform.call('environment/control/deleteenv', { envName: 'env-two' });
  platform.call('users/authentication/createtoken', { description: 'One', expiresAt: '0999-01-01 00:00:00' });
  const charge = { uid: UID, amount: 3, description: 'Domain' };
  platform.call('billing/account/chargeaccountbyuid', { ...charge, envName: 'env-one' });
  platform.call('billing/account/exportaccountbillinghistorybyperiod', {
    ...{ starttime: '2025-01-01 00:00:00', endtime: '2025-02-01 00:00:00' },
  });
  platform.advance(30 * HOUR);
  return platform;
}

/** The same platform from a snapshot in which one thing is not as it was. */
function damaged(where: readonly (string | number)[], value: unknown): VirtuozzoCloud {
  const platform = lived();
  const state = JSON.parse(platform.saved());
  const last = where.at(-1) ?? '';
  const holder = where.slice(0, -1).reduce((inner, key) => inner[key], state);
  expect(holder).toHaveProperty([last]);
  holder[last] = value;
  const { cloud } = new Platform(START);
  cloud.load(state);
  return cloud;
}

describe('what the Virtuozzo platform saves', () => {
  it('holds together and to its schemas, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async steps => {
        const platform = new Platform(START, { balance: 30 });
        for (const taken of steps) take(platform, taken);
        expect(inconsistencies(platform.cloud)).toEqual([]);
        expect(await misshapen(platform.cloud)).toEqual([]);
      }),
      { numRuns: 40 },
    );
    expect(inconsistencies(lived().cloud)).toEqual([]);
    expect(await misshapen(lived().cloud)).toEqual([]);
  });

  it('is whole millionths, however many cloudlets were in use', async () => {
    const platform = new Platform(START, { balance: 30 });
    const node = (nodeType: string, fixedCloudlets: number, flexibleCloudlets: number) => ({
      ...{ nodeType, count: 2, fixedCloudlets, flexibleCloudlets, extip: false },
    });
    platform.call('environment/control/createenvironment', {
      env: { shortdomain: 'env-one', sslstate: false },
      nodes: [node('nodejs', 1, 4), node('redis', 3, 20)],
    });
    platform.advance(172_049_000);
    platform.call('billing/account/fundaccount', { uid: UID, amount: 0.01, isBonus: false });
    expect(await misshapen(platform.cloud)).toEqual([]);
  });

  const parts = (...where: (string | number)[]) => ['parts', ...where];
  it.each<[where: (string | number)[], value: unknown, said: string]>([
    [parts('user', 0, 'id'), 5888, 'entry[0].uid: there is no such user'],
    [parts('user', 0, 'funds', 'balance'), 1, 'user[0].funds: are not those after the last booking'],
    [parts('entry', 2, 'uid'), 4, 'entry[2].uid: there is no such user'],
    [parts('entry', 2, 'appid'), 'no-such', 'entry[2].appid: the user had no such environment'],
    [parts('entry', 2, 'at'), START + 300 * HOUR, "entry[2].at: is after the cloud's own time"],
    [parts('entry', 1, 'at'), START - HOUR, 'entry[1].at: is before the booking above it'],
    [parts('entry', 1, 'after', 'hour'), 7, 'entry[1].after.hour: is not the hour of the booking'],
    [parts('export', 0, 'id'), 'no-such', 'export[0].id: is the key of nobody'],
    [['ids', 'export'], 0, 'ids.export: is less than there are exports'],
    [['ids', 'environment'], 1, 'ids.environment: is less than there are environments'],
    [['ids', 'node'], 3, 'application[1].nodes[1].id: is higher than the highest that was given out'],
    [parts('token', 0, 'uid'), 5887, 'token[0].value: does not open the platform to its user'],
    [parts('token', 0, 'value'), 'other', 'token[0].value: does not open the platform to its user'],
    [parts('application', 0, 'owner'), 1, 'application[0].owner: there is no such user'],
    [parts('application', 0, 'region'), 'moon', 'application[0].region: there is no such host group'],
    [parts('application', 0, 'createdOn'), START + 1, 'application[0]: is not charged for without a gap'],
    [parts('application', 0, 'state'), 'running', 'application[0]: is charged for what it is not'],
    [parts('application', 0, 'nodes', 0, 'type'), 'abacus', 'application[0].nodes[0].type: there is no such type'],
    [parts('application', 0, 'nodes', 1, 'id'), 1, 'application[0].nodes[1].id: is that of another node'],
    [parts('application', 0, 'nodes', 1, 'fixed'), 10, 'application[0].nodes[1].fixed: is above the scaling limit'],
    [parts('application', 1, 'deletedOn'), START - 1, 'application[1].deletedOn: is not between its creation and now'],
    [parts('application', 1, 'deletedOn'), null, 'application[1]: is not charged for until its end'],
    [parts('charged', 0, 'to'), START + HOUR, 'application[0]: is not charged for without a gap'],
    [parts('charged', 0, 'subject'), 'no-such', 'charged: an environment is charged for that is not there'],
  ])('does not hold together with another %j', (where, value, said) => {
    expect(inconsistencies(damaged(where, value))).toContain(said);
  });

  it('is not said of an environment by a name that another one has', () => {
    const platform = lived();
    const state = JSON.parse(platform.saved());
    const [one, two] = state.parts.application;
    state.parts.application = [one, { ...two, name: one.name }];
    platform.cloud.load(state);
    expect(inconsistencies(platform.cloud)).toEqual([]);
    state.parts.application = [one, { ...two, name: one.name, deletedOn: null }];
    platform.cloud.load(state);
    expect(inconsistencies(platform.cloud)).toContain('application[1].name: is that of another environment');
  });
});
