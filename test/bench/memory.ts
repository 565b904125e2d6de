/**
 * `npm run bench:memory`: how much memory a world takes that shares its seed with others. The double in a process of its own,
 * as `serve` runs it; worlds of one seed, made over HTTP, each called on all three vendors (a list and a thing of it) and
 * changed a little (a write on each); then what is resident. `--worlds N` (10,000), `--seed NAME` (shop), `--clock MODE`
 * (frozen), `--most KB` fails when a world takes more, beside what the process takes with its first one. It also says how long
 * it took to make them, one after the other and 16 at once.
 */
import { Agent, request } from 'node:http';
import { parseArgs } from 'node:util';
import { startDouble } from './servers.js';

const { values: flags } = parseArgs({
  options: {
    worlds: { type: 'string', default: '10000' },
    seed: { type: 'string', default: 'shop' },
    clock: { type: 'string', default: 'frozen' },
    most: { type: 'string' },
  },
});

/** How many calls are on their way at one time, where many are asked for at once. */
const AT_ONCE = 16;
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

interface Reply {
  readonly status: number;
  readonly text: string;
  /** From its being sent to its whole answer. */
  readonly milliseconds: number;
}

function send(url: string, method: string, headers: Readonly<Record<string, string>>, body = ''): Promise<Reply> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method,
      agent,
      headers: { ...headers, 'content-length': `${Buffer.byteLength(body)}` },
    });
    sent.on('error', reject).on('response', reply => {
      let text = '';
      reply.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      reply.on('end', () => {
        const status = reply.statusCode ?? 0;
        if (status >= 400) reject(new Error(`${method} ${url} answered ${status}: ${text.slice(0, 300)}`));
        else resolve({ status, text, milliseconds: performance.now() - began });
      });
    });
    sent.end(body);
  });
}

type Credentials = Readonly<Record<'virtfusion' | 'infrahub' | 'virtuozzo', Readonly<Record<string, string>>>>;

interface MadeWorld {
  readonly name: string;
  readonly credentials: Credentials;
}

/** What a user of a world does: looks at a list and at a thing of it, and changes something, at each vendor. */
async function use(url: string, { virtfusion, infrahub, virtuozzo }: Credentials, answers: number[]): Promise<void> {
  const json = { 'content-type': 'application/json' };
  const panel = { authorization: `Bearer ${virtfusion.token}`, ...json };
  const hyperstack = { api_key: `${infrahub.apiKey}`, ...json };
  const session = `session=${virtuozzo.session}`;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const call = async (...sent: Parameters<typeof send>): Promise<string> => {
    const { text, milliseconds } = await send(...sent);
    answers.push(milliseconds);
    return text;
  };
  await call(`${url}/api/v1/servers`, 'GET', panel);
  await call(`${url}/api/v1/servers/1`, 'GET', panel);
  await call(`${url}/api/v1/servers/1/modify/name`, 'PUT', panel, JSON.stringify({ name: 'bench' }));
  await call(`${url}/v1/core/virtual-machines`, 'GET', hyperstack);
  await call(`${url}/v1/core/environments/1`, 'GET', hyperstack);
  await call(`${url}/v1/core/environments`, 'POST', hyperstack, JSON.stringify({ name: 'bench', region: 'CANADA-1' }));
  await call(`${url}/1.0/environment/control/rest/getenvs?${session}`, 'GET', {});
  await call(`${url}/1.0/billing/account/rest/getaccount?${session}`, 'GET', {});
  const made = await call(
    `${url}/1.0/environment/group/rest/creategroup`,
    'POST',
    form,
    `${session}&envGroup=${encodeURIComponent('{"name":"bench"}')}`,
  );
  if (!made.includes('"result":0')) throw new Error(made);
}

const at = (times: readonly number[], share: number): string =>
  ([...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(2);
const told = (times: readonly number[]): string => `p50 ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms`;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const double = await startDouble('--seed', flags.seed, '--clock', flags.clock);
try {
  const wanted = Number(flags.worlds);
  const make = async (): Promise<Reply> =>
    send(`${double.url}/__admin/worlds`, 'POST', { 'content-type': 'application/json' }, '{}');
  const makeAndUse = async (count: number, made: number[], answers: number[]): Promise<void> => {
    let left = count;
    const one = async (): Promise<void> => {
      while (left-- > 0) {
        const { text, milliseconds } = await make();
        made.push(milliseconds);
        const { credentials } = JSON.parse(text) as MadeWorld;
        await use(double.url, credentials, answers);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
  };
  await makeAndUse(50, [], []);
  const before = double.resident() ?? 0;
  const [made, answers]: [number[], number[]] = [[], []];
  await makeAndUse(wanted, made, answers);
  const after = double.resident() ?? 0;
  const each = (after - before) / 1024 / wanted;
  say(
    `${wanted} worlds of ${flags.seed}: ${Math.round(after / 2 ** 20)} MB resident, ${each.toFixed(1)} KB a world beyond the first 50 (${Math.round(before / 2 ** 20)} MB)`,
  );
  say(`made among calls, ${AT_ONCE} at once: ${told(made)}; calls: ${told(answers)}`);
  const list = await send(`${double.url}/__admin/worlds`, 'GET', {});
  say(`the list of them: ${list.milliseconds.toFixed(0)} ms, ${Math.round(list.text.length / 1024)} KB`);
  if (flags.most !== undefined && each > Number(flags.most)) {
    say(`a world takes more than ${flags.most} KB`);
    process.exitCode = 1;
  }
} finally {
  await double.stop();
  agent.destroy();
}
