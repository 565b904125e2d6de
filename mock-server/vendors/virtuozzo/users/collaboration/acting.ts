import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { AppEnvironment } from '../../environment/control/record.js';
import { methodOf } from '../methods.js';
import { mayActFor, mayCall, type Sharing, sharedAs } from './rights.js';

/** Members of the input that name an environment, in all services. */
const NAMES = ['envName', 'srcEnvName', 'targetEnv', 'targetEnvName'];
const IDS = ['targetAppid', 'targetappid'];

/** What can be shared. Everything else is about the caller's own account, whatever environment a call names: money is. */
const OF_OTHERS = /^(environment|marketplace|development|users\.collaboration)\./;
/** Lists of what the caller may see, where the owner's uid is a filter. */
const LISTS =
  /^(environment\.control\.get(envs|envsinfo|basicenvsinfo|envsbycriteria)|users\.collaboration\.get(collaborations|resourceroles))$/;

/**
 * For whom a call acts. One that names an environment which is shared with the caller acts for its owner, if the caller's
 * roles allow the method upon it, and is refused if they do not: no handler has to know, and money, limits and names are
 * the owner's. So does a call that names the owner's account, by `ownerUid`. What is not shared with the caller is left to
 * the handler, for which it is not there.
 */
export function actingFor(cloud: Sharing, uid: number, path: string, query: unknown): number {
  const method = methodOf(path);
  if (!OF_OTHERS.test(method) || LISTS.test(method)) return uid;
  const said = new Map(Object.entries(Object(query)));
  const owner = said.get('ownerUid');
  const isForAccount = typeof owner === 'number' && owner !== uid;
  const named = method.startsWith('users.') ? [] : environmentsNamed(cloud, said);
  const [first] = named;
  if (first === undefined || named.every(environment => environment.owner === uid)) {
    if (!isForAccount) return uid;
    if (!mayActFor(cloud, owner, uid, method)) throw refuse(refusals.notPermitted);
    return owner;
  }
  if (named.some(environment => environment.owner !== first.owner)) return uid;
  const shared = named.map(environment => sharedAs(cloud, uid, environment));
  if (shared.some(one => one.length === 0)) return uid;
  if (isForAccount && owner !== first.owner) throw refuse(refusals.notPermitted);
  if (shared.some(one => !mayCall(cloud, one, method))) throw refuse(refusals.notPermitted);
  return first.owner;
}

/** Living environments of anybody that the input names. One of that name is there at most once on the platform. */
function environmentsNamed(cloud: Sharing, said: ReadonlyMap<string, unknown>): AppEnvironment[] {
  if (cloud.collaborations.size === 0) return [];
  const names = NAMES.map(name => said.get(name)).filter(name => typeof name === 'string' && name !== '');
  const ids = IDS.map(name => said.get(name)).filter(id => typeof id === 'string');
  // Every call may carry an appid. It means an environment only where it could be named, and is not.
  if (said.has('envName') && names.length + ids.length === 0) ids.push(`${said.get('appid')}`);
  return cloud.environments.filter(
    ({ id, name, deletedOn }) => deletedOn === null && (names.includes(name) || ids.includes(id)),
  );
}
