import type { Guide } from '../../core/playbook.js';
import { naiveTime } from '../../core/time.js';
import { examples } from './examples.js';

const NAME = 'hostdouble-{tag}';
const MACHINE = 'virtualMachines.list $.instances[*].id';

/** How Infrahub's operations are called with sense. */
export const guide: Guide = {
  examples,
  sources: {
    vm_id: MACHINE,
    'pricebook.calculate:id': MACHINE,
    volume_attachment_id: 'volumes.attach $.volume_attachments[*].id',
  },
  times: { start_date: { form: naiveTime, ago: 30 }, end_date: { form: naiveTime, ago: 0 } },
  sets: {
    'history.organization': { 'query.graph': 'true' },
    'environments.create': { 'body.name': NAME },
    'environments.update': { 'body.name': NAME },
    'keypairs.import': { 'body.name': NAME },
    'keypairs.rename': { 'body.name': NAME },
    'virtualMachines.create': { 'body.name': NAME },
    'volumes.create': { 'body.name': NAME },
  },
  lives: [
    {
      create: 'environments.create',
      gives: { environment_id: '$.environment.id', environment_name: '$.environment.name' },
      destroy: 'environments.delete',
      gone: 'environments.show',
    },
    {
      create: 'keypairs.import',
      gives: { keypair_id: '$.keypair.id', key_name: '$.keypair.name' },
      destroy: 'keypairs.delete',
      gone: 'keypairs.list $.keypairs[*].id',
    },
    {
      create: 'virtualMachines.create',
      gives: { vm_id: '$.instances[0].id' },
      ready: 'virtualMachines.show $.instance.status ACTIVE|SHUTOFF|HIBERNATED',
      destroy: 'virtualMachines.delete',
      gone: 'virtualMachines.show',
    },
    {
      create: 'volumes.create',
      gives: { volume_id: '$.volume.id' },
      ready: 'volumes.show $.volume.status available|in-use',
      destroy: 'volumes.delete',
      gone: 'volumes.show',
    },
  ],
};
