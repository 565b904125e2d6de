import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { firstLine, hostdouble, ran } from './process.js';

const exec = (...command: string[]): string[] => ['exec', '--seed', 'empty', '--', ...command];
const node = (script: string): string[] => exec(process.execPath, '-e', script);

/** Whether a process is there, and is not only waited for by its parent. */
function isThere(id: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${id}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('hostdouble exec', () => {
  it('runs a command that finds the server in its environment, and passes its exit code on', async () => {
    const { code, out, err } = await ran(
      node(`fetch(process.env.INFRAHUB_URL + '/core/environments', { headers: { api_key: process.env.INFRAHUB_API_KEY } })
        .then(async reply => console.log(reply.status, process.env.HOSTDOUBLE_URL, process.env.VIRTFUSION_URL))
        .then(() => process.exit(7))`),
    );
    expect(out).toMatch(/^200 (http:\/\/127\.0\.0\.1:\d+) \1\/api\/v1\n$/);
    expect([code, err]).toEqual([7, '']);
  });

  it('takes the flags of serve before the command, and leaves those after it to the command', async () => {
    const script = `fetch(process.env.HOSTDOUBLE_URL + '/__admin/worlds/default').then(r => r.json())
      .then(({ seed, clock }) => console.log(seed, clock.mode, process.argv.slice(1).join()))`;
    const { code, out } = await ran([
      ...['exec', '--seed', 'documented', '--clock=frozen', process.execPath, '-e', script],
      ...['--', '--seed', 'x'],
    ]);
    expect([code, out]).toEqual([0, 'documented frozen --seed,x\n']);
  });

  it('has clients trust it with --tls, and gives the token that the control API asks for', async () => {
    const script = `fetch(process.env.HOSTDOUBLE_URL + '/__admin/worlds', { headers: { authorization: 'Bearer ' + process.env.HOSTDOUBLE_ADMIN_TOKEN } })
      .then(reply => console.log(reply.status, process.env.HOSTDOUBLE_URL.slice(0, 8)))`;
    const folder = (await import('../tls/folder.js')).newFolder();
    const { out } = await ran([
      ...['exec', '--seed=empty', '--tls', '--tls-folder', folder, '--admin-token', 'open-sesame'],
      ...['--', process.execPath, '-e', script],
    ]);
    expect(out).toBe('200 https://\n');
  });

  it('ends by the signal that ended the command', async () => {
    const run = hostdouble(node('process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 60_000)'));
    const signal = new Promise(resolve => run.child.on('exit', (_code, by) => resolve(by)));
    expect([await run.ended, await signal]).toEqual([null, 'SIGTERM']);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('passes %s on, and ends as the command does', async signal => {
    const run = hostdouble(
      node(`process.on('${signal}', () => process.exit(5)); console.log('up'); setTimeout(() => {}, 60_000)`),
    );
    await firstLine(run);
    run.child.kill(signal);
    expect(await run.ended).toBe(5);
  });

  it.runIf(process.platform === 'linux')('leaves nothing behind', async () => {
    // One that does not hear, below a shell that has gone.
    const run = hostdouble(
      exec('sh', '-c', `(trap '' TERM; while :; do sleep 1; done) >/dev/null 2>&1 & echo $!; exit 3`),
    );
    const id = Number(await firstLine(run));
    expect(id).toBeGreaterThan(0);
    expect(await run.ended).toBe(3);
    await vi.waitFor(() => expect(isThere(id)).toBe(false), 5000);
    const marked = readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .filter(name => environmentOf(name).includes(`HOSTDOUBLE_EXEC=${run.child.pid} `));
    expect(marked).toEqual([]);
  });

  it.each<[string[], number, RegExp]>([
    [['no-such-program'], 127, /^hostdouble: "no-such-program" cannot be run \(ENOENT\)\n$/],
    [['/etc/passwd'], 126, /^hostdouble: "\/etc\/passwd" cannot be run \(EACCES\)\n$/],
  ])('says that %s cannot be run', async (command, code, said) => {
    expect(await ran(exec(...command))).toEqual({ code, out: '', err: expect.stringMatching(said) });
  });

  it('says why it cannot start', async () => {
    const { code, err } = await ran(['exec', '--seed', 'shpo', '--', 'true']);
    expect([code, err]).toEqual([1, expect.stringMatching(/there is no seed "shpo".+; did you mean shop\?\n$/)]);
    expect((await ran(['exec'])).err).toContain("missing required argument 'command'");
  });
});

function environmentOf(id: string): string {
  try {
    return readFileSync(`/proc/${id}/environ`, 'utf8');
  } catch {
    return '';
  }
}
