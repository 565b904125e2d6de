import type { MockServer } from '../../mock-server/index.js';

/** An answer, with the text it was sent as. */
export interface Told {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects to be there
  readonly body: any;
}

export type Customer = ReturnType<typeof customerOf>;

/** Somebody who calls the Infrahub API of a server, with the key of its world unless another is given. */
export function customerOf(
  mock: Pick<MockServer, 'url' | 'credentials'>,
  key = mock.credentials.infrahub?.apiKey ?? '',
) {
  const call = async (method: string, path: string, body?: unknown): Promise<Told> => {
    const response = await fetch(`${mock.url}/v1${path}`, {
      method,
      headers: { api_key: key, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, body: text === '' ? undefined : JSON.parse(text) };
  };
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, body?: unknown) => call('POST', path, body),
    put: (path: string, body?: unknown) => call('PUT', path, body),
    patch: (path: string, body?: unknown) => call('PATCH', path, body),
    delete: (path: string) => call('DELETE', path),
  };
}

export const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl anna@example.com';
const IMAGE = 'Ubuntu Server 24.04 LTS (Noble Numbat)';

/** An environment with a key pair, both called by the environment's name. */
export async function settleIn(customer: Customer, name: string, region: string): Promise<number> {
  const made = await customer.post('/core/environments', { name, region });
  await customer.post('/core/keypairs', { environment_name: name, name, public_key: KEY });
  return made.body.environment.id;
}

/** What is sent to create a machine in such an environment. */
export const machineIn = (environment: string, name: string, flavor: string, more: object = {}) => ({
  name,
  environment_name: environment,
  image_name: IMAGE,
  flavor_name: flavor,
  key_name: environment,
  count: 1,
  ...more,
});

/** So many additions of a step, one after the other. */
export function additions(step: number, times: number): number {
  let sum = 0;
  for (let done = 0; done < times; done++) sum += step;
  return sum;
}
