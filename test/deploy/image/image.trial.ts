import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { context, copyOf, isLetIn, restsOf, type Stage, stageNamed, stages } from '../dockerfile.js';

/**
 * Does what the Dockerfile says, step by step, in folders instead of images, and starts what comes out of it as no root: for
 * a machine that has no engine for images. What an engine alone knows (the bases, when it asks for health) is tried where
 * there is one, `.github/workflows/ci.yml`.
 */

const isRoot = process.getuid?.() === 0;

/** Files that a source names; a `*` may stand in its last part. */
function named(folder: string, source: string): readonly string[] {
  const [parent, last] = [dirname(source), basename(source)];
  const pattern = new RegExp(`^${last.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
  return last.includes('*')
    ? readdirSync(join(folder, parent))
        .filter(name => pattern.test(name))
        .map(name => join(parent, name))
    : [source];
}

/** Makes a stage in a folder, from those that are made. */
function make(stage: Stage, folder: string, made: ReadonlyMap<string, string>): void {
  let working = '/';
  /** The absolute paths of a command, in this folder. */
  const inFolder = (text: string): string => text.replaceAll(/(?<=^|[\s=])(?=\/(src|opt|tmp|data)\b)/g, folder);
  mkdirSync(join(folder, 'tmp'), { recursive: true });
  for (const { word, rest } of stage.instructions) {
    if (word === 'WORKDIR') {
      working = rest;
      mkdirSync(join(folder, working), { recursive: true });
    } else if (word === 'RUN') {
      execFileSync('sh', ['-c', inFolder(rest)], { cwd: join(folder, working), stdio: 'inherit' });
    } else if (word === 'COPY') {
      const { from, owner, sources, target } = copyOf(rest);
      const origin = from === undefined ? context : (made.get(from) ?? from);
      const into = join(folder, target.startsWith('/') ? '' : working, target);
      for (const source of sources.flatMap(one => named(origin, one))) {
        const isInto = target.endsWith('/') && source !== '.';
        cpSync(join(origin, source), isInto ? join(into, basename(source)) : into, {
          recursive: true,
          filter: path => from !== undefined || relative(context, path) === '' || isLetIn(relative(context, path)),
        });
      }
      if (owner !== undefined && isRoot) chownSync(into, ...(owner.split(':').map(Number) as [number, number]));
    }
  }
}

it('what the Dockerfile makes runs as no root, is healthy, and ends at its signal', async () => {
  const root = mkdtempSync(join(tmpdir(), 'hostdouble-image-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  chmodSync(root, 0o755);
  const made = new Map<string, string>();
  for (const [index, stage] of stages.entries()) {
    const folder = join(root, String(index));
    make(stage, folder, made);
    made.set(stage.name ?? 'image', folder);
  }

  const image = made.get('image') ?? '';
  const last = stageNamed();
  const [user = '', group = ''] = (restsOf(last, 'USER')[0] ?? '').split(':');
  const as = isRoot ? ['setpriv', `--reuid=${user}`, `--regid=${group}`, '--clear-groups'] : ['env'];
  const words = (word: string): string[] => {
    const json = /\[.*\]/.exec(restsOf(last, word)[0] ?? '')?.[0] ?? '[]';
    return (JSON.parse(json) as string[]).map(text => text.replace(/^\/opt\//, `${image}/opt/`));
  };
  const set = restsOf(last, 'ENV')
    .flatMap(rest => rest.split(' '))
    .map(pair => pair.split('='));
  const env = { PATH: process.env.PATH, HOSTDOUBLE_STATE: 'worlds.db', ...Object.fromEntries(set) };
  const [command = '', ...args] = [...as, ...words('ENTRYPOINT'), ...words('CMD')];
  const child = spawn(command, args, {
    cwd: join(image, restsOf(last, 'WORKDIR').at(-1) ?? ''),
    env: { ...env, HOSTDOUBLE_PORT: '0', HOSTDOUBLE_ADMIN_TOKEN: 'of-this-trial' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  const [line] = await once(createInterface(child.stdout), 'line');
  const port = /:(\d+)$/.exec(String(line))?.[1] ?? '';
  const health = (): Promise<unknown> =>
    new Promise(resolve => {
      const [program = '', ...rest] = [...as, ...words('HEALTHCHECK')];
      execFile(program, rest, { env: { ...env, HOSTDOUBLE_PORT: port } }, error => resolve(error?.code ?? 0));
    });
  expect(await health()).toBe(0);
  const call = await fetch(`http://127.0.0.1:${port}/api/v1/connect`, {
    headers: { authorization: 'Bearer virtfusion-test-token' },
  });
  expect(call.status).toBe(200);
  // The only folder that it may write to holds what it keeps, and its own files are not its own.
  expect(readdirSync(join(image, 'data'))).toContain('worlds.db');
  if (isRoot) expect(execFileSync('find', [join(image, 'opt'), '-user', user], { encoding: 'utf8' })).toBe('');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(await health()).toBe(1);
});
