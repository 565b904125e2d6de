import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { inOrder, load, median, type Shot, warm } from './load.js';
import type { Peer, PeerRoute } from './peer-list.js';
import { type FloorKind, type Running, startAt, startDouble, startFloor } from './servers.js';

/** What all are asked for, as the double is asked for it. */
export interface Row {
  readonly name: string;
  readonly seed: () => string;
  readonly floor: FloorKind;
  readonly shot: Shot;
  readonly connections: number;
}

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
  /** Least seconds of load before it is measured. */
  readonly warm: number;
  readonly shot: Shot;
  start(): Promise<Running>;
}

const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** What a server answers to each request of a shot. */
export async function answersOf({ url }: Pick<Running, 'url'>, shot: Shot): Promise<string[]> {
  const texts: string[] = [];
  for (const { method = 'GET', path, headers, body } of inOrder(shot)) {
    const sent = body === undefined ? {} : { body: body(0) };
    const reply = await fetch(`${url}${path}`, { method, headers: { ...headers }, ...sent });
    texts.push(await reply.text());
    if (!reply.ok) throw new Error(`${path} answered ${reply.status}`);
  }
  return texts;
}

/** The same without a query, and with no header but the type of a body: nobody but the double looks at them. */
function bare(shot: Shot): Shot {
  const [first = { path: '/' }, ...others] = inOrder(shot).map((each): Shot => {
    const type = each.headers?.['content-type'];
    return {
      method: each.method ?? 'GET',
      path: each.path.split('?')[0] ?? '/',
      ...(type !== undefined && { headers: { 'content-type': type } }),
      ...(each.body !== undefined && { body: each.body }),
    };
  });
  return { ...first, others };
}

/** The double, the raw floor and some peers, all of which are to answer the same texts. */
export function contenders(peers: readonly Peer[], folder: string, row: Row, texts: readonly string[]): Contender[] {
  const shot = bare(row.shot);
  const routes = inOrder(shot).map(
    ({ method = 'GET', path }, index): PeerRoute => ({ method, path: `/${path.slice(1)}`, text: texts[index] ?? '' }),
  );
  const file = join(folder, 'body.json');
  writeFileSync(file, routes.length === 1 ? (texts[0] ?? '') : JSON.stringify(routes));
  const double = { name: 'the double', note: 'as `serve` runs it', warm: 1, shot: row.shot };
  const floor = { name: 'raw `node:http`', note: `floor \`${row.floor}\``, warm: 1, shot };
  return [
    { ...double, start: () => startDouble('--seed', row.seed()) },
    { ...floor, start: () => startFloor(row.floor, file) },
    ...peers.map(({ name, note, warm = 1, command }) => ({
      ...{ name, note, warm, shot },
      async start() {
        const port = await freePort();
        const url = `http://127.0.0.1:${port}`;
        const { others: _, ...first } = shot;
        const isUp = () => answersOf({ url }, first).then(() => true);
        return startAt(url, isUp, command({ folder, port, routes }), folder);
      },
    })),
  ];
}

interface Entrant extends Contender {
  readonly server: Running;
  readonly rates: number[];
  readonly perProcessorSecond: number[];
}

/** Starts all, sees that they answer the texts, and loads them in turn. One that does not is left out, which is said. */
export async function compare(
  all: readonly Contender[],
  texts: readonly string[],
  how: { readonly rounds: number; readonly seconds: number; readonly connections: number },
  say: (text: string) => void,
): Promise<Line[]> {
  const expected: unknown[] = texts.map(text => JSON.parse(text));
  const entrants: Entrant[] = [];
  for (const one of all) {
    let server: Running | undefined;
    try {
      server = await one.start();
      const answers = (await answersOf(server, one.shot)).map(text => JSON.parse(text));
      // The double itself creates something else each time.
      if (one !== all[0] && !isDeepStrictEqual(answers, expected)) throw new Error('it answers something else');
      await warm(server.url, { ...one.shot, connections: how.connections }, one.warm);
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
