import type { VirtuozzoCloud } from '../../cloud.js';
import { equipNewNodes } from './new-nodes.js';
import type { AppEnvironment, EnvironmentTerms } from './record.js';

/** A new environment with these nodes, running and charged from now on. */
export function open(
  cloud: VirtuozzoCloud,
  owner: number,
  environment: Pick<
    AppEnvironment,
    'name' | 'displayName' | 'region' | 'isHighlyAvailable' | 'ssl' | 'groups' | 'nodes'
  >,
): AppEnvironment {
  const number = cloud.nextId('environment');
  const opened = cloud.environments.add({
    id: cloud.random.hex({ entity: 'environment', id: number, field: 'appid' }, 32),
    owner,
    createdOn: cloud.now,
    deletedOn: null,
    state: 'running',
    isSuspended: false,
    busy: null,
    ...environment,
  });
  return charge(cloud, opened);
}

/** Changes an environment, and from now on what it is charged for. */
export function change(
  cloud: VirtuozzoCloud,
  appid: string,
  changed: Partial<Omit<AppEnvironment, 'id'>>,
): AppEnvironment {
  const before = cloud.environments.need(appid).nodes;
  const environment = cloud.environments.update(appid, changed);
  if (changed.nodes !== undefined || changed.state !== undefined || changed.deletedOn !== undefined)
    cloud.belongings.follow(environment);
  if (changed.nodes !== undefined && environment.deletedOn === null) equipNewNodes(cloud, environment, before);
  return CHARGED_BY.some(member => changed[member] !== undefined) ? charge(cloud, environment) : environment;
}

/** All that an environment is charged by. */
const CHARGED_BY = ['ssl', 'state', 'nodes', 'deletedOn'] as const;

/** From now on the environment is gone and costs nothing; its record and its bill stay. */
export function end(cloud: VirtuozzoCloud, appid: string): void {
  change(cloud, appid, { deletedOn: cloud.now, isSuspended: false });
}

function charge({ charged, now }: VirtuozzoCloud, environment: AppEnvironment): AppEnvironment {
  const { id, deletedOn } = environment;
  const terms = termsOf(environment);
  if (deletedOn !== null) charged.stop(id, now);
  else if (!isSame(charged.current(id), terms)) charged.charge(id, now, terms);
  return environment;
}

/** While it does not run an environment is charged for disk space and addresses only. */
export function termsOf({ ssl, state, nodes }: AppEnvironment): EnvironmentTerms {
  const runs = state === 'running';
  return {
    ssl,
    nodes: nodes.map(({ id, type, fixed, flexible, disk, ipv4, ipv6 }) => ({
      id,
      type,
      fixed: runs ? fixed : 0,
      flexible: runs ? flexible : 0,
      disk,
      ipv4: ipv4.length,
      ipv6: ipv6.length,
    })),
  };
}

/** Terms are made by `termsOf` alone, so that their members stand in one order. */
export const isSame = (one: EnvironmentTerms | undefined, other: EnvironmentTerms): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
