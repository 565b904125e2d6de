// What the packages in a build are under: their licences ask to go where their code goes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;
const LICENCE = /^(licen[cs]e|copying|notice)/i;

/** The name, version and licence of each package that has a module in a build. Throws for one that says nothing of its licence. */
export function licencesOf(modules) {
  const folders = new Set(modules.flatMap(id => PACKAGE.exec(id)?.[0] ?? []));
  return [...folders]
    .map(licenceIn)
    .sort()
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function licenceIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder, { withFileTypes: true }).filter(file => file.isFile() && LICENCE.test(file.name));
  if (license === undefined && files.length === 0) throw new Error(`${name} says nothing of its licence`);
  const texts = files.map(file => readFileSync(join(folder, file.name), 'utf8').trim());
  return `${[`${name} ${version} (${license})`, ...texts].join('\n\n')}\n`;
}
