import { afterEach, describe, expect, it, vi } from 'vitest';
import { formats } from '../../contracts/kit/report/formats/index.js';
import { type HostileTrial, hostileTrial, PLANTED } from './hostile.js';
import { asCase, hostileEndpoints, MIB, ofTls } from './hostile-endpoints.js';
import { values } from './hostile-values.js';

afterEach(() => vi.unstubAllEnvs());

/** Nothing of a report may be taken for a command by what shows it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const COMMANDS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

function expectHarmless({ report, requests, stolen, bytes, grown, waits }: HostileTrial): void {
  expect(stolen).toEqual([]);
  expect(requests.filter(request => request.includes('/stolen'))).toEqual([]);
  // What is not asked in the name of the user does not carry what is his.
  for (const request of requests) if (/^GET \/__admin/.test(request)) expect(request).not.toContain(PLANTED);
  const texts = {
    ...Object.fromEntries(Object.entries(formats).map(([name, write]) => [name, write(report)])),
    waits: waits.join('\n'),
  };
  for (const [name, text] of Object.entries(texts)) {
    expect([name, text.toLowerCase().includes(PLANTED.toLowerCase())]).toEqual([name, false]);
    expect([name, COMMANDS.exec(text)?.[0]]).toEqual([name, undefined]);
  }
  for (const line of formats.github(report).split('\n')) expect(line).toMatch(/^(::(error|warning|notice) .*)?$/);
  expect(bytes).toBeLessThan(200 * MIB);
  expect(grown).toBeLessThan(400);
  expect(report.milliseconds).toBeLessThan(20_000);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
}

const all = { ...hostileEndpoints, values };

describe.each(Object.entries(all))('an endpoint of %s', (kind, cases) => {
  // Only of those that hang is the end to be waited for.
  const timeout = kind === 'bodies' || kind === 'heads' ? 250 : 5000;
  it.each(cases.map(asCase))('$what does no harm', async ({ answer, said, options }) => {
    if (options?.until !== undefined) vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const trial = await hostileTrial(answer, { timeout, ...options });
    expect(trial.report.sentence).toMatch(said);
    expect(trial.requests.length).toBeGreaterThan(0);
    expectHarmless(trial);
  });
});

describe('an endpoint whose TLS', () => {
  it.each(ofTls.map(asCase))('$what gets no credential', async ({ answer, said, options }) => {
    const trial = await hostileTrial(answer, options);
    expect(trial.report).toMatchObject({ exitCode: 3, sentence: expect.stringMatching(said) });
    if (options?.until !== undefined) expect(trial.requests).toEqual([]);
    expectHarmless(trial);
  });
});
