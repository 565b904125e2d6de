import { beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, KEY, machineIn, settleIn, type Told } from './customer.js';

const VM = '/core/virtual-machines';
const BILL = '/billing/billing';
const RANGE = 'start_date=2025-01-01T00:00:00&end_date=2025-01-02T00:00:00';

let mock: MockServer;
let customer: Customer;
/** Another organisation, whose environment has the name of one of the customer's. */
let neighbour: Customer;
let [north, west, web] = [0, 0, 0];

const refused = (told: Told) => [told.status, told.body.error_reason, told.body.message];
const made = async (answer: Promise<Told>): Promise<Told> => {
  const told = await answer;
  expect(told.status).toBe(200);
  return told;
};
/** Names of what a list holds. */
const names = async (path: string, list: string, who = customer): Promise<string[]> =>
  (await made(who.get(path))).body[list].map(({ name }: { name: string }) => name);

doubleForEach('2025-01-01T00:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
  neighbour = customerOf(double, double.credentials.others.infrahub?.otherTenant?.apiKey);
});
beforeEach(async () => {
  north = await settleIn(customer, 'north', 'NORWAY-1');
  west = await settleIn(customer, 'west-wing', 'CANADA-1');
  await settleIn(neighbour, 'north', 'NORWAY-1');
  const rule = { direction: 'ingress', ethertype: 'IPv4', protocol: 'tcp', remote_ip_prefix: '10.0.0.0/8' };
  const asked = {
    labels: ['shop', 'eu'],
    callback_url: 'https://shop.example.com/hook',
    enable_port_randomization: false,
    security_rules: [
      { ...rule, port_range_min: 22, port_range_max: 23 },
      { ...rule, protocol: 'icmp' },
    ],
  };
  web = (await made(customer.post(VM, machineIn('north', 'Web', 'n1-cpu-small', asked)))).body.instances[0].id;
  await made(customer.post(VM, machineIn('west-wing', 'web-2', 'n1-cpu-small')));
  await made(neighbour.post(VM, machineIn('north', 'their-web', 'n1-cpu-small')));
  for (const [name, place] of [
    ['Data', 'north'],
    ['data-2', 'west-wing'],
  ])
    await made(customer.post('/core/volumes', { name, environment_name: place, volume_type: 'Cloud-SSD', size: 10 }));
  await mock.control.clock.advance({ by: 'PT1H' });
});

