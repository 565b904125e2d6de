// Holds the OpenAPI documents to the tools that users read them with: redocly's linter, openapi-typescript, and orval, whose
// output must compile. They bring some three hundred packages, so they are installed aside. `node .ci/documents.mjs [folder]`
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const TOOLS = ['@redocly/cli@2.77.0', 'openapi-typescript@7.13.0', 'orval@7.13.2', 'typescript@5.9.3'];
const command = resolve(import.meta.dirname ?? '.ci', '../dist/lib/main.js');
const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'hostdouble-documents-'));
mkdirSync(folder, { recursive: true });
const run = (name, args, how = {}) =>
  execFileSync(name, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], ...how });

const { vendors } = JSON.parse(run(process.execPath, [command, 'coverage', '--json']));

writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
run('npm', ['i', '--no-audit', '--no-fund', '--ignore-scripts', ...TOOLS]);
// Paths that two routes match are the vendors' own, and a double keeps them.
writeFileSync(join(folder, 'redocly.yaml'), 'extends: [recommended]\nrules:\n  no-ambiguous-paths: off\n');

const strict = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler'];
for (const name of [...Object.keys(vendors), 'control']) {
  const document = `${name}.json`;
  writeFileSync(join(folder, document), run(process.execPath, [command, 'openapi', name], { maxBuffer: 2 ** 26 }));
  const { totals, problems } = JSON.parse(
    run('npx', ['redocly', 'lint', document, '--format=json', '--max-problems=1000']),
  );
  if (totals.errors + totals.warnings > 0) throw new Error(`${name}: ${JSON.stringify(problems, null, 1)}`);
  run('npx', ['openapi-typescript', document, '-o', `${name}.d.ts`]);
  run('npx', ['orval', '--input', document, '--output', `${name}.client.ts`, '--client', 'fetch']);
  run('npx', ['tsc', ...strict, '--lib', 'es2022,dom,dom.iterable', `${name}.d.ts`, `${name}.client.ts`]);
  process.stdout.write(`${name}: ${TOOLS.slice(0, 3).join(', ')} find nothing to say\n`);
}
