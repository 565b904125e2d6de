import { refuse } from '../../../../../contracts/core/failure.js';
import { nameInUse } from '../../../../../contracts/vendors/virtuozzo/environment/deployment/refusals.js';
import type { repositories as operations } from '../../../../../contracts/vendors/virtuozzo/environment/deployment/repositories.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { mustBeRepository, mustHaveRoom, repositoryMeant } from './rules.js';
import { repositoryView } from './view.js';

/** Repositories of the account. */
export const repositories = {
  addRepo({ query, cloud, caller }) {
    const { name, url, type = 'GIT', branch = null, keyId = null, login = null, description = null } = query;
    mustBeRepository(url);
    mustBeFree(cloud, caller.holder, name);
    mustHaveRoom(cloud.repositories.allKeyed(`${caller.holder}`).length, 'repositories');
    const sources = { type, url, branch, login, keyId };
    const id = cloud.nextId('repository');
    const added = cloud.repositories.add({ id, owner: caller.holder, name, description, sources });
    return { status: 200, body: { result: 0, object: repositoryView(added) } };
  },

  getRepos({ query, cloud, caller }) {
    const meant =
      query.id === undefined
        ? cloud.repositories.allKeyed(`${caller.holder}`)
        : [repositoryMeant(cloud, caller.holder, query.id)];
    return { status: 200, body: { result: 0, array: meant.map(repositoryView) } };
  },

  editRepo({ query, cloud, caller }) {
    const before = repositoryMeant(cloud, caller.holder, query.id);
    const { name = before.name, description = before.description } = query;
    if (name !== before.name) mustBeFree(cloud, caller.holder, name);
    if (query.url !== undefined) mustBeRepository(query.url);
    const { type, url, branch, login, keyId } = before.sources;
    const changed = cloud.repositories.update(before.id, {
      name,
      description,
      sources: {
        type: query.type ?? type,
        url: query.url ?? url,
        branch: query.branch ?? branch,
        login: query.login ?? login,
        keyId: query.keyId ?? keyId,
      },
    });
    return { status: 200, body: { result: 0, object: repositoryView(changed) } };
  },

  removeRepo({ query, cloud, caller }) {
    cloud.repositories.remove(repositoryMeant(cloud, caller.holder, query.id).id);
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** Refuses a name that another repository of the account has: clients find them by it. */
function mustBeFree(cloud: VirtuozzoCloud, uid: number, name: string): void {
  if (cloud.repositories.allKeyed(`${uid}`).some(known => known.name === name))
    throw refuse(nameInUse, { what: 'repository', name });
}
