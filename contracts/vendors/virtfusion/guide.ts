import type { Guide } from '../../core/playbook.js';
import { dayTime } from '../../core/time.js';
import { examples } from './examples.js';

const NAME = 'hostdouble-{tag}';

/** How VirtFusion's operations are called with sense. */
export const guide: Guide = {
  examples: {
    ...examples,
    'servers.create': { body: { packageId: 1, userId: 1, hypervisorId: 1 } },
    'servers.build': { params: { serverId: '1' }, body: { operatingSystemId: 1, name: 'hostdouble' } },
    'users.create': {
      body: { name: 'hostdouble', email: 'hostdouble@example.com', extRelationId: 1, sendMail: false },
    },
    'users.modify': { params: { extRelationId: '1' }, body: { enabled: true } },
  },
  sources: {
    userId: 'servers.list $.data[*].owner',
    newOwnerId: 'servers.list $.data[*].owner',
    keyId: 'sshKeys.listOfUser $.data[*].id',
    serverPackageId: 'packages.list $.data[*].id',
    'ipBlocks.show:blockId': 'ipBlocks.list $.data[*].id',
    'ipBlocks.addRange:blockId': 'ipBlocks.list $.data[*].id',
    'traffic.removeBlock:blockId': 'traffic.listBlocks $.data.assigned[*].id',
    creditId: 'selfService.addCredit $.data.id',
    queueId: 'power.restart $.data.queueId',
    templateId: 'servers.templates $.data[*].templates[*].id',
  },
  times: { 'period[]': { form: dayTime, ago: 0 } },
  sets: {
    'servers.show': { 'query.remoteState': 'true' },
    'resourcePacks.show': { 'query.withServers': 'true' },
    'users.create': { 'body.name': NAME, 'body.email': `${NAME}@example.com`, 'body.extRelationId': '{number}' },
    'sshKeys.add': { 'body.name': NAME },
    'servers.create': { 'body.packageId': '{packageId}', 'body.hypervisorId': '{hypervisorGroupId}' },
    'servers.build': { 'body.operatingSystemId': '{templateId}', 'body.name': NAME },
    'selfService.setHourlyResourcePack': { 'body.packId': '1' },
    'serverSettings.rename': { 'body.name': NAME },
  },
  lives: [
    {
      create: 'users.create',
      gives: { extRelationId: '$.data.extRelationId', userId: '$.data.id', newOwnerId: '$.data.id' },
      destroy: 'users.remove',
      gone: 'users.show',
    },
    { create: 'sshKeys.add', gives: { keyId: '$.data.id' }, destroy: 'sshKeys.remove', gone: 'sshKeys.show' },
    {
      create: 'resourcePacks.add',
      gives: { packId: '$.data.id' },
      destroy: 'resourcePacks.remove',
      gone: 'resourcePacks.show',
    },
    {
      create: 'servers.create',
      gives: { serverId: '$.data.id' },
      after: ['servers.build'],
      ready: 'servers.show $.data.tasks.active false',
      destroy: 'servers.remove',
      destroySets: { 'query.delay': '0' },
      gone: 'servers.show',
    },
  ],
};
