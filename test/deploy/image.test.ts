import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { validate } from 'dockerfile-utils';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serverOptions } from '../../mock-server/options.js';
import { context, copyOf, isLetIn, restsOf, stageNamed, stages } from './dockerfile.js';

const last = stageNamed();
const isBuilt = (base: string): boolean => stages.some(({ name }) => name === base);

describe('the Dockerfile', () => {
  it('is one', () => expect(validate(readFileSync(`${context}Dockerfile`, 'utf8'))).toEqual([]));

  it('stands on bases of a version, with the Node that is developed with', () => {
    const node = readFileSync(`${context}.nvmrc`, 'utf8').trim();
    for (const { base } of stages.filter(({ base }) => !isBuilt(base))) expect(base).toMatch(`node:${node}-`);
  });

  it('takes nothing from elsewhere, and no package of a system', () => {
    const words = stages.flatMap(({ instructions }) => instructions);
    expect(words.filter(({ word }) => word === 'ADD')).toEqual([]);
    const runs = words.filter(({ word }) => word === 'RUN').map(({ rest }) => rest);
    expect(runs.filter(run => /\b(apt|apt-get|apk|curl|wget|sudo)\b|--force|\bcd /.test(run))).toEqual([]);
    // What the lock file says, and no script of a package.
    for (const run of runs.filter(run => /npm (ci|install|i)\b/.test(run)))
      expect(run).toMatch(/^npm ci .*--ignore-scripts/);
  });

  it('holds the package and what it needs when it runs, and belongs to root', () => {
    expect(restsOf(last, 'RUN')).toEqual([]);
    const copies = restsOf(last, 'COPY').map(copyOf);
    expect(copies.map(({ from }) => from)).toEqual(copies.map(() => 'package'));
    expect(copies.filter(({ owner }) => owner !== undefined).map(({ target }) => target)).toEqual(['/data']);
    const made = stageNamed('package');
    expect(restsOf(made, 'RUN')[0]).toContain('--omit=dev');
  });

  it('runs as no root, by number, and ends as it is asked to', () => {
    const order = last.instructions.map(({ word }) => word);
    expect(restsOf(last, 'USER')).toEqual([expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/)]);
    expect(order.indexOf('USER')).toBeLessThan(order.indexOf('ENTRYPOINT'));
    expect(restsOf(last, 'STOPSIGNAL')).toEqual(['SIGTERM']);
    // Without a shell between, which would keep the signal to itself.
    for (const word of ['ENTRYPOINT', 'CMD']) expect(JSON.parse(restsOf(last, word)[0] ?? '')).toBeInstanceOf(Array);
    expect(restsOf(last, 'HEALTHCHECK')).toEqual([expect.stringMatching(/ CMD \["node", "\/opt\/hostdouble\/.*"\]$/)]);
  });

  it('says no secret, and the port that is served', () => {
    const said = stages.flatMap(stage => [...restsOf(stage, 'ENV'), ...restsOf(stage, 'ARG')]);
    expect(said.filter(text => /token|password|secret|key/i.test(text))).toEqual([]);
    expect(restsOf(last, 'EXPOSE')).toEqual([String(serverOptions.parse({}).port)]);
  });

  it('copies what there is, and what is let in', () => {
    const sources = stages
      .flatMap(stage => restsOf(stage, 'COPY'))
      .map(copyOf)
      .filter(({ from }) => from === undefined)
      .flatMap(copy => copy.sources)
      .filter(source => source !== '.');
    for (const source of sources)
      expect([source, existsSync(context + source) && isLetIn(source)]).toEqual([source, true]);
    for (const path of ['.env', '.git', 'node_modules', 'dist', 'worlds.db', 'test/cli', '.github/workflows'])
      expect([path, isLetIn(path)]).toEqual([path, false]);
    for (const path of ['mock-server/index.ts', 'README.md', '.github/pictures/money.webp', 'test/vendors/acme'])
      expect([path, isLetIn(path)]).toEqual([path, true]);
  });
});

describe('its health check', () => {
  const check = (env: Record<string, string>): Promise<unknown> =>
    new Promise(resolve =>
      execFile(process.execPath, [`${context}.deploy/healthy.mjs`], { env }, error => resolve(error?.code ?? 0)),
    );

  /** A server that answers one path with a status. */
  async function answering(status: number): Promise<string> {
    const server: Server = createServer(({ url }, reply) =>
      reply.writeHead(url === '/__admin/health/ready' ? status : 404).end(),
    );
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => new Promise(resolve => server.close(() => resolve())));
    return String((server.address() as AddressInfo).port);
  }

  it('is good when the server is ready', async () => {
    expect(await check({ HOSTDOUBLE_PORT: await answering(200) })).toBe(0);
  });

  it('is bad when it is not, when it speaks otherwise, and when nothing is there', async () => {
    const port = await answering(503);
    expect(await check({ HOSTDOUBLE_PORT: port })).toBe(1);
    expect(await check({ HOSTDOUBLE_PORT: port, HOSTDOUBLE_TLS: 'true' })).toBe(1);
    expect(await check({ HOSTDOUBLE_PORT: '1' })).toBe(1);
  });
});
