import { z } from 'zod';
import { type CloudInit, readSettings } from '../../calls/vendor.js';
import { laidAiUsages } from './ai-usage/laid-ai-usage.js';
import { layAiUsage } from './ai-usage/rules.js';
import { allRegions, gpusOwned } from './catalogue.js';
import { InfrahubCloud } from './cloud.js';
import { layMoney, moneySettings } from './money-seed.js';
import { laidBuckets } from './object-storage/laid-bucket.js';
import { layBucket } from './object-storage/rules.js';
import { recordId, usd } from './scalars.js';
import { prices2026 } from './tariff.js';
import { peopleSettings, settlePeople } from './users/seed.js';

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
  /** There from the start, for they are made over S3, not over this API. */
  buckets: laidBuckets.default([]),
  /** For a history of products that the vendor withdrew. */
  aiUsages: laidAiUsages.default([]),
  /** As the vendor's answer for an environment shows it. */
  mostMachines: z.int().min(1).max(1e6).default(250),
  /** That there is a limit is documented; how high it is, no page says. */
  mostApiKeys: z.int().min(2).max(1e4).default(10),
  ...peopleSettings,
  /** Excluded from the release of public addresses in hibernation. */
  keepsAddresses: z.boolean().default(false),
  /** Without it every name is a program. */
  betaPrograms: z.array(z.string().min(1).max(100)).max(1000).nullable().default(null),
  ...moneySettings,
});

/** A cloud with its catalogue, its organisations and their credentials, before anything happened. */
export function createCloud({ seed, start, issued, settings }: CloudInit): InfrahubCloud {
  const laid = readSettings(settingsSchema, settings);
  const { organization: org, paid, threshold, mostMachines, mostApiKeys } = laid;
  const cloud = new InfrahubCloud(seed, start, {
    prices: { ...prices2026, ...laid.prices },
    gpus: { ...gpusOwned, ...laid.gpus },
    mostMachines,
    mostApiKeys,
    secret: issued.find(({ way }) => way === 'valid')?.value ?? '',
    keepAddresses: laid.keepsAddresses ? [org] : [],
    betaPrograms: laid.betaPrograms,
    declinedAmounts: laid.declinedAmounts,
  });
  for (const program of new Set(laid.betaPrograms))
    cloud.betaPrograms.add({ id: cloud.nextId('betaProgram'), name: program });
  settlePeople(cloud, { paid, settled: 0, threshold }, laid, { issued, start });
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
  for (const bucket of laid.buckets) layBucket(cloud, org, bucket);
  for (const usage of laid.aiUsages) layAiUsage(cloud, org, usage);
  return cloud;
}
