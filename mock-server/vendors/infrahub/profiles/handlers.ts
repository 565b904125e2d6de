import type { z } from 'zod';
import type { profiles as operations, shownProfile } from '../../../../contracts/vendors/infrahub/profiles.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import { timeText } from '../common.js';
import type { Profile } from './record.js';
import { keepProfile } from './rules.js';

const profileView = ({ id, name, description, data, createdAt }: Profile): z.output<typeof shownProfile> => ({
  id,
  name,
  description,
  data,
  created_at: timeText(createdAt),
});

export const handlers = {
  list({ cloud, caller }) {
    const found = cloud.profiles.filter(({ org }) => org === caller.holder);
    return {
      status: 200,
      body: { status: true, message: 'Getting profiles success.', profiles: found.map(profileView) },
    };
  },

  create({ body, cloud, caller }) {
    const made = keepProfile(cloud, caller.holder, body);
    return { status: 201, body: { status: true, message: 'Profile created successfully', profile: profileView(made) } };
  },

  show({ params, cloud, caller }) {
    const found = profileView(cloud.own(cloud.profiles, params.id, caller.holder));
    return { status: 200, body: { status: true, message: 'Profile details retrieved successfully.', profile: found } };
  },

  delete({ params, cloud, caller }) {
    cloud.profiles.remove(cloud.own(cloud.profiles, params.id, caller.holder).id);
    return { status: 200, body: { status: true, message: 'Profile deleted successfully.' } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
