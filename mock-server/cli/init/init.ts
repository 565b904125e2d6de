import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { read } from '../../../contracts/core/wire.js';
import type { Vendors } from '../../calls/listed-vendor.js';
import { UsageError } from '../settings.js';
import { firstRequest } from './first-request.js';
import { type Folder, runners } from './runners.js';

const [CONFIG, SEED] = ['hostdouble.config.json', 'hostdouble.seed.json'];

const packageText = read.json(
  z.looseObject({
    type: z.string().optional(),
    dependencies: z.record(z.string(), z.unknown()).optional(),
    devDependencies: z.record(z.string(), z.unknown()).optional(),
  }),
);

/**
 * Writes a configuration, a seed and a test for each way in which this folder is tested, and says what it wrote and what
 * runs it. What is there stays as it is.
 */
export async function init(vendors: Vendors, path: string): Promise<void> {
  const folder = folderAt(path);
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const write = (file: string, content: string): void => say(`${orKept(path, file, content)}${file}`);
  write(SEED, seedText(vendors));
  write(CONFIG, json({ seed: `./${SEED}` }));
  const chosen = chosenFor(folder);
  if (chosen.length === 0)
    return say(`no test: this folder has none of package.json, pyproject.toml, requirements.txt and composer.json`);
  // What was there may be a seed that answers nothing; the test is for one that does.
  const request = await firstRequest(vendors, 'empty');
  for (const name of chosen) {
    const runner = runners[name];
    if (runner === undefined) continue;
    const file = runner.file(folder);
    write(file, runner.test(request, `./${SEED}`));
    say(`  ${name}: ${runner.run(file)}`);
  }
  if (folder.files.includes('package.json') && !folder.packages.includes('hostdouble'))
    say('  npm install --save-dev hostdouble');
}

/** Writes a file unless there is one; answers the beginning of the line that tells. */
function orKept(path: string, file: string, content: string): string {
  const full = join(path, file);
  try {
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content, { flag: 'wx' });
    return 'wrote ';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return 'kept, for it was there: ';
    throw new UsageError(`${file} could not be written (${error instanceof Error ? error.message : error})`);
  }
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** A world that stands still at a date, with room for the calls of each vendor. */
function seedText({ names }: Vendors): string {
  const vendors = names.map(vendor => [vendor, { start: '2026-01-01T00:00:00Z', calls: [] }]);
  return json({ now: '2026-03-01T00:00:00Z', clock: 'frozen', vendors: Object.fromEntries(vendors) });
}

/** The runners that suit a folder, of those of package.json one. */
function chosenFor(folder: Folder): string[] {
  const suiting = Object.keys(runners).filter(name => runners[name]?.suits(folder));
  const ofNode = suiting.filter(name => runners[name]?.isOfNode);
  return suiting.filter(name => !ofNode.includes(name) || name === ofNode[0]);
}

function folderAt(path: string): Folder {
  const files = readdirSync(path);
  if (!files.includes('package.json')) return { files, packages: [], isModule: false };
  const said = packageText.safeParse(readFileSync(join(path, 'package.json'), 'utf8'));
  if (!said.success) throw new UsageError('package.json is no JSON object that npm would read');
  const { type, dependencies = {}, devDependencies = {} } = said.data;
  return {
    files,
    packages: [...Object.keys(dependencies), ...Object.keys(devDependencies)],
    isModule: type === 'module',
  };
}
