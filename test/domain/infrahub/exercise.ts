import { naiveTime } from '../../../contracts/core/time.js';
import { MINUTE } from '../../../mock-server/domain/clock.js';
import { type Customer, ENVIRONMENT, KEY } from './steps.js';

const DAY = 24 * 60 * MINUTE;

/** Calls every operation, on all that is there; each answer is held to the contract, whatever it is. */
export function exercise({ cloud, call, advance }: Customer): string {
  const told: string[] = [];
  const get = (path: string, search?: string) => told.push(call('GET', path, search).text);
  const range = `start_date=${naiveTime.format(cloud.now - 40 * DAY)}&end_date=${naiveTime.format(cloud.now + DAY)}`;
  const machines = cloud.machines.all().map(({ id }) => id);
  const volumes = cloud.volumes.all().map(({ id }) => id);

  const read = (): void => {
    for (const path of ['/billing/billing/usage', '/billing/billing/last-day-cost', '/billing/user-credit/credit'])
      get(path);
    get('/billing/billing/history', `${range}&graph=true`);
    for (const [kind, ids] of [['virtual-machine', machines] as const, ['volume', volumes] as const]) {
      get(`/billing/billing/history/${kind}`, range);
      for (const id of ids) {
        for (const below of ['', '/graph']) get(`/billing/billing/history/${kind}/${id}${below}`, range);
        get(`/billing/billing/${kind}/${id}/billing-events`, range);
        get(`/pricebook/calculate/resource/${kind}/${id}`);
        get(`/core/${kind}s/${id}`);
      }
    }
    for (const id of machines) {
      for (const below of ['', '/graph']) get(`/billing/billing/virtual-machine/${id}/sub-resource${below}`, range);
      get(`/core/virtual-machines/${id}/events`);
    }
    for (const what of ['environments', 'keypairs', 'virtual-machines', 'volumes', 'stocks']) get(`/core/${what}`);
    for (const { id } of cloud.environments.all())
      for (const below of ['', '/vm-quota']) get(`/core/environments/${id}${below}`);
  };

  read();
  const send = (method: string, path: string, body?: unknown) => told.push(call(method, path, '', body).text);
  send('POST', '/core/environments', { name: 'one more', region: 'US-1' });
  send('POST', '/core/keypairs', { environment_name: ENVIRONMENT, name: 'more', public_key: KEY });
  send('POST', '/core/volumes', { name: 'more', environment_name: ENVIRONMENT, volume_type: 'Cloud-SSD', size: 7 });
  send('POST', '/core/virtual-machines', {
    name: 'one-more',
    environment_name: ENVIRONMENT,
    image_name: 'Ubuntu Server 24.04 LTS (Noble Numbat)',
    flavor_name: 'n1-cpu-xlarge',
    key_name: 'key',
    count: 2,
    create_bootable_volume: true,
    assign_floating_ip: true,
  });
  for (const id of machines) {
    send('POST', `/core/virtual-machines/${id}/attach-floatingip`);
    for (const volume of volumes.slice(0, 2))
      send('POST', `/core/virtual-machines/${id}/attach-volumes`, { volume_ids: [volume] });
    for (const what of ['stop', 'start', 'hibernate', 'hibernate-restore']) {
      get(`/core/virtual-machines/${id}/${what}`);
      advance(25_000);
    }
  }
  advance(DAY);
  read();
  for (const id of machines) send('DELETE', `/core/virtual-machines/${id}`);
  advance(MINUTE);
  for (const id of volumes) send('DELETE', `/core/volumes/${id}`);
  for (const { id } of cloud.keypairs.all()) send('DELETE', `/core/keypair/${id}`);
  advance(MINUTE);
  for (const { id } of cloud.environments.all()) send('DELETE', `/core/environments/${id}`);
  read();
  return told.join('\n');
}
