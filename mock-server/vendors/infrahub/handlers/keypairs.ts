import { createHash } from 'node:crypto';
import { refuse } from '../../../../contracts/core/failure.js';
import type { keypairs as operations } from '../../../../contracts/vendors/infrahub/keypairs.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import type { Keypair } from '../records.js';
import { matches, pageOf } from '../views/common.js';
import { keypairView } from '../views/environment.js';

export const keypairs = {
  list({ query, cloud, caller }) {
    const found = cloud.keypairs.filter(({ org, name }) => org === caller.holder && matches(query.search, name));
    const { records, listed } = pageOf(found, query);
    return {
      status: 200,
      body: {
        status: true,
        message: 'Getting user keypairs successful',
        keypairs: records.map(keypair => shown(cloud, keypair)),
        ...listed,
      },
      cache: 'untilChange',
    };
  },

  import({ body, cloud, caller }) {
    const environment = cloud.named(cloud.environments, body.environment_name, caller.holder);
    if (environment === undefined) throw refuse(refusals.noEnvironment, body.environment_name);
    const key = keyIn(body.public_key);
    if (key === undefined) throw refuse(refusals.badKey);
    refuseTaken(cloud, environment.id, body.name);
    const keypair = cloud.keypairs.add({
      id: cloud.nextId('keypair'),
      org: caller.holder,
      name: body.name,
      environment: environment.id,
      publicKey: body.public_key,
      fingerprint: fingerprintOf(key),
      createdAt: cloud.now,
    });
    const message = 'Keypair is imported successfully';
    return { status: 200, body: { status: true, message, keypair: shown(cloud, keypair) } };
  },

  rename({ params, body, cloud, caller }) {
    const { id, name, environment } = cloud.own(cloud.keypairs, params.id, caller.holder);
    if (body.name !== name) refuseTaken(cloud, environment, body.name);
    const keypair = cloud.keypairs.update(id, { name: body.name });
    const message = `Keypair name updated successfully to ${body.name}`;
    return { status: 200, body: { status: true, message, keypair: shown(cloud, keypair) } };
  },

  delete({ params, cloud, caller }) {
    cloud.keypairs.remove(cloud.own(cloud.keypairs, params.id, caller.holder).id);
    const message = 'Key was successfully deleted. You can still access your existing instances that use this key.';
    return { status: 200, body: { status: true, message } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

/** The kinds of keys the vendor takes. */
const KEY = /^(ssh-rsa|ssh-ed25519|ecdsa-sha2-nistp(?:256|384|521))\s+(\S+)/;

/** The bytes of a public key. They begin with the length and the name of its kind (RFC 4253, 6.6); undefined where no key is. */
function keyIn(text: string): Buffer | undefined {
  const [, kind = '', encoded = ''] = KEY.exec(text.trim()) ?? [];
  const key = Buffer.from(encoded, 'base64');
  return kind !== '' && key.toString('latin1', 4, 4 + kind.length) === kind ? key : undefined;
}

const shown = (cloud: InfrahubCloud, keypair: Keypair) =>
  keypairView(keypair, cloud.environments.need(keypair.environment));

function refuseTaken(cloud: InfrahubCloud, environment: number, name: string): void {
  if (cloud.keypairs.find(keypair => keypair.environment === environment && keypair.name === name) !== undefined)
    throw refuse(refusals.nameTaken, 'Keypair');
}

/** MD5 of the key's bytes, in pairs of digits with colons, as `ssh-keygen -E md5` prints it. */
const fingerprintOf = (key: Buffer): string =>
  (createHash('md5').update(key).digest('hex').match(/../g) ?? []).join(':');
