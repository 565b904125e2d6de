import type { VirtuozzoCloud } from '../../cloud.js';

/** What does not hold together about deployments in a cloud that came from a snapshot, each with its place. */
export function* deploymentInconsistencies(cloud: VirtuozzoCloud): Generator<string> {
  const { accounts, deployments, contextProjects, buildProjects, repositories, uploads, archives } = cloud;
  for (const kept of [repositories, uploads, archives])
    for (const [index, { id, owner }] of kept.all().entries()) {
      if (accounts.get(owner) === undefined) yield `${kept.resource}[${index}].owner: there is no such user`;
      if (id > (cloud.ids[kept.kind] ?? 0))
        yield `${kept.resource}[${index}].id: is higher than the highest that was given out`;
    }
  for (const kept of [deployments, contextProjects]) {
    const known = new Set<string>();
    for (const [index, { appid, group, context }] of kept.all().entries()) {
      const place = JSON.stringify([appid, group, context]);
      if (known.has(place)) yield `${kept.resource}[${index}].context: has another already`;
      known.add(place);
    }
  }
  const names = new Set<string>();
  for (const [index, { appid, nodeid, name }] of buildProjects.all().entries()) {
    const place = JSON.stringify([appid, nodeid, name]);
    if (names.has(place)) yield `buildProject[${index}].name: is that of another project of its node`;
    names.add(place);
    const node = cloud.environments.get(appid)?.nodes.find(({ id }) => id === nodeid);
    if (node !== undefined && node.group !== 'build') yield `buildProject[${index}].nodeid: is no build node`;
  }
}
