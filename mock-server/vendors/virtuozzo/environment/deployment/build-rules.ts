import type { VirtuozzoCloud } from '../../cloud.js';
import { nodesOrAll } from '../control/nodes.js';
import type { AppEnvironment } from '../control/record.js';
import { takes } from './deploy.js';
import { BUILD_TAKES, buildIt, deployBuild, mustHaveTarget } from './follow.js';
import type { BuildProject } from './record.js';
import { buildNodeMeant } from './rules.js';

/** The projects of a build node; where none is named, of all that the environment or a layer has. */
export function projectsOfNodes(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  { nodeId, nodeGroup }: { readonly nodeId?: number | undefined; readonly nodeGroup?: string | undefined },
): BuildProject[] {
  if (nodeId !== undefined) buildNodeMeant(environment, nodeId);
  const nodes = nodesOrAll(environment, { nodeGroup });
  return cloud.buildProjects
    .allKeyed(environment.id)
    .filter(({ nodeid }) => nodes.some(({ id }) => id === nodeid) && (nodeId === undefined || nodeid === nodeId));
}

/** Builds and deploys a project, or refuses before anything is built; answers what it takes, and where it stands then. */
export function buildAndDeploy(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  project: BuildProject,
  { looks, delay }: { readonly looks: boolean; readonly delay?: number | undefined },
): { readonly length: number; readonly appid: string } {
  mustHaveTarget(cloud, environment, project);
  buildIt(cloud, environment, project, { looks, publishes: true });
  const target = deployBuild(cloud, environment, project);
  return { length: BUILD_TAKES + takes(target.environment, target.group, delay), appid: target.environment.id };
}
