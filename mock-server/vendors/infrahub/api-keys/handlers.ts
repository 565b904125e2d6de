import type { z } from 'zod';
import { refuse } from '../../../../contracts/core/failure.js';
import {
  type apiKeys as operations,
  type shownApiKey,
  tooManyKeys,
} from '../../../../contracts/vendors/infrahub/api-keys.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import type { Handlers } from '../../../calls/handler.js';
import { Missing } from '../../../domain/collection.js';
import type { Caller } from '../../../domain/credentials.js';
import type { InfrahubCloud } from '../cloud.js';
import { timeText } from '../common.js';
import { drawnKey } from '../drawn.js';
import type { ApiKey } from './record.js';

const MASK = '********-****-****-****-********';

const keyView = ({ id, name, description, value, createdAt }: ApiKey): z.output<typeof shownApiKey> => ({
  id,
  name,
  description,
  key: `${MASK}${value.slice(-4)}`,
  created_at: timeText(createdAt),
});

export const handlers = {
  list({ cloud, caller }) {
    const api_keys = keysOf(cloud, caller)
      .filter(({ org }) => org === caller.holder)
      .map(keyView);
    return { status: 200, body: { status: true, message: 'Getting API Keys success', api_keys } };
  },

  generate({ body, cloud, caller }) {
    const own = keysOf(cloud, caller);
    if (own.length >= cloud.settings.mostApiKeys) throw refuse(tooManyKeys);
    if (own.some(({ name }) => name === body.name)) throw refuse(refusals.nameTaken, 'API key');
    const user = cloud.userOf(caller);
    const key = cloud.apiKeys.add({
      id: cloud.nextId('apiKey'),
      org: caller.holder,
      user,
      name: body.name,
      description: body.description ?? '',
      value: drawnKey(cloud),
      isLasting: false,
      createdAt: cloud.now,
    });
    const { rights } = caller.credential;
    cloud.credentials.add({
      ...{ scheme: 'apiKey', value: key.value, holder: caller.holder, user },
      ...{ state: 'valid', rights, expires: null },
    });
    const api_key = { ...keyView(key), key: key.value };
    return { status: 200, body: { status: true, message: 'Generating API Key success', api_key } };
  },

  update({ params, body: { name, description }, cloud, caller }) {
    const { id } = ownKey(cloud, caller, params.api_key_id);
    const key = cloud.apiKeys.update(id, { name, ...(description !== undefined && { description }) });
    return { status: 200, body: { status: true, message: 'Updating API Key success', api_key: keyView(key) } };
  },

  delete({ params, cloud, caller }) {
    const key = ownKey(cloud, caller, params.api_key_id);
    if (!key.isLasting) endKey(cloud, key);
    return { status: 200, body: { status: true, message: 'API Key deleted successfully' } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

/** From now on the key is refused. */
export function endKey(cloud: InfrahubCloud, { id, value }: ApiKey): void {
  cloud.credentials.revoke('apiKey', value);
  cloud.apiKeys.remove(id);
}

/** All keys of the person who calls, whatever organisation they are for. */
const keysOf = (cloud: InfrahubCloud, caller: Caller): ApiKey[] => {
  const person = cloud.userOf(caller);
  return cloud.apiKeys.filter(({ user }) => user === person);
};

function ownKey(cloud: InfrahubCloud, caller: Caller, id: number): ApiKey {
  const key = cloud.own(cloud.apiKeys, id, caller.holder);
  if (key.user !== cloud.userOf(caller)) throw new Missing(cloud.apiKeys.resource, id);
  return key;
}