describe('a list', () => {
  it.each([
    [`${VM}?`, 'instances', ['Web', 'web-2']],
    [`${VM}?search=WEB-`, 'instances', ['web-2']],
    [`${VM}?environment=WEST`, 'instances', ['web-2']],
    [`${VM}?environment=WEST&exact_environment_match=true`, 'instances', []],
    [`${VM}?environment=north&search=2`, 'instances', []],
    [`${VM}?exclude_firewalls=7&exclude_firewalls=8`, 'instances', ['Web', 'web-2']],
    ['/core/volumes?', 'volumes', ['Data', 'data-2']],
    ['/core/volumes?search=DATA-', 'volumes', ['data-2']],
    ['/core/volumes?environment=north', 'volumes', ['Data']],
    ['/core/volumes?environment=nor', 'volumes', []],
    ['/core/environments?search=NORTH', 'environments', ['north']],
    ['/core/environments?search=canada', 'environments', ['default-CANADA-1', 'west-wing']],
    ['/core/keypairs?search=WEST', 'keypairs', ['west-wing']],
  ])('%s holds what was asked for', async (path, list, expected) => {
    expect(await names(path, list)).toEqual(expected);
  });

  it('takes an environment by its id, and an empty name for none', async () => {
    expect(await names(`/core/volumes?environment=${west}`, 'volumes')).toEqual(['data-2']);
    expect(await names(`/core/environments?search=${west}`, 'environments')).toEqual(['west-wing']);
    expect(await names(`${BILL}/usage?environment=${west}`, 'data')).toEqual(['data-2', 'web-2']);
    expect(await names(`${BILL}/usage?environment=north`, 'data')).toEqual(['Data', 'Web']);
    for (const [path, list, count] of [
      ['/core/volumes', 'volumes', 2],
      [VM, 'instances', 2],
      [`${BILL}/usage`, 'data', 4],
    ] as const)
      expect(await names(`${path}?environment=`, list)).toHaveLength(count);
    expect((await customer.get('/core/flavors?region=')).text).toBe((await customer.get('/core/flavors')).text);
    expect((await customer.get('/core/images?region=&search=')).text).toBe((await customer.get('/core/images')).text);
  });

  it('of images is searched, and holds nothing without the public ones', async () => {
    const found = (await customer.get('/core/images?region=US-1&search=NOBLE')).body.images;
    expect(found).toMatchObject([{ region_name: 'US-1', images: [{ name: expect.stringMatching('Noble') }] }]);
    expect(found[0].images).toHaveLength(1);
    expect((await customer.get('/core/images?include_public=false')).body.images).toEqual([]);
  });

  it('of bills is searched by name or id', async () => {
    const found = async (search: string): Promise<string[]> =>
      (
        await customer.get(`${BILL}/history/virtual-machine?${RANGE}&search=${search}`)
      ).body.billing_history_vm.billing_history.map(
        (row: { attributes: { resource_name: string } }) => row.attributes.resource_name,
      );
    expect(await found('WEB-')).toEqual(['web-2']);
    expect(await found(`${web}`)).toContain('Web');
    expect(await found('nothing')).toEqual([]);
  });

  it('shows nobody what is their neighbour’s under the same name', async () => {
    expect(await names(VM, 'instances', neighbour)).toEqual(['their-web']);
    expect(await names(`${VM}?environment=north`, 'instances', neighbour)).toEqual(['their-web']);
    expect(await names(`${BILL}/usage?environment=north`, 'data', neighbour)).toEqual(['their-web']);
    expect(await names(`${BILL}/usage?environment=${north}`, 'data', neighbour)).toEqual([]);
    expect((await neighbour.get(`${VM}/name-availability/Web`)).body.available).toBe(true);
    for (const path of [
      `history/virtual-machine/${web}?${RANGE}`,
      `history/virtual-machine/${web}/graph?${RANGE}`,
      `virtual-machine/${web}/sub-resource?${RANGE}`,
      `virtual-machine/${web}/billing-events?${RANGE}`,
    ])
      expect(refused(await neighbour.get(`${BILL}/${path}`))).toEqual([404, 'not_found', `VM ${web} does not exists.`]);
    const theirs = await neighbour.get('/billing/user-credit/credit');
    expect(10_000 - theirs.body.data.credit).toBeCloseTo((59 * 0.3483871) / 60, 9); // it took ten seconds to build
  });
});

