import { z } from 'zod';
import { type CloudInit, readSettings } from '../../calls/vendor.js';
import { allRegions, gpusOwned } from './catalogue.js';
import { InfrahubCloud } from './cloud.js';
import { layMoney, moneySettings } from './money-seed.js';
import { recordId, usd } from './scalars.js';
import { prices2026 } from './tariff.js';

/** Not the highest id, for it has a neighbour. */
const accountId = recordId.max(1e9);

const settingsSchema = z.strictObject({
  /** The one behind the credentials; its neighbour is the next, and so for its user. */
  organization: accountId.default(4821),
  user: accountId.default(7315),
  /** By default enough for a small fleet's month. */
  paid: usd.default(10_000),
  /** Balance below which nothing more is made. */
  threshold: usd.default(0),
  /** New organisations find one in each region (SkyPilot and brev rely on their names). */
  defaultEnvironments: z.boolean().default(true),
  /** USD an hour. */
  prices: z.record(z.string(), z.number().min(0).max(1e6)).default({}),
  gpus: z.record(z.string(), z.int().min(0).max(1e6)).default({}),
  /** As the vendor's answer for an environment shows it. */
  mostMachines: z.int().min(1).max(1e6).default(250),
  ...moneySettings,
});

/** A cloud with its catalogue, its organisations and their credentials, before anything happened. */
export function createCloud({ seed, start, issued, settings }: CloudInit): InfrahubCloud {
  const laid = readSettings(settingsSchema, settings);
  const { organization: org, user, paid, threshold, mostMachines } = laid;
  const cloud = new InfrahubCloud(seed, start, {
    prices: { ...prices2026, ...laid.prices },
    gpus: { ...gpusOwned, ...laid.gpus },
    mostMachines,
    declinedAmounts: laid.declinedAmounts,
  });
  const account = { paid, settled: 0, threshold };
  cloud.organizations.add({ id: org, user, ...account });
  cloud.organizations.add({ id: org + 1, user: user + 1, ...account });
  for (const { way, value, scheme } of issued) {
    if (scheme === null) continue;
    cloud.credentials.add({
      scheme,
      value,
      holder: way === 'otherTenant' ? org + 1 : org,
      state: way === 'revoked' ? 'revoked' : 'valid',
      rights: way === 'readonly' ? 'read' : 'all',
      expires: way === 'expired' ? start : null,
    });
  }
  layMoney(cloud, org, laid);
  if (laid.defaultEnvironments)
    for (const { name } of allRegions)
      cloud.environments.add({
        id: cloud.nextId('environment'),
        org,
        name: `default-${name}`,
        region: name,
        createdAt: start,
      });
  return cloud;
}
