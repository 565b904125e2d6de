import { expect, test } from 'vitest';
import type { MockServer } from '../../../../mock-server/index.js';
import { doubleForEach } from '../../double.js';
import { type Customer, customerOf, KEY } from '../customer.js';

/**
 * The calls of SkyPilot's provisioner, each with what it reads:
 * https://github.com/skypilot-org/skypilot/tree/master/sky/provision/hyperstack
 */

let mock: MockServer;
let customer: Customer;
const wait = (by: string) => mock.control.clock.advance({ by });

doubleForEach('2026-03-02T08:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});

const REGION = 'CANADA-1';
const rule = (port: number) => ({
  direction: 'ingress',
  protocol: 'tcp',
  ethertype: 'IPv4',
  remote_ip_prefix: '0.0.0.0/0',
  port_range_min: port,
  port_range_max: port,
});

interface Flavor {
  readonly name: string;
  readonly region_name: string;
  readonly stock_available: boolean;
}

test('SkyPilot launches two machines, opens ports on them, stops, starts and terminates them', async () => {
  const flavors: Flavor[] = (await customer.get('/core/flavors')).body.data.flatMap(
    (group: { flavors: Flavor[] }) => group.flavors,
  );
  const wanted = flavors.filter(
    ({ name, region_name, stock_available }) =>
      name === 'n3-H100x1' && region_name === REGION && stock_available === true,
  );
  expect(wanted).toHaveLength(1);

  const environment = `default-${REGION}`;
  const keys = (await customer.get('/core/keypairs')).body.keypairs;
  expect(keys.filter((key: { environment: { name: string } }) => key.environment.name === environment)).toEqual([]);
  const key = { name: 'skypilot-0a1b2c3d', environment_name: environment, public_key: KEY };
  expect((await customer.post('/core/keypairs', key)).status).toBe(200);
  const { keypairs } = (await customer.get('/core/keypairs')).body;
  expect(keypairs[0].public_key.trim().split(' ').slice(0, 2)).toEqual(KEY.split(' ').slice(0, 2));

  const made = await customer.post('/core/virtual-machines', {
    name: 'sky-head',
    environment_name: environment,
    image_name: 'Ubuntu Server 22.04 LTS R535 CUDA 12.2',
    flavor_name: 'n3-H100x1',
    key_name: key.name,
    assign_floating_ip: true,
    enable_port_randomization: true,
    security_rules: [22, 8888].map(rule),
    count: 2,
  });
  expect(made.status).toBe(200);
  const ids = made.body.instances.map(({ id }: { id: number }) => `${id}`);
  expect(ids).toHaveLength(2);

  await wait('PT30S');
  const { instances } = (await customer.get('/core/virtual-machines')).body;
  expect(instances).toMatchObject([1, 2].map(() => ({ status: 'ACTIVE', fixed_ip: expect.any(String) })));
  expect(new Set(instances.map((one: { floating_ip: string }) => one.floating_ip)).size).toBe(2);

  for (const id of ids)
    for (const port of [80, 443]) {
      const opened = await customer.post(`/core/virtual-machines/${id}/sg-rules`, rule(port));
      expect([opened.status, opened.body.security_rule]).toMatchObject([200, { port_range_min: port }]);
      expect(Number.isInteger(opened.body.security_rule.id)).toBe(true);
    }

  for (const [call, state] of [
    ['stop', 'SHUTOFF'],
    ['start', 'ACTIVE'],
  ] as const) {
    for (const id of ids) expect((await customer.get(`/core/virtual-machines/${id}/${call}`)).body.status).toBe(true);
    await wait('PT10S');
    const { instances: now } = (await customer.get('/core/virtual-machines')).body;
    expect(now).toMatchObject([{ status: state }, { status: state }]);
  }
  for (const id of ids) expect((await customer.delete(`/core/virtual-machines/${id}`)).status).toBe(200);
  await wait('PT10S');
  expect((await customer.get('/core/virtual-machines')).body.instances).toEqual([]);
});
