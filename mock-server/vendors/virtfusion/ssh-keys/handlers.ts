import { refuse } from '../../../../contracts/core/failure.js';
import { zonedTime } from '../../../../contracts/core/time.js';
import { refusals } from '../../../../contracts/vendors/virtfusion/refusals.js';
import type { sshKeys as operations } from '../../../../contracts/vendors/virtfusion/ssh-keys.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import { stamp } from '../stamp.js';
import type { SshKey } from './record.js';
import { isKey, removeSshKey } from './rules.js';

const sshKeyAdded = (key: SshKey) => ({
  id: key.id,
  name: key.name,
  type: 'OpenSSH',
  createdAt: stamp(key.created),
});

const sshKey = (key: SshKey) => ({
  id: key.id,
  name: key.name,
  publicKey: key.publicKey,
  type: 'OpenSSH',
  enabled: true,
  created: zonedTime.format(key.created),
  updated: zonedTime.format(key.created),
});

export const handlers = {
  add({ body, cloud }) {
    const { id: userId } = cloud.users.need(body.userId);
    if (!isKey(body.publicKey.trim())) throw refuse(refusals.badPublicKey);
    const key = cloud.sshKeys.add({
      id: cloud.nextId('sshKey'),
      userId,
      name: body.name,
      publicKey: body.publicKey.trim(),
      created: cloud.now,
    });
    return { status: 201, body: { data: sshKeyAdded(key) } };
  },
  show: ({ params, cloud }) => ({
    status: 200,
    body: { data: sshKey(cloud.sshKeys.need(params.keyId)) },
  }),
  remove({ params, cloud }) {
    removeSshKey(cloud, params.keyId);
    return { status: 204 };
  },
  listOfUser({ params, cloud }) {
    const { id } = cloud.users.need(params.userId);
    return {
      status: 200,
      body: { data: cloud.sshKeys.filter(({ userId }) => userId === id).map(sshKey) },
    };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;
