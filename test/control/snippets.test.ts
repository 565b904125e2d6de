import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../contracts/kit/report/snippets/languages.js';
import { builtIn, createMockServer, type MockServer } from '../../mock-server/index.js';
import acme from '../vendors/acme/index.js';

const vendors = [...builtIn, acme];
const names = ['virtfusion', 'infrahub', 'virtuozzo', 'acme'];

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ vendors, seed: 'shop', clock: 'frozen' });
});
afterAll(() => mock.close());

/** How a snippet is run as its reader would run it; PHP is on no machine of ours. */
const programs = {
  curl: ['sh', '-c'],
  typescript: [process.execPath, '--input-type=module', '-e'],
  python: ['python3', '-c'],
} as const;
const runnable = Object.keys(programs) as (keyof typeof programs)[];

/** What a snippet prints; undefined where its program is not on this machine. */
async function printed(name: keyof typeof programs, text: string, env = {}): Promise<string | undefined> {
  const [file, ...args] = programs[name];
  const { PATH = '' } = process.env;
  try {
    return (await promisify(execFile)(file, [...args, text], { env: { PATH, NO_PROXY: '*', ...env } })).stdout;
  } catch (error) {
    const isMissing = Object(error).code === 'ENOENT' || /not found/.test(String(Object(error).stderr));
    if (isMissing) return undefined;
    throw error;
  }
}

/** A status where it is printed, and what came. */
const REPLY = { curl: /^[[{]/, typescript: /^200 [[{]/, python: /^200 [[{]/ };

describe('the first request to each vendor', () => {
  it.each(['shop', 'empty', 'documented'])('is answered well in a world of the seed %s', async seed => {
    const world = await mock.world({ seed, clock: 'frozen' });
    const { requests, trust } = await world.requests();
    expect(trust).toBeNull();
    expect(Object.keys(requests)).toEqual(names);
    const before = await world.snapshot();
    for (const [vendor, { url, method, headers, operation }] of Object.entries(requests)) {
      expect(url.startsWith(`${world.urls[vendor]}/`)).toBe(true);
      const reply = await fetch(url, { method, headers });
      const body = JSON.parse(await reply.text());
      expect([vendor, reply.status, body.result ?? 0]).toEqual([vendor, 200, 0]);
      const { calls } = await world.journal.list({ vendor });
      expect(calls.at(-1)).toMatchObject({ operation, failure: null });
    }
    // Neither was the world changed when they were tried.
    expect(await world.snapshot()).toEqual(before);
    await world.dispose();
  });

  it('carries the credential of its own world, and is told over HTTP as in process', async () => {
    const world = await mock.world({ seed: 'shop', clock: 'frozen' });
    const { requests } = await world.requests();
    const text = JSON.stringify(requests);
    for (const vendor of names) {
      const valid = Object.values(world.credentials[vendor] ?? {})[0] ?? '';
      expect(text).toContain(valid);
    }
    const told = await fetch(`${mock.url}/__admin/worlds/${world.name}/requests`);
    expect(JSON.parse(await told.text()).requests).toEqual(requests);
    await world.dispose();
  });
});

describe('a snippet', () => {
  it.for(runnable)('works as pasted: %s', async (name, { skip }) => {
    const world = await mock.world({ seed: 'shop', clock: 'frozen' });
    for (const request of Object.values((await world.requests()).requests)) {
      const said = await printed(name, languages[name].write(request));
      if (said === undefined) skip(`there is no program that runs ${name}`);
      expect(said).toMatch(REPLY[name]);
    }
    expect((await world.journal.list()).calls.map(({ vendor, failure }) => [vendor, failure])).toEqual(
      names.map(vendor => [vendor, null]),
    );
    await world.dispose();
  });

  it.for(runnable)('sends a body, and every character as it is: %s', async (name, { skip }) => {
    const world = await mock.world({ seed: 'empty', clock: 'frozen' });
    const box = { name: `it's "$HOME" \\ ü`, size: 'small' };
    const headers = { 'X-Acme-Token': world.credentials.acme?.token ?? '', 'Content-Type': 'application/json' };
    const request = { method: 'POST', url: `${world.urls.acme}/boxes`, headers, body: JSON.stringify(box) };
    const said = await printed(name, languages[name].write(request));
    if (said === undefined) skip(`there is no program that runs ${name}`);
    expect((await world.calls('acme/boxes.create')).map(({ body }) => body)).toEqual([box]);
    await world.dispose();
  });

  it('in PHP says the same, with both characters escaped that single quotes do not take as they are', () => {
    const request = {
      method: 'POST',
      url: 'https://x.example/a?b=1',
      headers: { 'X-Key': "it's" },
      body: '{"a":"\\\\"}',
    };
    expect(languages.php.write(request, { authority: '/a.pem', bundle: '/b.pem' })).toBe(`<?php
$context = stream_context_create([
    'http' => [
        'method' => 'POST',
        'header' => [
            'X-Key: it\\'s',
        ],
        'content' => '{"a":"\\\\\\\\"}',
        'ignore_errors' => true,
    ],
    'ssl' => [
        'cafile' => '/b.pem',
    ],
]);
$reply = file_get_contents('https://x.example/a?b=1', false, $context);
print_r(json_decode($reply, true));
`);
  });
});

describe('a snippet for a server with TLS', () => {
  const tlsFolder = mkdtempSync(join(tmpdir(), 'hostdouble-'));
  let secure: MockServer;
  beforeAll(async () => {
    secure = await createMockServer({ seed: 'empty', clock: 'frozen', tls: true, tlsFolder });
  });
  afterAll(async () => {
    await secure.close();
    rmSync(tlsFolder, { recursive: true });
  });

  it.for(runnable)('trusts it, or says what to set: %s', async (name, { skip }) => {
    const { requests, trust } = await secure.control.worlds.requests();
    const { NODE_EXTRA_CA_CERTS: authority, SSL_CERT_FILE: bundle } = secure.trust ?? {};
    expect(trust).toEqual({ authority, bundle });
    for (const request of Object.values(requests)) {
      const text = languages[name].write(request, trust ?? undefined);
      // Node reads whom to trust when it starts, so its snippet says what to set.
      const [, variable = 'NONE', value] = /\b(NODE_EXTRA_CA_CERTS)=(\S+)/.exec(text) ?? [];
      const said = await printed(name, text, { [variable]: value });
      if (said === undefined) skip(`there is no program that runs ${name}`);
      expect(said).toMatch(REPLY[name]);
    }
  });
});
