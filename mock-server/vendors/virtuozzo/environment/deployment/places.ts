import { Failure } from '../../../../../contracts/core/failure.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { nodesOfLayer } from '../control/nodes.js';
import type { AppEnvironment, Node } from '../control/record.js';
import { movePath } from '../file/carrying.js';
import { fileAt, removePath, writeFile } from '../file/node-files.js';
import type { Deployment } from './record.js';

/** Folders of the servers of Java, which take archives as they are. The first is printed in the log of a deployment. */
const JAVA: readonly (readonly [type: RegExp, folder: string])[] = [
  [/^tom(cat|ee)/, '/opt/tomcat/webapps'],
  [/^wildfly/, '/opt/wildfly/standalone/deployments'],
];

/** Where a public guide and a public script look for what is deployed to Node.js, and to a web server. */
const [NODE_JS, WEB] = ['/home/jelastic', '/var/www/webroot'];

/** The path on a node at which a context's application is: an archive of Java, else a folder. */
export function placeOf({ type }: Pick<Node, 'type'>, context: string): string {
  if (type.startsWith('springboot')) return `/home/jelastic/APP/${context}.jar`;
  const folder = JAVA.find(([known]) => known.test(type))?.[1];
  if (folder !== undefined) return `${folder}/${context}.war`;
  return `${type.startsWith('nodejs') ? NODE_JS : WEB}/${context}`;
}

/** A file that was uploaded. */
export interface UploadedFile {
  readonly size: number;
  /** Null where it was too large to keep. */
  readonly content: string | null;
  readonly isBinary: boolean;
}

/**
 * Puts what is deployed where its servers look for it, on each node of the layer. No archive is unpacked: in a folder it
 * lies as it came, and of sources there is the revision, where Git has it. Of a file from elsewhere the name is all there is.
 */
export function placeFiles(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  { group, context, type, archive, url, revision }: Deployment,
  file?: UploadedFile,
): void {
  const content =
    revision !== null && type !== 'ARCHIVE' ? `${revision}\n` : (file?.content ?? `${archive} of ${url}\n`);
  const options = { isBinary: file?.content != null && file.isBinary };
  for (const node of nodesOfLayer(environment, group)) {
    const place = placeOf(node, context);
    const name = type === 'ARCHIVE' ? archive : type === 'GIT' ? '.git/HEAD' : '.svn/entries';
    const path = /\.[jw]ar$/.test(place) ? place : `${place}/${name}`;
    writeFile(cloud, environment.id, node, path, content, options);
  }
}

/** Takes what was deployed from the nodes; a mount point stays, and what it leads to. */
export function removeFiles(cloud: VirtuozzoCloud, environment: AppEnvironment, { group, context }: Deployment): void {
  for (const node of nodesOfLayer(environment, group))
    whereItIs(cloud, environment, node, context, path => removePath(cloud, environment.id, node, path));
}

/** Moves what was deployed, on each node, to the place of another context. */
export function moveFiles(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  { group, context }: Deployment,
  to: string,
): void {
  for (const node of nodesOfLayer(environment, group))
    whereItIs(cloud, environment, node, context, path =>
      movePath(cloud, environment.id, node, path, placeOf(node, to)),
    );
}

/** Does something with what is deployed on a node, if it is there and nothing is mounted. */
function whereItIs(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  node: Node,
  context: string,
  act: (path: string) => void,
): void {
  const path = placeOf(node, context);
  if (fileAt(cloud, environment.id, node, path) === undefined) return;
  try {
    act(path);
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === 'internal') throw error;
  }
}
