import { beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Received, receiver } from '../../receiver.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, machineIn, settleIn } from './customer.js';

const VM = '/core/virtual-machines';
const VOLUME = '/core/volumes';

let mock: MockServer;
let customer: Customer;
doubleForEach('2025-01-01T00:00:00Z', double => {
  mock = double;
  customer = customerOf(mock);
});

beforeEach(async () => {
  await settleIn(customer, 'north', 'NORWAY-1');
});

const wait = (by: string) => mock.control.clock.advance({ by });
const told = (received: readonly Received[]) =>
  received.map(({ body: { event, operation } }) => [event, operation.status]);

/** A machine with an address that is at work; its id. */
async function machine(more: object = {}): Promise<number> {
  const { body } = await customer.post(VM, machineIn('north', 'web', 'n1-cpu-small', more));
  await wait('PT1M');
  return body.instances[0].id;
}

async function volume(more: object = {}): Promise<number> {
  const wanted = { name: 'data', environment_name: 'north', volume_type: 'Cloud-SSD', size: 10, ...more };
  const { body } = await customer.post(VOLUME, wanted);
  await wait('PT1M');
  return body.volume.id;
}

describe('whoever is called back', () => {
  it('is told of the whole life of a machine, each state at its time', async () => {
    const { url, received } = await receiver();
    const id = await machine({ callback_url: `${url}/hook?token=so`, assign_floating_ip: true });
    for (const verb of ['stop', 'start', 'hard-reboot']) {
      await customer.get(`${VM}/${id}/${verb}`);
      await wait('PT1M');
    }
    await customer.post(`${VM}/${id}/detach-floatingip`);
    await wait('PT1M');
    await customer.delete(`${VM}/${id}`);
    await wait('PT1M');
    expect(told(received)).toEqual([
      ['InstanceCreationSuccess', 'CREATING'],
      ['InstanceCreationSuccess', 'BUILD'],
      ['InstanceCreationSuccess', 'ACTIVE'],
      ['AttachFloatingIPToInstanceSuccess', 'ATTACHED'],
      ['InstanceStopSuccess', 'STOPPING'],
      ['InstanceStopSuccess', 'SHUTOFF'],
      ['InstanceStartSuccess', 'STARTING'],
      ['InstanceStartSuccess', 'ACTIVE'],
      ['InstanceRebootSuccess', 'REBOOTING'],
      ['InstanceRebootSuccess', 'ACTIVE'],
      ['DetachFloatingIPToInstanceSuccess', 'DETACHING'],
      ['DetachFloatingIPToInstanceSuccess', 'DETACHED'],
      ['InstanceDeleteSuccess', 'DELETING'],
      ['InstanceDeleteSuccess', 'DELETED'],
    ]);
    const [first, , , attached] = received;
    expect(first).toMatchObject({
      method: 'POST',
      path: '/hook?token=so',
      headers: { 'content-type': 'application/json' },
      body: {
        resource: { id: `${id}`, name: 'web', type: 'virtual-machine' },
        operation: { name: 'createInstance', status: 'CREATING' },
        data: { id, status: 'CREATING', power_state: null, floating_ip: null },
      },
    });
    expect(attached?.body.data).toMatchObject({ status: 'ACTIVE', vm_state: 'active', floating_ip: '198.18.0.1' });
    expect(received.at(-1)?.body.data.status).toBe('DELETED');
  });

  it('is told what hibernation comes to, under the names that clients know', async () => {
    const { url, received } = await receiver();
    const wanted = { ...machineIn('south', 'gpu', 'n3-H100x1'), callback_url: url };
    await settleIn(customer, 'south', 'CANADA-1');
    const { id } = (await customer.post(VM, wanted)).body.instances[0];
    for (const verb of ['hibernate', 'hibernate-restore']) {
      await wait('PT1M');
      await customer.get(`${VM}/${id}/${verb}`);
    }
    await wait('PT1M');
    expect(
      received.slice(3).map(({ body: { event, operation, data } }) => [event, operation.name, data.status]),
    ).toEqual([
      ['HibernateInstanceSuccess', 'shelveInstances', 'HIBERNATING'],
      ['HibernateInstanceSuccess', 'shelveInstances', 'HIBERNATED'],
      ['RestoreHibernationInstanceSuccess', 'unshelveInstances', 'RESTORING'],
      ['RestoreHibernationInstanceSuccess', 'unshelveInstances', 'ACTIVE'],
    ]);
  });

  it('is told of the whole life of a volume, and of an attachment with the machine', async () => {
    const { url, received } = await receiver();
    const data = await volume({ callback_url: `${url}/volume` });
    const web = await machine({ callback_url: `${url}/vm` });
    for (const verb of ['attach-volumes', 'detach-volumes']) {
      await customer.post(`${VM}/${web}/${verb}`, { volume_ids: [data] });
      await wait('PT1M');
    }
    await customer.delete(`${VOLUME}/${data}`);
    await wait('PT1M');
    const at = (path: string) => received.filter(one => one.path === path);
    const attachment = [
      ['AttachVolumeToInstanceSuccess', 'ATTACHING'],
      ['AttachVolumeToInstanceSuccess', 'ATTACHED'],
      ['DetachVolumeToInstanceSuccess', 'DETACHING'],
      ['DetachVolumeToInstanceSuccess', 'DETACHED'],
    ];
    expect(told(at('/vm')).slice(3)).toEqual(attachment);
    expect(told(at('/volume'))).toEqual([
      ['VolumeCreationSuccess', 'CREATING'],
      ['VolumeCreationSuccess', 'AVAILABLE'],
      ...attachment,
      ['VolumeDeleteSuccess', 'DELETING'],
      ['VolumeDeleteSuccess', 'DELETED'],
    ]);
    expect(at('/volume').map(({ body }) => body.data.status)).toEqual([
      'creating',
      'available',
      'available',
      'in-use',
      'in-use',
      'available',
      'deleting',
      'deleted',
    ]);
    const { instance_events: noted } = (await customer.get(`${VM}/${web}/events`)).body;
    expect(noted.map(({ reason }: { reason: string }) => reason).slice(2)).toEqual([
      'AttachVolumeToInstanceRequest',
      'AttachVolumeToInstanceSuccess',
      'DetachVolumeToInstanceRequest',
      'DetachVolumeToInstanceSuccess',
    ]);
  });

  it('is told of the rules of a machine, and all that was asked is noted there', async () => {
    const { url, received } = await receiver();
    const id = await machine({ callback_url: url });
    const rule = { direction: 'ingress', protocol: 'tcp', ethertype: 'IPv4', remote_ip_prefix: '0.0.0.0/0' };
    const ports = { port_range_min: 22, port_range_max: 22 };
    const added = await customer.post(`${VM}/${id}/sg-rules`, { ...rule, ...ports });
    await wait('PT1M');
    await customer.delete(`${VM}/${id}/sg-rules/${added.body.security_rule.id}`);
    await customer.post(`${VM}/${id}/attach-firewalls`, { firewalls: [] });
    await customer.put(`${VM}/${id}/label`, { labels: ['eu'] });
    await wait('PT0S');
    expect(told(received).slice(3)).toEqual([
      ['AttachSecurityRuleToInstanceSuccess', 'SUCCESS'],
      ['DetachSecurityRuleToInstanceSuccess', 'SUCCESS'],
    ]);
    const { instance_events: noted } = (await customer.get(`${VM}/${id}/events`)).body;
    expect(noted.map(({ reason }: { reason: string }) => reason).slice(2)).toEqual([
      'AttachSecurityRuleToInstanceRequest',
      'AttachSecurityRuleToInstanceSuccess',
      'DetachSecurityRuleToInstanceRequest',
      'DetachSecurityRuleToInstanceSuccess',
      'AttachFirewallsToInstanceRequest',
      'EditInstanceLabelsRequest',
    ]);
  });

  it('is told of what fails, in a machine and in a volume', async () => {
    const { url, received } = await receiver();
    await mock.control.faults.add({ operation: 'infrahub/*.create', failure: 'taskFails', text: 'No room.' });
    const id = await machine({ callback_url: url });
    await volume({ callback_url: url });
    expect(told(received)).toEqual([
      ['InstanceCreationSuccess', 'CREATING'],
      ['InstanceCreationSuccess', 'BUILD'],
      ['InstanceCreationFailed', 'ERROR'],
      ['VolumeCreationSuccess', 'CREATING'],
      ['VolumeCreationFailed', 'ERROR'],
    ]);
    const { instance_events: noted } = (await customer.get(`${VM}/${id}/events`)).body;
    expect(noted.at(-1)).toMatchObject({ reason: 'InstanceCreationFailed', message: 'No room.' });
  });

  it('hears that a machine is told of no more when its callback is taken away, and another from then on', async () => {
    const [first, second] = [await receiver(), await receiver()];
    const id = await machine();
    const at = (verb: string) => `${VM}/${id}/${verb}-callback`;
    const { text } = await customer.post(at('attach'), { url: first.url });
    expect(JSON.parse(text)).toEqual({
      status: true,
      message:
        "Callback URL successfully attached to VM 'web'. Any action events on your instance will be posted to the provided URL.",
      url: first.url,
    });
    await customer.get(`${VM}/${id}/stop`);
    await wait('PT1M');
    expect((await customer.put(at('update'), { url: second.url })).body).toEqual({
      status: true,
      message: 'Callback URL successfully updated in VM web.',
      url: second.url,
    });
    expect((await customer.get(`${VM}/${id}`)).body.instance.callback_url).toBe(second.url);
    await customer.get(`${VM}/${id}/start`);
    await wait('PT1M');
    expect((await customer.delete(at('delete'))).body).toEqual({
      status: true,
      message: 'Callback URL deleted successfully in VM web.',
    });
    await customer.get(`${VM}/${id}/stop`);
    await wait('PT1M');
    expect([told(first.received), told(second.received)]).toEqual([
      [
        ['InstanceStopSuccess', 'STOPPING'],
        ['InstanceStopSuccess', 'SHUTOFF'],
      ],
      [
        ['InstanceStartSuccess', 'STARTING'],
        ['InstanceStartSuccess', 'ACTIVE'],
      ],
    ]);
  });

  it('of a volume may be changed likewise', async () => {
    const id = await volume();
    const at = (verb: string) => `${VOLUME}/${id}/${verb}-callback`;
    const [one, other] = ['http://127.0.0.1:9/one', 'http://127.0.0.1:9/other'];
    const shown = async () => (await customer.get(`${VOLUME}/${id}`)).body.volume.callback_url;
    expect((await customer.post(at('attach'), { url: one })).body).toMatchObject({ status: true, url: one });
    expect(await shown()).toBe(one);
    expect((await customer.put(at('update'), { url: other })).body).toMatchObject({ status: true, url: other });
    expect(await shown()).toBe(other);
    expect((await customer.delete(at('delete'))).body).toEqual({
      status: true,
      message: 'Callback URL deleted successfully in volume data.',
    });
    expect(await shown()).toBeNull();
  });

  it('must be there to be changed, be of this organization and have a URL that is not too long', async () => {
    const [vm, disk] = [await machine(), await volume()];
    const url = 'http://127.0.0.1:9';
    const none = (where: string) => ({
      status: 400,
      body: { status: false, message: `No callback URL is attached to ${where}.`, error_reason: 'bad_request' },
    });
    expect(await customer.put(`${VM}/${vm}/update-callback`, { url })).toMatchObject(none('VM web'));
    expect(await customer.delete(`${VM}/${vm}/delete-callback`)).toMatchObject(none('VM web'));
    expect(await customer.put(`${VOLUME}/${disk}/update-callback`, { url })).toMatchObject(none('volume data'));
    expect(await customer.delete(`${VOLUME}/${disk}/delete-callback`)).toMatchObject(none('volume data'));
    const other = customerOf(mock, mock.credentials.others.infrahub?.otherTenant?.apiKey);
    for (const [verb, call] of [
      ['attach', 'post'],
      ['update', 'put'],
      ['delete', 'delete'],
    ] as const) {
      const ofMachine = await other[call](`${VM}/${vm}/${verb}-callback`, { url });
      expect([ofMachine.status, ofMachine.body.message]).toEqual([404, `VM ${vm} does not exists.`]);
      expect((await other[call](`${VOLUME}/${disk}/${verb}-callback`, { url })).status).toBe(404);
    }
    for (const wrong of [{}, { url: '' }, { url: `${url}/${'x'.repeat(250)}` }])
      expect((await customer.post(`${VM}/${vm}/attach-callback`, wrong)).status).toBe(400);
  });
});
