import { beforeEach, describe, expect, test } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, machineIn, settleIn } from './customer.js';

let mock: MockServer;
let customer: Customer;
let environment: number;

const wait = (by: string) => mock.control.clock.advance({ by });
const rule = { direction: 'ingress', protocol: 'tcp', ethertype: 'IPv4', remote_ip_prefix: '0.0.0.0/0' };
const ports = (min: number, max = min) => ({ ...rule, port_range_min: min, port_range_max: max });
const machine = async (name: string): Promise<number> =>
  (await customer.post('/core/virtual-machines', machineIn('place', name, 'n1-cpu-small'))).body.instances[0].id;
const firewall = async (name = 'web', place = environment): Promise<number> => {
  const made = await customer.post('/core/firewalls', { name, environment_id: place, description: 'for browsers' });
  return made.body.firewall.id;
};
const shown = async (id: number) => (await customer.get(`/core/firewalls/${id}`)).body.firewall;
const told = ({ status, body }: { status: number; body: unknown }) => [status, body];
const refused = (status: number, message: string, error_reason = 'bad_request') => [
  status,
  { status: false, message, error_reason },
];

doubleForEach('2026-03-02T08:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});
beforeEach(async () => {
  environment = await settleIn(customer, 'place', 'NORWAY-1');
});

describe('a firewall', () => {
  test('is made empty, gets a rule that holds after a while, and is listed by its environment', async () => {
    const made = await customer.post('/core/firewalls', { name: 'web', environment_id: environment });
    const features = { network_optimised: false, green_status: 'GREEN' };
    const place = { id: environment, name: 'place', region: 'NORWAY-1', features };
    const created_at = '2026-03-02T08:00:00';
    const whole = { id: 1, name: 'web', description: '', environment: place, status: 'SUCCESS', created_at };
    expect(made.body).toEqual({ status: true, message: 'Firewall created successfully', firewall: whole });
    const added = await customer.post('/core/firewalls/1/firewall-rules', ports(80, 443));
    const { id, ...row } = added.body.firewall_rule;
    expect(row).toEqual({ ...ports(80, 443), status: 'pending', created_at });
    await wait('PT3S');
    expect((await shown(1)).rules).toEqual([{ id, ...row, status: 'SUCCESS' }]);
    const count = async (query: string): Promise<number> => (await customer.get(`/core/firewalls?${query}`)).body.count;
    expect(await Promise.all(['', 'environment=place', `environment=${environment}`, 'search=WE'].map(count))).toEqual([
      1, 1, 1, 1,
    ]);
    expect(await Promise.all(['environment=other', 'environment=999', 'search=mail'].map(count))).toEqual([0, 0, 0]);
    const other = await customer.delete(`/core/firewalls/1/firewall-rules/${id + 1}`);
    expect(other.status).toBe(404);
    expect((await customer.delete(`/core/firewalls/1/firewall-rules/${id}`)).status).toBe(200);
    expect((await shown(1)).rules).toEqual([]);
  });

  test('guards exactly the machines that it was told last, after a while', async () => {
    const [id, one, two] = [await firewall(), await machine('one'), await machine('two')];
    await wait('PT1M');
    const set = (vms: number[]) => customer.post(`/core/firewalls/${id}/update-attachments`, { vms });
    const guarded = async () =>
      (await shown(id)).attachments.map(({ vm, status }: { vm: { id: number }; status: string }) => [vm.id, status]);
    expect((await set([one, one])).status).toBe(200);
    expect(await guarded()).toEqual([[one, 'PENDING']]);
    await wait('PT3S');
    await set([one, two]);
    expect(await guarded()).toEqual([
      [one, 'SUCCESS'],
      [two, 'PENDING'],
    ]);
    await wait('PT3S');
    const [first] = (await shown(id)).attachments;
    expect(first.vm).toMatchObject({ name: 'one', environment: 'place', flavor: 'n1-cpu-small', status: 'ACTIVE' });
    await set([two]);
    expect(await guarded()).toEqual([[two, 'SUCCESS']]);
  });

  test('cannot be deleted while it guards a machine, and goes after a while when it does not', async () => {
    const [id, guarded] = [await firewall(), await machine('guarded')];
    await wait('PT1M');
    await customer.post(`/core/virtual-machines/${guarded}/attach-firewalls`, { firewalls: [id] });
    expect(told(await customer.delete(`/core/firewalls/${id}`))).toEqual(
      refused(400, 'Unable to delete Firewall web.'),
    );
    await customer.delete(`/core/virtual-machines/${guarded}`);
    expect((await shown(id)).attachments).toEqual([]);
    expect(told(await customer.delete(`/core/firewalls/${id}`))).toEqual([
      200,
      { status: true, message: 'Firewall is scheduled for deletion.' },
    ]);
    expect((await customer.post(`/core/firewalls/${id}/firewall-rules`, ports(22))).status).toBe(404);
    await wait('PT3S');
    expect((await customer.get(`/core/firewalls/${id}`)).status).toBe(404);
    await wait('PT1M');
    expect((await customer.get('/core/firewalls')).body.firewalls).toEqual([]);
  });

  test('is in an environment, which is not deleted while it has one', async () => {
    const place = (await customer.post('/core/environments', { name: 'kept', region: 'US-1' })).body.environment.id;
    await firewall('only', place);
    expect(told(await customer.delete(`/core/environments/${place}`))).toEqual(
      refused(
        405,
        'Sorry but this request cannot be fulfilled because the environment contains 0 virtual-machines, 0 volumes, 1 firewalls & 0 key pairs in it. Please delete these before deleting the environment',
        'not_allowed',
      ),
    );
  });

  test('is refused where it cannot be: a name that is taken, a place that is not there, machines elsewhere', async () => {
    const id = await firewall();
    const again = await customer.post('/core/firewalls', { name: 'web', environment_id: environment });
    expect(told(again)).toEqual(refused(409, 'Firewall with this name already exists', 'already_exist'));
    expect((await customer.post('/core/firewalls', { name: 'far', environment_id: 999 })).status).toBe(404);
    const elsewhere = await firewall('far', 1);
    const young = await machine('young');
    const attach = (firewalls: number[]) =>
      customer.post(`/core/virtual-machines/${young}/attach-firewalls`, { firewalls });
    expect((await attach([id])).body.message).toMatch(/ACTIVE or SHUTOFF/);
    expect((await customer.post(`/core/firewalls/${id}/update-attachments`, { vms: [young] })).status).toBe(400);
    await wait('PT1M');
    const apart = 'Firewall far and VM young are not in the same environment';
    expect(told(await attach([elsewhere]))).toEqual(refused(400, apart));
    const set = await customer.post(`/core/firewalls/${elsewhere}/update-attachments`, { vms: [young] });
    expect(told(set)).toEqual(refused(400, apart));
    expect((await attach([404])).status).toBe(404);
    const neighbour = customerOf(mock, mock.credentials.others.infrahub?.otherTenant?.apiKey);
    expect((await neighbour.get('/core/firewalls')).body.firewalls).toEqual([]);
    expect((await neighbour.get(`/core/firewalls/${id}`)).status).toBe(404);
  });
});

describe('a rule of a machine', () => {
  test('is pending at first, seen at the machine, and deleted', async () => {
    const id = await machine('web');
    const path = `/core/virtual-machines/${id}`;
    expect((await customer.post(`${path}/sg-rules`, ports(22))).status).toBe(400);
    await wait('PT1M');
    const added = await customer.post(`${path}/sg-rules`, ports(22));
    expect(added.body).toMatchObject({
      message: 'Security Rule created successfully',
      security_rule: { ...ports(22), status: 'pending' },
    });
    const states = async () =>
      (await customer.get(path)).body.instance.security_rules.map(({ status }: { status: string }) => status);
    expect(await states()).toEqual(['SUCCESS', 'SUCCESS', 'pending']);
    await wait('PT3S');
    expect(await states()).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS']);
    const rulePath = `${path}/sg-rules/${added.body.security_rule.id}`;
    expect((await customer.delete(rulePath)).status).toBe(200);
    expect(await states()).toEqual(['SUCCESS', 'SUCCESS']);
    expect((await customer.delete(rulePath)).status).toBe(404);
  });

  test('does not outlive its machine', async () => {
    const id = await machine('short');
    await wait('PT1M');
    await customer.post(`/core/virtual-machines/${id}/sg-rules`, ports(22));
    await customer.delete(`/core/virtual-machines/${id}`);
    await wait('PT1M');
    expect((await customer.get(`/core/virtual-machines/${id}`)).status).toBe(404);
  });

  test.each([
    [{ ...ports(443, 80) }, 400, 'port_range_min must not be greater than port_range_max'],
    [{ ...rule, port_range_min: 80 }, 400, 'port_range_min and port_range_max must be given together'],
    [{ ...ports(1), protocol: 'icmp' }, 400, 'The protocol icmp has no ports'],
    [{ ...ports(22), remote_ip_prefix: 'everywhere' }, 400, 'everywhere is not a valid IPv4 network prefix'],
    [{ ...ports(22), remote_ip_prefix: '10.0.0.0/33' }, 400, '10.0.0.0/33 is not a valid IPv4 network prefix'],
    [{ ...ports(22), remote_ip_prefix: '10.0.0.0' }, 400, '10.0.0.0 is not a valid IPv4 network prefix'],
    [
      { ...ports(22), ethertype: 'IPv6', remote_ip_prefix: '10.0.0.0/8' },
      400,
      '10.0.0.0/8 is not a valid IPv6 network prefix',
    ],
    [{ ...ports(22), remote_ip_prefix: '10.0.0.0/8/8' }, 400, '10.0.0.0/8/8 is not a valid IPv4 network prefix'],
  ])('that says what cannot be is refused: %j', async (wanted, status, message) => {
    const id = await firewall();
    expect(told(await customer.post(`/core/firewalls/${id}/firewall-rules`, wanted))).toEqual(refused(status, message));
    expect((await shown(id)).rules).toEqual([]);
  });

  test.each([
    { ...ports(22), direction: 'inwards' },
    { ...ports(22), protocol: 'http' },
    { ...ports(22), ethertype: 'IPv5' },
    ports(0),
    ports(65536),
    {},
  ])('in other words than the vendor’s is refused: %j', async wanted => {
    const id = await firewall();
    const { status, body } = await customer.post(`/core/firewalls/${id}/firewall-rules`, wanted);
    expect([status, body.message]).toEqual([400, 'Input payload validation failed']);
  });

  test('may be of IPv6, of a protocol without ports, of everywhere, and not twice the same', async () => {
    const id = await firewall();
    const add = async (wanted: object) => (await customer.post(`/core/firewalls/${id}/firewall-rules`, wanted)).status;
    expect(await add({ ...ports(22), ethertype: 'IPv6', remote_ip_prefix: '2001:db8::/32' })).toBe(200);
    expect(await add({ ...ports(22), ethertype: 'IPv6' })).toBe(200);
    expect(await add({ ...rule, protocol: 'icmp' })).toBe(200);
    expect(await add({ ...rule, protocol: 'icmp' })).toBe(409);
    const { protocols } = (await customer.get('/core/sg-rules-protocols')).body;
    expect(protocols).toHaveLength(26);
  });
});
