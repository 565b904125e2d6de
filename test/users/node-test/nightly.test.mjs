import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { worldOf } from './world.mjs';

const ONLY = ['--only', 'packages.*,selfService.currencies'];

/** The nightly job: `npx hostdouble check virtfusion`, here against the double that stands for the panel. */
const check = (world, ...args) =>
  new Promise(resolve => {
    const env = { ...process.env, VIRTFUSION_TOKEN: world.credentials.virtfusion.token };
    const all = ['check', 'virtfusion', '--target', world.urls.virtfusion, ...ONLY, ...args];
    execFile('node_modules/.bin/hostdouble', all, { env }, (error, out) => resolve({ code: error?.code ?? 0, out }));
  });

/** What the panel answers one day without telling anybody. */
const drift = (world, operation) => world.overrides.add({ operation, patch: { data: null }, drift: true });

test('a panel that answers as ever is fine', async t => {
  const { code, out } = await check(await worldOf(t));
  assert.equal(code, 0, out);
  assert.match(out, /The contract holds/);
});

test('a drift fails the night, is accepted with a reason, and only a new one fails again', async t => {
  const world = await worldOf(t);
  const folder = await mkdtemp(join(tmpdir(), 'nightly-'));
  t.after(() => rm(folder, { recursive: true }));
  const baseline = join(folder, 'hostdouble.baseline.json');
  await drift(world, 'virtfusion/selfService.currencies');
  const first = await check(world);
  assert.equal(first.code, 2, first.out);
  assert.match(first.out, /selfService\.currencies/);

  await check(world, '--write-baseline', baseline);
  const accepted = JSON.parse(await readFile(baseline, 'utf8'));
  assert.ok(accepted.allow.length > 0);
  for (const one of accepted.allow) one.reason = 'told the vendor';
  await writeFile(baseline, JSON.stringify(accepted));
  const second = await check(world, '--baseline', baseline);
  assert.equal(second.code, 0, second.out);

  await drift(world, 'virtfusion/packages.list');
  const third = await check(world, '--baseline', baseline);
  assert.equal(third.code, 2, third.out);
  assert.match(third.out, /packages\.list/);
});
