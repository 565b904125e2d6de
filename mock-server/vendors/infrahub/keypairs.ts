import { createHash } from 'node:crypto';
import { z } from 'zod';
import { refuse } from '../../../contracts/core/failure.js';
import {
  keyTypes,
  type keypairs as operations,
  type shownKeypair,
} from '../../../contracts/vendors/infrahub/keypairs.js';
import { refusals } from '../../../contracts/vendors/infrahub/refusals.js';
import type { Handlers } from '../../calls/handler.js';
import type { Collection } from '../../domain/collection.js';
import { readPublicKey } from '../../domain/ssh-key.js';
import { askedFor, featuresOf, matches, pageOf, timeText } from './common.js';
import { instant, recordId, recordName } from './scalars.js';
import type { TenantCloud } from './tenant-cloud.js';

export const keypair = z
  .strictObject({
    id: recordId,
    org: recordId,
    name: recordName,
    environment: recordId,
    publicKey: z.string().min(1),
    fingerprint: z.string().regex(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/),
    createdAt: instant,
  })
  .readonly();
export type Keypair = z.output<typeof keypair>;

/** What of a cloud key pairs have to do with. */
type KeypairCloud = TenantCloud & { readonly keypairs: Collection<Keypair> };

export function keypairView(
  cloud: KeypairCloud,
  { environment: place, ...keypair }: Keypair,
): z.output<typeof shownKeypair> {
  const environment = cloud.environments.need(place);
  return {
    id: keypair.id,
    name: keypair.name,
    environment: { id: environment.id, name: environment.name, features: featuresOf(environment) },
    public_key: keypair.publicKey,
    fingerprint: keypair.fingerprint,
    created_at: timeText(keypair.createdAt),
  };
}

export const handlers = {
  list({ query, cloud, caller }) {
    const found = cloud.keypairs.listed(
      askedFor(caller.holder, query.search),
      ({ org, name }) => org === caller.holder && matches(query.search, name),
    );
    const { records, listed } = pageOf(found, query);
    return {
      status: 200,
      body: {
        status: true,
        message: 'Getting user keypairs successful',
        keypairs: records.map(keypair => keypairView(cloud, keypair)),
        ...listed,
      },
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
    return { status: 200, body: { status: true, message, keypair: keypairView(cloud, keypair) } };
  },

  rename({ params, body, cloud, caller }) {
    const { id, name, environment } = cloud.own(cloud.keypairs, params.id, caller.holder);
    if (body.name !== name) refuseTaken(cloud, environment, body.name);
    const keypair = cloud.keypairs.update(id, { name: body.name });
    const message = `Keypair name updated successfully to ${body.name}`;
    return { status: 200, body: { status: true, message, keypair: keypairView(cloud, keypair) } };
  },

  delete({ params, cloud, caller }) {
    cloud.keypairs.remove(cloud.own(cloud.keypairs, params.id, caller.holder).id);
    const message = 'Key was successfully deleted. You can still access your existing instances that use this key.';
    return { status: 200, body: { status: true, message } };
  },

  types() {
    const message = 'Getting supported keypair public key types successful';
    return { status: 200, body: { status: true, message, supported_key_types: [...keyTypes] } };
  },
} satisfies Handlers<typeof operations, KeypairCloud>;

/** The bytes of a public key of a kind that may be imported; undefined where no such key is. */
function keyIn(text: string): Buffer | undefined {
  const key = readPublicKey(text);
  return keyTypes.some(type => type === key?.type) ? key?.bytes : undefined;
}

function refuseTaken(cloud: KeypairCloud, environment: number, name: string): void {
  if (cloud.keypairs.find(keypair => keypair.environment === environment && keypair.name === name) !== undefined)
    throw refuse(refusals.nameTaken, 'Keypair');
}

/** MD5 of the key's bytes, in pairs of digits with colons, as `ssh-keygen -E md5` prints it. */
const fingerprintOf = (key: Buffer): string =>
  (createHash('md5').update(key).digest('hex').match(/../g) ?? []).join(':');
