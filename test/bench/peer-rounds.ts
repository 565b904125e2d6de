import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { usage } from './cases.js';
import { load, median, type Shot } from './load.js';
import type { Peer } from './peer-list.js';
import { type Running, startAt, startDouble, startFloor } from './servers.js';

/** What one server did. The ratios say what the double does for one request of it, in the same round. */
export interface Line {
  readonly name: string;
  /** Requests a second. */
  readonly rate: number;
  readonly ratio: number;
  /** Requests in a second of processor time, of the process and all it started. */
  readonly perProcessorSecond: number;
  readonly processorRatio: number;
  readonly note: string;
}

/** A way to start a server, and what to ask it. */
export interface Contender {
  readonly name: string;
  readonly note: string;
  /** Seconds of load before it is measured. */
  readonly warm: number;
  readonly shot: Shot;
  start(): Promise<Running>;
}

/** The path the peers answer at. */
const PATH = '/usage';

const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** The double with a seed, the raw floor and some peers, all of which are to answer the same text. */
export function contenders(peers: readonly Peer[], folder: string, seed: string, text: string): Contender[] {
  const file = join(folder, 'body.json');
  writeFileSync(file, text);
  const double = { name: 'the double', note: 'as `serve` runs it', warm: 1, shot: usage };
  const floor = { name: 'raw `node:http`', note: 'a ready buffer', warm: 1, shot: usage };
  return [
    { ...double, start: () => startDouble('--seed', seed) },
    { ...floor, start: () => startFloor('buffer', file) },
    ...peers.map(peer => ({
      name: peer.name,
      note: peer.note,
      warm: peer.warm ?? 1,
      shot: { path: PATH },
      async start() {
        const port = await freePort();
        return startAt(`http://127.0.0.1:${port}`, PATH, peer.command({ folder, port, path: PATH, text }), folder);
      },
    })),
  ];
}

/** What a server answers to a shot. */
export const answerOf = async ({ url }: Running, { path, headers }: Shot): Promise<string> =>
  (await fetch(`${url}${path}`, { headers: { ...headers } })).text();

interface Entrant extends Contender {
  readonly server: Running;
  readonly rates: number[];
  readonly perProcessorSecond: number[];
}

/** Starts all, sees that they answer the text, and loads them in turn. One that does not is left out, which is said. */
export async function compare(
  all: readonly Contender[],
  text: string,
  how: { readonly rounds: number; readonly seconds: number; readonly connections: number },
  say: (text: string) => void,
): Promise<Line[]> {
  const expected: unknown = JSON.parse(text);
  const entrants: Entrant[] = [];
  for (const one of all) {
    let server: Running | undefined;
    try {
      server = await one.start();
      if (!isDeepStrictEqual(JSON.parse(await answerOf(server, one.shot)), expected))
        throw new Error('it answers something else');
      await round({ ...one, server }, one.warm, how.connections);
      entrants.push({ ...one, server, rates: [], perProcessorSecond: [] });
    } catch (error) {
      say(`left out: ${one.name}: ${error instanceof Error ? error.message : error}`);
      await server?.stop();
    }
  }
  for (let count = 0; count < how.rounds; count++)
    for (const one of entrants) {
      const { rate, perProcessorSecond } = await round(one, how.seconds, how.connections);
      one.rates.push(rate);
      one.perProcessorSecond.push(perProcessorSecond);
    }
  await Promise.all(entrants.map(({ server }) => server.stop()));
  const [double] = entrants;
  return entrants.map(({ name, note, rates, perProcessorSecond }) => ({
    name,
    note,
    rate: median(rates),
    ratio: ratioOf(double?.rates ?? [], rates),
    perProcessorSecond: median(perProcessorSecond),
    processorRatio: ratioOf(double?.perProcessorSecond ?? [], perProcessorSecond),
  }));
}

/** The median of the ratios of each round. */
const ratioOf = (ours: readonly number[], theirs: readonly number[]): number =>
  median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)));

async function round({ server, shot }: Pick<Entrant, 'server' | 'shot'>, seconds: number, connections: number) {
  const before = server.processor() ?? Number.NaN;
  const { rate, requests } = await load(server.url, { ...shot, connections }, seconds);
  const perProcessorSecond = requests / ((server.processor() ?? Number.NaN) - before);
  await pause(300); // until it has done with what was under way
  return { rate, perProcessorSecond };
}
