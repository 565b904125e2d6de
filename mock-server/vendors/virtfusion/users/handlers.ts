import { Failure, refuse } from '../../../../contracts/core/failure.js';
import { refusals } from '../../../../contracts/vendors/virtfusion/refusals.js';
import type { users as operations } from '../../../../contracts/vendors/virtfusion/users.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import { makeLogin } from '../logins/rules.js';
import { login as loginView } from '../logins/view.js';
import { tellOfUser } from '../webhooks/tell.js';
import type { User } from './record.js';
import { known, needUser, removeUser } from './rules.js';
import { user as view } from './view.js';

/** Lengths of passwords as the vendor's pages print them. */
const CREATED_PASSWORD = 30;

const RESET_PASSWORD = 21;

export const handlers = {
  create({ body, cloud }) {
    const { email, extRelationId = null, relStr = null } = body;
    needFreeEmail(cloud, email);
    if (extRelationId !== null && cloud.userOfRelation(extRelationId) !== undefined)
      throw refuse(refusals.relationTaken);
    if (relStr !== null && cloud.users.find(user => user.relStr === relStr)) throw refuse(refusals.relationStringTaken);
    const id = cloud.nextId('user');
    const user = cloud.users.add({
      id,
      admin: false,
      extRelationId: extRelationId ?? (relStr === null ? null : 0),
      relStr,
      name: body.name,
      email,
      timezone: cloud.timezone,
      twoFactorAuth: false,
      enabled: true,
      selfService: body.selfService ?? 0,
      prepaid: body.selfServiceHourlyCredit ?? false,
      hourlyProfiles: known(cloud.hourlyProfiles, body.selfServiceHourlyGroupProfiles),
      resourceProfiles: known(cloud.resourceProfiles, body.selfServiceResourceGroupProfiles),
      hourlyPack: knownPack(cloud, body.selfServiceHourlyResourcePack),
      created: cloud.now,
      updated: cloud.now,
    });
    tellOfUser(cloud, 'user.create', id);
    const password = cloud.random.letters({ entity: 'user', id, field: 'password' }, CREATED_PASSWORD);
    return { status: 201, body: { data: { ...view(user), password } } };
  },

  show: ({ params, query, cloud }) => ({
    status: 200,
    body: { data: view(needUser(cloud, params, query)) },
  }),

  modify({ params, query, body, cloud }) {
    const user = needUser(cloud, params, query);
    if (body.email !== undefined) needFreeEmail(cloud, body.email, user);
    cloud.users.update(user.id, {
      name: body.name ?? user.name,
      email: body.email ?? user.email,
      selfService: body.selfService ?? user.selfService,
      prepaid: body.selfServiceHourlyCredit ?? user.prepaid,
      enabled: body.enabled ?? user.enabled,
      hourlyProfiles: body.selfServiceHourlyGroupProfiles
        ? known(cloud.hourlyProfiles, body.selfServiceHourlyGroupProfiles)
        : user.hourlyProfiles,
      resourceProfiles: body.selfServiceResourceGroupProfiles
        ? known(cloud.resourceProfiles, body.selfServiceResourceGroupProfiles)
        : user.resourceProfiles,
      hourlyPack:
        body.selfServiceHourlyResourcePack === undefined
          ? user.hourlyPack
          : knownPack(cloud, body.selfServiceHourlyResourcePack),
      updated: cloud.now,
    });
    tellOfUser(cloud, 'user.update', user.id);
    const { name, email, selfService, selfServiceHourlyCredit, enabled } = body;
    const tookEffect = selfServiceHourlyCredit !== undefined && selfServiceHourlyCredit !== user.prepaid;
    const sent = {
      ...(name !== undefined && { name }),
      ...(email !== undefined && { email }),
      ...(selfService !== undefined && { selfService }),
      ...(tookEffect && { selfServiceHourlyCredit }),
      ...(enabled !== undefined && { enabled }),
    };
    return { status: 201, body: { data: Object.keys(sent).length === 0 ? [] : sent } };
  },

  remove({ params, query, cloud }) {
    const user = needUser(cloud, params, query);
    if (cloud.serversOf(user.id).length > 0) throw refuse(refusals.userHasServers);
    removeUser(cloud, user);
    return { status: 204 };
  },

  resetPassword({ params, query, cloud }) {
    const { email } = needUser(cloud, params, query);
    const password = cloud.random.letters(
      { entity: 'passwordReset', id: cloud.nextId('passwordReset'), field: 'password' },
      RESET_PASSWORD,
    );
    return { status: 201, body: { data: { email, password } } };
  },

  loginTokens({ params, query, cloud, caller }) {
    const user = needUser(cloud, params, query);
    return { status: 200, body: { data: loginView(makeLogin(cloud, caller, user, null)) } };
  },

  serverLoginTokens({ params, query, cloud, caller }) {
    const user = needUser(cloud, params, query);
    const server = cloud.servers.need(params.serverId);
    if (server.ownerId !== user.id) throw new Failure('notFound', { resource: 'server', id: server.id });
    return { status: 200, body: { data: loginView(makeLogin(cloud, caller, user, server.id)) } };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;

/** Administrators are apart: the vendor's pages print an administrator and a user with one address. */
function needFreeEmail(cloud: VirtFusionCloud, email: string, own?: User): void {
  const same = email.toLowerCase();
  const holder = cloud.users.find(user => !user.admin && user.email.toLowerCase() === same);
  if (holder !== undefined && holder.id !== own?.id) throw refuse(refusals.emailTaken);
}

/** A limit profile that is not there is passed over, as the vendor's pages show for profiles. */
const knownPack = (cloud: VirtFusionCloud, id: number | null | undefined): number | null =>
  id === null || id === undefined ? null : (cloud.packProfiles.get(id)?.id ?? null);