describe('a machine', () => {
  it('shows what was asked for when it was made', async () => {
    const { instance } = (await customer.get(`${VM}/${web}`)).body;
    expect(instance).toMatchObject({
      labels: ['shop', 'eu'],
      callback_url: 'https://shop.example.com/hook',
      port_randomization: false,
    });
    expect(instance.security_rules).toMatchObject([
      { direction: 'egress', protocol: 'any', port_range_min: 1, port_range_max: 65535, ethertype: 'IPv6' },
      { direction: 'egress', protocol: 'any', port_range_min: 1, port_range_max: 65535, ethertype: 'IPv4' },
      { direction: 'ingress', protocol: 'tcp', port_range_min: 22, port_range_max: 23, remote_ip_prefix: '10.0.0.0/8' },
      { direction: 'ingress', protocol: 'icmp', port_range_min: null, port_range_max: null, status: 'SUCCESS' },
    ]);
    expect((await customer.put(`${VM}/${web}/label`, { labels: ['old'] })).body.message).toBe(
      "labels for VM: Web is set to: ['old']",
    );
    expect((await customer.get(`${VM}/${web}`)).body.instance.labels).toEqual(['old']);
  });

  it('takes several labels in one text, and none for an empty one', async () => {
    const label = async (...labels: string[]) => {
      const { message } = (await made(customer.put(`${VM}/${web}/label`, { labels }))).body;
      return [message, (await customer.get(`${VM}/${web}`)).body.instance.labels];
    };
    expect(await label('eu  shop', 'old')).toEqual([
      "labels for VM: Web is set to: ['eu', 'shop', 'old']",
      ['eu', 'shop', 'old'],
    ]);
    expect(await label('')).toEqual(['labels for VM: Web is set to: []', []]);
  });

  it('is made with rules of known protocols only', async () => {
    const rule = { direction: 'ingress', ethertype: 'IPv4', protocol: 'smtp', remote_ip_prefix: '0.0.0.0/0' };
    const told = await customer.post(VM, machineIn('north', 'mail', 'n1-cpu-small', { security_rules: [rule] }));
    expect([told.status, Object.keys(told.body.errors)]).toEqual([400, ['security_rules.0.protocol']]);
  });

  it('remembers what was asked of it and what came of it, in like words', async () => {
    for (const verb of ['stop', 'start', 'hard-reboot']) {
      await made(customer.get(`${VM}/${web}/${verb}`));
      await mock.control.clock.advance({ by: 'PT1M' });
    }
    const { instance_events: events } = (await customer.get(`${VM}/${web}/events`)).body;
    expect(events.map(({ reason, message }: { reason: string; message: string }) => [reason, message])).toEqual([
      ['InstanceCreationRequest', 'Instance Web Creation Request Sent.'],
      ['InstanceCreationSuccess', 'Instance Web Creation Successful.'],
      ['InstanceStopRequest', 'Instance Web Stop Request Sent.'],
      ['InstanceStopSuccess', 'Instance Web Stop Successful.'],
      ['InstanceStartRequest', 'Instance Web Start Request Sent.'],
      ['InstanceStartSuccess', 'Instance Web Start Successful.'],
      ['InstanceRebootRequest', 'Instance Web Hard Reboot Request Sent.'],
      ['InstanceRebootSuccess', 'Instance Web Hard Reboot Successful.'],
    ]);
  });

  it('leaves its own boot volume behind, and another of its name gets another', async () => {
    const wanted = machineIn('west-wing', 'solid', 'n1-cpu-small', { create_bootable_volume: true });
    for (let times = 0; times < 2; times++) {
      const { id } = (await made(customer.post(VM, wanted))).body.instances[0];
      await mock.control.clock.advance({ by: 'PT1M' });
      const [attached] = (await customer.get(`${VM}/${id}`)).body.instance.volume_attachments;
      expect(attached).toMatchObject({ status: 'ATTACHED', volume: { bootable: true, size: 100 } });
      await made(customer.delete(`${VM}/${id}`));
      await mock.control.clock.advance({ by: 'PT1M' });
    }
    const boots = await names('/core/volumes?search=boot', 'volumes');
    expect(boots).toHaveLength(2);
    expect(new Set(boots).size).toBe(2);
  });
});

describe('a name', () => {
  const available = async (path: string): Promise<[boolean, string]> => {
    const { body } = await made(customer.get(path));
    return [body.available, body.message];
  };

  it('may be had if nobody has it and it is not too long', async () => {
    expect(await available(`/core/environments/name-availability/${'n'.repeat(51)}`)).toEqual([
      false,
      'Name must not exceed 50 characters',
    ]);
    expect(await available(`/core/environments/name-availability/${'n'.repeat(50)}`)).toEqual([
      true,
      'This name is available',
    ]);
    expect((await available('/core/volume/name-availability/Data'))[0]).toBe(false);
    expect((await available(`${VM}/name-availability/web`))[0]).toBe(true); // web-2 is another's
    expect((await available(`${VM}/name-availability/web?count=2`))[0]).toBe(false);
  });

  it('of an environment may be kept on renaming, and not be taken', async () => {
    expect((await made(customer.put(`/core/environments/${west}`, { name: 'west-wing' }))).body.environment.name).toBe(
      'west-wing',
    );
    expect(refused(await customer.put(`/core/environments/${west}`, { name: 'north' })).slice(0, 2)).toEqual([
      409,
      'already_exist',
    ]);
  });

  it('of a key pair is its own in each environment', async () => {
    const { keypair } = (
      await made(customer.post('/core/keypairs', { environment_name: 'west-wing', name: 'north', public_key: KEY }))
    ).body;
    const rename = (name: string) => customer.put(`/core/keypair/${keypair.id}`, { name });
    expect((await made(rename('north'))).body.keypair.name).toBe('north');
    expect(refused(await rename('west-wing')).slice(0, 2)).toEqual([409, 'already_exist']);
    expect((await made(rename('spare'))).body.message).toBe('Keypair name updated successfully to spare');
    // and is of no use in another
    const elsewhere = await customer.post(VM, machineIn('north', 'odd', 'n1-cpu-small', { key_name: 'spare' }));
    expect(refused(elsewhere)).toEqual([404, 'not_found', 'Keypair spare does not exist']);
  });
});
