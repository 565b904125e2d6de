import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/environment/deployment/refusals.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { uploadAt } from '../../storage/uploads.js';
import { nodesOfLayer } from '../control/nodes.js';
import type { AppEnvironment } from '../control/record.js';
import { moveFiles, placeFiles, placeOf, removeFiles, type UploadedFile } from './places.js';
import type { Deployment } from './record.js';
import { deploymentIn, mustBeLoadable, mustHaveRoom, mustRun, projectIn } from './rules.js';

/** Milliseconds that an archive takes to be there on a node, and seconds from one node to the next where nobody says. */
const DEPLOY_TAKES = 12_000;
const USUAL_DELAY = 30;

/** What is put into a context. */
export type Application = Pick<Deployment, 'type' | 'archive' | 'url' | 'revision' | 'hooks'>;

/** How an archive comes: by address, and under the name that the file has there where no other is given. */
interface ArchiveMeant {
  readonly group: string;
  readonly context: string;
  readonly url: string;
  readonly name: string | undefined;
  readonly hooks: string | null;
}

/** Deploys an archive. Ends the tie of the context to a repository, which would replace it at the next update. */
export function deployArchive(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  { group, context, url, name, hooks }: ArchiveMeant,
): Deployment {
  mustRun(environment);
  mustBeLoadable(url);
  const uploaded = uploadAt(cloud, environment.owner, url);
  const archive = name ?? uploaded?.name ?? lastWord(url);
  if (uploaded?.size === 0) throw refuse(refusals.emptyArchive, { name: archive });
  const done = put(
    cloud,
    environment,
    group,
    context,
    { type: 'ARCHIVE', archive, url, revision: null, hooks },
    uploaded,
  );
  const tied = projectIn(cloud, environment, group, context);
  if (tied !== undefined) cloud.contextProjects.remove(tied.id);
  return done;
}

const lastWord = (url: string): string =>
  url
    .replace(/[?#].*$/, '')
    .split('/')
    .at(-1)
    ?.slice(0, 255) || 'archive';

/** Puts an application into a context; what stood there goes, and its count goes on. */
export function put(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  group: string,
  context: string,
  application: Application,
  file?: UploadedFile,
): Deployment {
  mustRun(environment);
  const before = deploymentIn(cloud, environment, group, context);
  const made = { ...application, size: file?.size ?? null, deployedOn: cloud.now };
  if (before === undefined) mustHaveRoom(cloud.deployments.allKeyed(environment.id).length, 'contexts');
  const done =
    before === undefined
      ? cloud.deployments.add({
          id: cloud.nextId('deployment'),
          appid: environment.id,
          nodeid: null,
          group,
          context,
          version: 1,
          ...made,
        })
      : cloud.deployments.update(before.id, { ...made, version: before.version + 1 });
  // an update of the same sources leaves what else lies beside them
  if (before !== undefined && (before.type === 'ARCHIVE' || before.url !== done.url))
    removeFiles(cloud, environment, before);
  placeFiles(cloud, environment, done, file);
  return done;
}

/** Removes what stands in a context. Refuses where nothing does. */
export function remove(cloud: VirtuozzoCloud, environment: AppEnvironment, group: string, context: string): void {
  const found = deploymentIn(cloud, environment, group, context);
  if (found === undefined) throw refuse(refusals.nothingDeployed, { context });
  cloud.deployments.remove(found.id);
  removeFiles(cloud, environment, found);
}

/** Moves what stands in a context, and its tie to a repository, to one that is free. */
export function rename(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  group: string,
  from: string,
  to: string,
): void {
  const found = deploymentIn(cloud, environment, group, from);
  if (found === undefined) throw refuse(refusals.nothingDeployed, { context: from });
  mustRun(environment);
  if (from === to) return;
  mustBeFree(cloud, environment, group, to);
  moveFiles(cloud, environment, found, to);
  cloud.deployments.update(found.id, { context: to });
  const tied = projectIn(cloud, environment, group, from);
  if (tied !== undefined) cloud.contextProjects.update(tied.id, { context: to });
}

/** Refuses a context in which something stands, or which is tied to a repository. */
export function mustBeFree(cloud: VirtuozzoCloud, environment: AppEnvironment, group: string, context: string): void {
  const isTaken =
    deploymentIn(cloud, environment, group, context) !== undefined ||
    projectIn(cloud, environment, group, context) !== undefined;
  if (isTaken) throw refuse(refusals.contextTaken, { context });
}

/** What each node of the layer says of a deployment. The words are ours. */
export const answersOf = (environment: AppEnvironment, { group, context, archive }: Deployment) =>
  nodesOfLayer(environment, group).map(node => ({
    result: 0 as const,
    nodeid: node.id,
    out: `${archive} -> ${placeOf(node, context)}\nContext [${context}] is deployed\n`,
  }));

/** How long a deployment takes: one node after the other. */
export const takes = (environment: AppEnvironment, group: string, delay = USUAL_DELAY): number =>
  DEPLOY_TAKES + Math.max(0, nodesOfLayer(environment, group).length - 1) * delay * 1000;

/** Two scripts that were sent apart as they are kept; null where none was. */
export const hooksOf = ({
  preDeployHook: preDeploy = '',
  postDeployHook: postDeploy = '',
}: {
  readonly preDeployHook?: string | undefined;
  readonly postDeployHook?: string | undefined;
}): string | null => (preDeploy === '' && postDeploy === '' ? null : JSON.stringify({ preDeploy, postDeploy }));
