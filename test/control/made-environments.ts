import type { TestWorld } from '../../mock-server/index.js';

/** What a world of these tests is opened with. */
export const opened = { seed: 'empty', clock: 'frozen', now: '2026-01-01T00:00:00Z' } as const;

export const makeEnvironment = ({ urls, credentials }: TestWorld, name: string, region = 'NORWAY-1') =>
  fetch(`${urls.infrahub}/core/environments`, {
    method: 'POST',
    headers: { api_key: credentials.infrahub.apiKey, 'content-type': 'application/json' },
    body: JSON.stringify({ name, region }),
  }).then(({ status }) => status);

export const listRegions = ({ urls, credentials }: TestWorld) =>
  fetch(`${urls.infrahub}/core/regions`, { headers: { api_key: credentials.infrahub.apiKey } });
