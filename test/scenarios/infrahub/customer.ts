import { expect } from 'vitest';
import { naiveTime } from '../../../contracts/core/time.js';
import type { MockServer } from '../../../mock-server/index.js';

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
  carrier: Readonly<Record<string, string>> = { api_key: key },
) {
  const call = async (method: string, path: string, body?: unknown): Promise<Told> => {
    const response = await fetch(`${mock.url}/v1${path}`, {
      method,
      headers: { ...carrier, ...(body !== undefined && { 'content-type': 'application/json' }) },
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

/** Somebody who signed in: the owner of the world's account, or whoever the token is of. */
export const personOf = (
  mock: Pick<MockServer, 'url' | 'credentials'>,
  token = mock.credentials.infrahub?.accessToken ?? '',
): Customer => customerOf(mock, '', { authorization: `Bearer ${token}` });

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

const DAY = 86_400_000;
const parts = ['gpu', 'cpu', 'ram', 'publicip', 'disk', 'ephemeral'] as const;

/**
 * Holds what the billing calls say at an instant to one story: usage, the history of each resource and of the whole,
 * the parts of each machine, yesterday, and the balance of somebody who paid in 10,000 USD.
 */
async function expectOneStory(customer: Customer, now: number): Promise<void> {
  const body = async (path: string) => (await customer.get(`/billing${path}`)).body;
  const range = (from: number, to: number) => `start_date=${naiveTime.format(from)}&end_date=${naiveTime.format(to)}`;
  const all = range(0, now + DAY);
  const whole = async (window: string) =>
    (await body(`/billing/history?${window}`)).billing_history.billing_history[0].metrics;
  let spent = 0;
  for (const row of (await body('/billing/usage')).data) {
    spent += row.total_bill;
    const isMachine = row.resource_type === 'vm';
    const kind = isMachine ? 'virtual-machine' : 'volume';
    const told = await body(`/billing/history/${kind}/${row.resource_id}?${all}`);
    const details = told.billing_history_vm_details ?? told.billing_history_volume_details;
    const { metrics } = details.billing_history[0];
    expect([metrics.incurred_bill, metrics.usage_time]).toEqual([row.total_bill, 60 * row.total_up_time]);
    if (!isMachine) continue;
    const { sub_resources_costs: costs } = await body(
      `/billing/virtual-machine/${row.resource_id}/sub-resource?${all}`,
    );
    const byPart = parts.map(part => costs.billing_history[0].metrics[`${part}_incurred_bill`]);
    expect(byPart.reduce((sum, cost) => sum + cost, 0)).toBeCloseTo(row.total_bill, 6);
  }
  expect((await whole(all)).incurred_bill).toBeCloseTo(spent, 6);
  expect(10_000 - (await body('/user-credit/credit')).data.credit).toBeCloseTo(spent, 6);
  const today = Math.floor(now / DAY) * DAY;
  const yesterday = (await body('/billing/last-day-cost')).data;
  expect(await whole(range(today - DAY, today))).toMatchObject({
    vm_cost: yesterday.instances_cost,
    volume_cost: yesterday.volumes_cost,
    incurred_bill: yesterday.total_cost,
  });
}

/** Lets time pass; whatever happened meanwhile, the bill tells one story. */
export async function passTime(mock: MockServer, customer: Customer, by: string): Promise<void> {
  const { clock } = await mock.control.clock.advance({ by });
  await expectOneStory(customer, Date.parse(clock.now));
}
