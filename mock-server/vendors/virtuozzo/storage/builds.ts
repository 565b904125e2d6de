import type { VirtuozzoCloud } from '../cloud.js';
import type { BuildProject } from '../environment/deployment/record.js';

/** The archive that a build node made of a project's sources: where it is, and how large. */
export function archiveOfBuild(
  { random, settings }: VirtuozzoCloud,
  { name, nodeid, sources }: BuildProject,
  revision: string,
): { readonly name: string; readonly url: string; readonly size: number } {
  const draw = { entity: 'build', id: `${sources.url}/${revision}`, field: 'size' };
  return {
    name: `${name}.war`,
    url: `http://node${nodeid}.${settings.platform}/${encodeURIComponent(name)}.war`,
    size: random.integer(draw, 2_000_000, 60_000_000),
  };
}

/** Lists what was built with the archives of the account, in place of an earlier build of the project. */
export function register(cloud: VirtuozzoCloud, owner: number, project: BuildProject, revision: string): void {
  const { name, url, size } = archiveOfBuild(cloud, project, revision);
  const comment = `${project.sources.url} ${revision}`;
  const built = { name, url, size, comment, registeredOn: cloud.now };
  const before = cloud.archives.allKeyed(`${owner}`).find(archive => archive.url === url);
  if (before === undefined) cloud.archives.add({ id: cloud.nextId('archive'), owner, link: '0', ...built });
  else cloud.archives.update(before.id, built);
}
