import type { z } from 'zod';
import { refuse } from '../../../../contracts/core/failure.js';
import { utcTime } from '../../../../contracts/core/time.js';
import {
  type accessKeys as operations,
  type shownAccessKey,
  storageRefusals,
} from '../../../../contracts/vendors/infrahub/object-storage.js';
import type { Handlers } from '../../../calls/handler.js';
import { begunSteps } from '../../../domain/money.js';
import type { InfrahubCloud } from '../cloud.js';
import { matches } from '../common.js';
import type { AccessKey } from './record.js';

/** Letters of the key itself, as in the printed ones: `AK` and eighteen letters and digits. */
const KEY_LETTERS = 18;
const SECRET_LETTERS = 40;

/** The key is worked out from its id, so that it is not kept. */
const keyOf = (cloud: InfrahubCloud, id: number): string =>
  `AK${cloud.random.letters({ entity: 'accessKey', id, field: 'key' }, KEY_LETTERS).toUpperCase()}`;

const accessKeyView = (cloud: InfrahubCloud, key: AccessKey): z.output<typeof shownAccessKey> => ({
  access_key: keyOf(cloud, key.id),
  created_at: utcTime.format(key.createdAt),
  description: key.description,
  id: key.id,
  region: key.region,
  user_id: key.user,
});

export const handlers = {
  list({ query, cloud, caller }) {
    const { search, page, page_size: size } = query;
    const found = cloud.accessKeys.filter(
      key => key.org === caller.holder && matches(search, key.description ?? '', keyOf(cloud, key.id)),
    );
    const keys = found.slice((page - 1) * size, page * size);
    return {
      status: 201,
      body: {
        access_keys: keys.map(key => accessKeyView(cloud, key)),
        meta: { count: found.length, current_page: page, total_pages: Math.max(1, begunSteps(found.length, size)) },
      },
    };
  },

  create({ body, cloud, caller }) {
    const id = cloud.nextId('accessKey');
    const { region, description = null } = body;
    const key = cloud.accessKeys.add({
      id,
      org: caller.holder,
      user: cloud.userOf(caller),
      region,
      description,
      createdAt: cloud.now,
    });
    const secret_key = cloud.random.letters({ entity: 'accessKey', id, field: 'secret' }, SECRET_LETTERS);
    return { status: 201, body: { ...accessKeyView(cloud, key), secret_key } };
  },

  delete({ params, cloud, caller }) {
    const id = /^\d{1,12}$/.test(params.access_key_id) ? Number(params.access_key_id) : undefined;
    const key = id === undefined ? undefined : cloud.accessKeys.get(id);
    if (key === undefined || key.org !== caller.holder) throw refuse(storageRefusals.noAccessKey, params.access_key_id);
    cloud.accessKeys.remove(key.id);
    return { status: 200, body: { message: 'Access key deleted successfully' } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
