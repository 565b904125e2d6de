const { execFile } = require('node:child_process');
const { mkdtemp, readFile, rm, writeFile } = require('node:fs/promises');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { worldForEach } = require('./world.js');

const of = worldForEach();
const ONLY = ['--only', 'packages.*,selfService.currencies'];

let folder;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nightly-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The nightly job: `npx hostdouble check virtfusion`, here against the double that stands for the panel. */
const check = (world, ...args) =>
  new Promise(resolve => {
    const env = { ...process.env, VIRTFUSION_TOKEN: world.credentials.virtfusion.token };
    const all = ['check', 'virtfusion', '--target', world.urls.virtfusion, ...ONLY, ...args];
    execFile('node_modules/.bin/hostdouble', all, { env }, (error, out) => resolve({ code: error?.code ?? 0, out }));
  });

/** What the panel answers one day without telling anybody. */
const drift = (world, operation) => world.overrides.add({ operation, patch: { data: null }, drift: true });

test('a panel that answers as ever is fine', async () => {
  const world = of.world();
  expect(await check(world)).toMatchObject({ code: 0, out: expect.stringContaining('The contract holds') });
});

test('a drift fails the night, is accepted with a reason, and only a new one fails again', async () => {
  const world = of.world();
  const baseline = join(folder, 'hostdouble.baseline.json');
  await drift(world, 'virtfusion/selfService.currencies');
  expect(await check(world)).toMatchObject({ code: 2, out: expect.stringContaining('selfService.currencies') });

  await check(world, '--write-baseline', baseline);
  const accepted = JSON.parse(await readFile(baseline, 'utf8'));
  expect(accepted.allow.length).toBeGreaterThan(0);
  for (const one of accepted.allow) one.reason = 'told the vendor';
  await writeFile(baseline, JSON.stringify(accepted));
  expect((await check(world, '--baseline', baseline)).code).toBe(0);

  await drift(world, 'virtfusion/packages.list');
  const night = await check(world, '--baseline', baseline);
  expect(night).toMatchObject({ code: 2, out: expect.stringContaining('packages.list') });
});
