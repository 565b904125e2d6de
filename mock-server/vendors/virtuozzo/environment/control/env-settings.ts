import { refuse } from '../../../../../contracts/core/failure.js';
import type { environmentSettings as operations } from '../../../../../contracts/vendors/virtuozzo/environment/control/env-settings.js';
import {
  propertyExists,
  tooManyProperties,
} from '../../../../../contracts/vendors/virtuozzo/environment/layer-refusals.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { setGroupsOf, takeOutOf } from '../group/groups.js';
import type { EnvironmentProperties } from './layer-record.js';
import { change } from './life.js';
import { nodeMeant } from './nodes.js';
import type { AppEnvironment } from './record.js';
import { environmentMeant, mustHaveSsl, mustPay } from './rules.js';

export const environmentSettings = {
  setEnvDisplayName({ query, cloud, caller }) {
    const { id } = environmentMeant(cloud, caller.holder, query);
    change(cloud, id, { displayName: query.displayName ?? null });
    return { status: 200, body: { result: 0 } };
  },

  setNodeDisplayName({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const named = { ...nodeMeant(environment, query.nodeId), displayName: query.displayName ?? null };
    change(cloud, environment.id, { nodes: environment.nodes.map(node => (node.id === named.id ? named : node)) });
    return { status: 200, body: { result: 0 } };
  },

  setEnvGroup({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    setGroupsOf(cloud, environment, groupsIn(query));
    return { status: 200, body: { result: 0 } };
  },

  attachEnvGroup({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    setGroupsOf(cloud, environment, [...environment.groups, ...groupsIn(query)]);
    return { status: 200, body: { result: 0 } };
  },

  detachEnvGroup({ query, cloud, caller }) {
    takeOutOf(cloud, environmentMeant(cloud, caller.holder, query), query.envGroup);
    return { status: 200, body: { result: 0 } };
  },

  editEnvSettings({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const { sslstate } = query.settings;
    if (sslstate && !environment.ssl) {
      mustPay(cloud, cloud.accounts.need(environment.owner));
      mustHaveSsl(cloud, sslstate);
    }
    change(cloud, environment.id, { ssl: sslstate ?? environment.ssl });
    return { status: 200, body: { result: 0 } };
  },

  addEnvProperty({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const { values } = propertiesOf(cloud, environment);
    const taken = Object.keys(query.properties).find(key => Object.hasOwn(values, key));
    if (taken !== undefined) throw refuse(propertyExists, { key: taken });
    setProperties(cloud, environment, { ...values, ...query.properties });
    return { status: 200, body: { result: 0 } };
  },

  applyEnvProperty({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    setProperties(cloud, environment, { ...propertiesOf(cloud, environment).values, ...query.properties });
    return { status: 200, body: { result: 0 } };
  },

  getEnvProperty({ query, cloud, caller }) {
    const { values } = propertiesOf(cloud, environmentMeant(cloud, caller.holder, query));
    const { propertyKeys: keys = [] } = query;
    const object = keys.length === 0 ? values : only(values, key => keys.includes(key));
    return { status: 200, body: { result: 0, object } };
  },

  removeEnvProperty({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const { values } = propertiesOf(cloud, environment);
    setProperties(
      cloud,
      environment,
      only(values, key => !query.propertyKeys.includes(key)),
    );
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** The groups that a call names, by either name. */
function groupsIn({
  envGroup,
  envGroups,
}: { readonly [Name in 'envGroup' | 'envGroups']?: readonly string[] | undefined }): readonly string[] {
  const groups = envGroup ?? envGroups;
  if (groups === undefined) throw refuse(refusals.invalidParameter, { name: 'envGroup' });
  return groups;
}

type Values = EnvironmentProperties['values'];

const only = (values: Values, isWanted: (key: string) => boolean): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([key]) => isWanted(key)));

const propertiesOf = (
  cloud: VirtuozzoCloud,
  { id }: AppEnvironment,
): Pick<EnvironmentProperties, 'values'> & { readonly id?: number } => {
  const [known] = cloud.environmentProperties.allKeyed(id);
  return known ?? { values: {} };
};

const MOST_PROPERTIES = 100;

function setProperties(cloud: VirtuozzoCloud, environment: AppEnvironment, values: Values): void {
  if (Object.keys(values).length > MOST_PROPERTIES) throw refuse(tooManyProperties, { most: MOST_PROPERTIES });
  const { id } = propertiesOf(cloud, environment);
  if (id !== undefined) cloud.environmentProperties.update(id, { values });
  else cloud.environmentProperties.add({ id: cloud.nextId('property'), appid: environment.id, nodeid: null, values });
}
