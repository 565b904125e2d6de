import { refuse } from '../../../../../contracts/core/failure.js';
import { sqlTime } from '../../../../../contracts/core/time.js';
import type { environmentExport as operations } from '../../../../../contracts/vendors/virtuozzo/environment/export.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { AppEnvironment } from '../control/record.js';
import { environmentMeant, environmentNamed } from '../control/rules.js';
import type { ExportedEnvironment } from './record.js';

export const handlers = {
  create({ query, cloud, caller }) {
    const environment = environmentNamed(cloud, caller.holder, query.settings.envName);
    const { envExports } = cloud;
    const id = cloud.nextId('envExport');
    const made = { id, appid: environment.id, nodeid: null, createdOn: cloud.now };
    envExports.add({ ...made, manifest: manifestOf(environment) });
    for (const old of envExports.allKeyed(environment.id).slice(0, -MOST)) envExports.remove(old.id);
    return { status: 200, body: { result: 0 } };
  },

  getList({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const array = cloud.envExports.allKeyed(environment.id).map(one => ({
      id: `${one.id}`,
      envName: environment.name,
      fileName: fileName(environment, one),
      createdOn: sqlTime.format(one.createdOn),
    }));
    return { status: 200, body: { result: 0, response: { result: 0, array } } };
  },

  getManifest({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const { manifest } = need(cloud, environment, query.id, ({ id }) => `${id}` === query.id);
    return { status: 200, body: { result: 0, response: { result: 0, manifest } } };
  },

  delete({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    cloud.envExports.remove(need(cloud, environment, query.id, ({ id }) => `${id}` === query.id).id);
    return { status: 200, body: { result: 0, response: { result: 0 } } };
  },

  deleteExportedData({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const isMeant = (one: ExportedEnvironment): boolean => fileName(environment, one) === query.fileName;
    cloud.envExports.remove(need(cloud, environment, query.fileName, isMeant).id);
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** Exports of an environment that are kept; the oldest go first. */
const MOST = 20;

const fileName = ({ name }: AppEnvironment, { id }: ExportedEnvironment): string => `${name}-${id}.jps`;

function need(
  { envExports }: VirtuozzoCloud,
  { id }: AppEnvironment,
  name: string,
  isMeant: (one: ExportedEnvironment) => boolean,
): ExportedEnvironment {
  const found = envExports.allKeyed(id).find(isMeant);
  if (found === undefined) throw refuse(refusals.noObject, { what: 'export', name });
  return found;
}

/** A manifest that installs an environment of the same nodes. */
function manifestOf({ name, displayName, region, ssl, nodes }: AppEnvironment): string {
  return JSON.stringify({
    type: 'install',
    name: displayName ?? name,
    ssl,
    region,
    nodes: nodes.map(node => ({
      nodeType: node.type,
      nodeGroup: node.group,
      count: 1,
      fixedCloudlets: node.fixed,
      flexibleCloudlets: node.flexible,
      ...(node.displayName !== null && { displayName: node.displayName }),
      ...(node.image !== null && { image: node.image }),
    })),
  });
}
