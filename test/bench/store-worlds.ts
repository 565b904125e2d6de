import { Agent, request } from 'node:http';
import autocannon from 'autocannon';
import { median } from './load.js';

/** A world as a benchmark calls it. */
export interface BenchWorld {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a burst of the same call came to. */
export interface Burst {
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Makes a world, and calls its Infrahub once, so that it is there. */
export async function benchWorld(url: string, name: string, seed: string): Promise<BenchWorld> {
  const body = JSON.stringify({ name, seed, clock: 'frozen' });
  const reply = await fetch(`${url}/__admin/worlds`, { method: 'POST', body });
  if (reply.status !== 201) throw new Error(`no world: ${reply.status} ${await reply.text()}`);
  const { credentials } = Object(await reply.json());
  const headers = { api_key: credentials.infrahub.apiKey };
  await (await fetch(`${url}/w/${name}/v1/billing/billing/usage`, { headers })).arrayBuffer();
  return { name, headers };
}

let number = 0;

/** The next call to make to some worlds, each in turn. */
export type NextCall = (worlds: readonly BenchWorld[]) => () => Readonly<autocannon.Request>;

/** Calls that read. */
export const reading: NextCall = worlds => () => {
  const world = worlds[++number % worlds.length];
  return { method: 'GET', path: `/w/${world?.name}/v1/billing/billing/usage`, headers: { ...world?.headers } };
};

/** Calls that create something, each with a name of its own. */
export const writing: NextCall = worlds => () => {
  const world = worlds[++number % worlds.length];
  const body = `{"name":"bench-${number}","region":"NORWAY-1"}`;
  const headers = { ...world?.headers, 'content-type': 'application/json' };
  return { method: 'POST', path: `/w/${world?.name}/v1/core/environments`, headers, body };
};

/** Sends calls from so many connections to one server, or in equal parts to several; `seconds` long, or so many of them. */
export async function burst(
  urls: readonly string[],
  call: () => Readonly<autocannon.Request>,
  { connections = 48, ...length }: { connections?: number } & ({ seconds: number } | { amount: number }),
): Promise<Burst> {
  const results = await Promise.all(
    urls.map(url =>
      autocannon({
        url,
        connections: connections / urls.length,
        ...('seconds' in length ? { duration: length.seconds } : { amount: length.amount / urls.length }),
        requests: [{ setupRequest: request => ({ ...request, ...call() }) }],
      }),
    ),
  );
  for (const { errors, non2xx } of results)
    if (errors + non2xx > 0) throw new Error(`${errors} errors, ${non2xx} answers not 2xx`);
  return {
    rate: results.reduce((sum, { requests, duration }) => sum + requests.total / duration, 0),
    p50: median(results.map(({ latency }) => latency.p50)),
    p99: Math.max(...results.map(({ latency }) => latency.p99)),
  };
}

/** A call of a benchmark that is timed alone. */
export interface TimedCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Milliseconds that each of some calls took, one after the other over one connection. */
export async function inTurn(url: string, calls: readonly TimedCall[]): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  for (const { method, path, headers, body } of calls) {
    const began = performance.now();
    const status = await new Promise<number>((resolve, reject) => {
      const sent = request(`${url}${path}`, { method, agent, headers: { ...headers } }, reply => {
        reply.resume().on('end', () => resolve(reply.statusCode ?? 0));
      });
      sent.on('error', reject).end(body);
    });
    times.push(performance.now() - began);
    if (status >= 300) throw new Error(`${path} answered ${status}`);
  }
  agent.destroy();
  return times;
}

/** The figure below which so large a part of some figures lies. */
export const percentile = (values: readonly number[], part: number): number =>
  [...values].sort((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;
