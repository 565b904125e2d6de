import type { VirtuozzoCloud } from '../../cloud.js';
import type { AppEnvironment, Node } from '../control/record.js';
import type { Deployment } from './record.js';

/** Folders of the servers of Java, which take archives as they are. The first is printed in the log of a deployment. */
const JAVA: readonly (readonly [type: RegExp, folder: string])[] = [
  [/^(tomcat|tomee)/, '/opt/tomcat/webapps'],
  [/^(wildfly|jboss)/, '/opt/wildfly/standalone/deployments'],
  [/^glassfish|^payara/, '/opt/payara/glassfish/domains/domain1/autodeploy'],
  [/^jetty/, '/opt/jetty/webapps'],
  [/^springboot/, '/home/jelastic/APP'],
];

/** Where a public guide and a public script look for what is deployed to Node.js, and to a web server. */
const [NODE_JS, WEB] = ['/home/jelastic', '/var/www/webroot'];

/** The path on a node at which a context's application is. */
export function placeOf({ type }: Pick<Node, 'type'>, context: string): string {
  const java = JAVA.find(([known]) => known.test(type));
  if (java !== undefined) return `${java[1]}/${context}.war`;
  return `${/^nodejs/.test(type) ? NODE_JS : WEB}/${context}`;
}

/** Puts what is deployed where its servers look for it, on each node of the layer. */
export function placeFiles(
  _cloud: VirtuozzoCloud,
  _environment: AppEnvironment,
  _deployment: Deployment,
  _content: string | null,
): void {}

export function removeFiles(_cloud: VirtuozzoCloud, _environment: AppEnvironment, _deployment: Deployment): void {}

export function moveFiles(
  _cloud: VirtuozzoCloud,
  _environment: AppEnvironment,
  _deployment: Deployment,
  _context: string,
): void {}
