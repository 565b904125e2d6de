import type { Basis, Settings } from '../../vendor.js';
import { gpusOwned, regions } from './catalogue.js';
import { type Ground, InfrahubCloud } from './cloud.js';
import { prices2026 } from './tariff.js';

/** Organisation behind the credentials, unless the world's settings say otherwise; its neighbour is the next. */
const ORGANISATION = 4821;
const USER = 7315;
/** Enough for a small fleet's month. */
const PAID = 10_000;
/** As the vendor's answer for an environment shows it. */
const MOST_MACHINES = 250;

/** A cloud with its catalogue, its organisations and their credentials, before anything happened. */
export function createCloud({ seed, start, issued, settings }: Basis): InfrahubCloud {
  const cloud = new InfrahubCloud(seed, start, groundOf(settings));
  const org = numberIn(settings, 'organization', ORGANISATION);
  const user = numberIn(settings, 'user', USER);
  const account = {
    paid: numberIn(settings, 'paid', PAID),
    settled: 0,
    threshold: numberIn(settings, 'threshold', 0),
  };
  cloud.accounts.add({ id: org, user, ...account });
  cloud.accounts.add({ id: org + 1, user: user + 1, ...account });
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
  // New organisations find one in each region (SkyPilot and brev rely on their names).
  if (settings.defaultEnvironments !== false)
    for (const { name } of regions)
      cloud.environments.add({
        id: cloud.nextId('environment'),
        org,
        name: `default-${name}`,
        region: name,
        createdAt: start,
      });
  return cloud;
}

const groundOf = (settings: Settings): Ground => ({
  prices: { ...prices2026, ...numbersIn(settings, 'prices') },
  gpus: { ...gpusOwned, ...numbersIn(settings, 'gpus') },
  mostMachines: numberIn(settings, 'mostMachines', MOST_MACHINES),
});

function numberIn(settings: Settings, name: string, otherwise: number): number {
  const value = settings[name] ?? otherwise;
  if (typeof value !== 'number') throw new Error(`infrahub: the setting "${name}" must be a number`);
  return value;
}

function numbersIn(settings: Settings, name: string): Record<string, number> {
  const values = settings[name] ?? {};
  if (typeof values !== 'object') throw new Error(`infrahub: the setting "${name}" must hold numbers by name`);
  return Object.fromEntries(
    Object.entries(values).map(([key, value]: [string, unknown]) => {
      if (typeof value !== 'number') throw new Error(`infrahub: the setting "${name}.${key}" must be a number`);
      return [key, value];
    }),
  );
}
