// `node .ci/release-notes.mjs v1.2.3`: writes what the CHANGELOG says of a version, for its release. Refuses a tag that is not
// the version of package.json, and a version of which the CHANGELOG says nothing: neither may be released.
import { readFileSync } from 'node:fs';

/** The section of a version; throws with what forbids the release. */
export function releaseNotes(tag, { name, version }, changelog) {
  if (tag !== `v${version}`) throw new Error(`the tag is ${tag}, and package.json has ${name} ${version}`);
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find(text => /^\[?([^\]\s]+)/.exec(text)?.[1] === version);
  if (section === undefined) throw new Error(`CHANGELOG.md has no section "## ${version}"`);
  const notes = section.slice(section.indexOf('\n')).trim();
  if (notes === '') throw new Error(`CHANGELOG.md says nothing of ${version}`);
  return notes;
}

if (process.argv[1] === import.meta.filename) {
  const root = new URL('..', import.meta.url);
  const text = path => readFileSync(new URL(path, root), 'utf8');
  try {
    const notes = releaseNotes(process.argv[2] ?? '', JSON.parse(text('package.json')), text('CHANGELOG.md'));
    process.stdout.write(`${notes}\n`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
