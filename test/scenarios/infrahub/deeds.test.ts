import { expect, test } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, machineIn, settleIn } from './customer.js';

let mock: MockServer;
let customer: Customer;
const wait = (by: string) => mock.control.clock.advance({ by });

doubleForEach('2026-03-02T08:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});

test('whatever is done to a machine is noted on it, and how it ended', async () => {
  const place = await settleIn(customer, 'place', 'CANADA-1');
  const made = await customer.post('/core/virtual-machines', machineIn('place', 'web', 'n1-cpu-small'));
  const { id } = made.body.instances[0];
  const path = `/core/virtual-machines/${id}`;
  await wait('PT1M');
  const since = async () => {
    const { instance_events: events } = (await customer.get(`${path}/events`)).body;
    const fresh = events.slice(seen).map(({ reason }: { reason: string }) => reason);
    seen = events.length;
    return fresh;
  };
  let seen = 0;
  expect(await since()).toEqual(['InstanceCreationRequest', 'InstanceCreationSuccess']);

  await customer.get(`${path}/request-console`);
  await customer.post(`${path}/logs`, { length: 10 });
  await wait('PT10S');
  expect(await since()).toEqual(['GenerateVNCConsoleRequest', 'GetInstanceLogsRequest', 'GenerateVNCConsoleSuccess']);

  await customer.patch(`${path}/enhanced-metrics`, { enabled: true });
  await customer.put(`${path}/label`, { labels: ['kept'] });
  expect(await since()).toEqual(['ToggleEnhancedMetricsRequest', 'EditInstanceLabelsRequest']);

  const firewall = (await customer.post('/core/firewalls', { name: 'web', environment_id: place })).body.firewall.id;
  const guard = (vms: number[]) => customer.post(`/core/firewalls/${firewall}/update-attachments`, { vms });
  for (const vms of [[id], [id], []]) await guard(vms);
  expect(await since()).toEqual(['AttachFirewallsToInstanceRequest', 'AttachFirewallsToInstanceRequest']);

  const snapshot = (name: string) => customer.post(`${path}/snapshots`, { name, description: 'before' });
  await snapshot('one');
  await wait('PT1M');
  expect(await since()).toEqual(['CreateSnapshotFromInstanceRequest', 'CreateSnapshotFromInstanceSuccess']);
  const text = 'no space left';
  await mock.control.faults.add({ operation: 'virtualMachines.createSnapshot', failure: 'taskFails', text, times: 1 });
  await snapshot('two');
  await wait('PT1M');
  expect(await since()).toEqual(['CreateSnapshotFromInstanceRequest', 'CreateSnapshotFromInstanceFailed']);
  const { instance_events: events } = (await customer.get(`${path}/events`)).body;
  expect(events.at(-1).message).toBe(text);
});
