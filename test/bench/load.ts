import { connect } from 'node:net';
import { answersIn } from './answers.js';

/** A request as a benchmark sends it, over and over. */
export interface Shot {
  /** What is told of it where several are measured beside one another. */
  readonly name?: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How many connections send it; 50 unless its answer is so large that none would be whole in time. */
  readonly connections?: number;
  /** What the path of the request of a number ends in, so that each can be another. */
  ending?(number: number): string;
  /** The body of the request of a number. */
  body?(number: number): string;
  /** Requests that are sent after it in turn, round and round. */
  readonly others?: readonly Shot[];
}

export interface Load {
  readonly requests: number;
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

const CONNECTIONS = 50;
/** Milliseconds for which an answer is waited for once no more is sent. */
const PATIENCE = 10_000;
let sent = 0;

/** All requests of a shot, in their order. */
export const inOrder = (shot: Shot): readonly Shot[] => [shot, ...(shot.others ?? [])];

/** Writes the requests of a shot, in turn. What never changes is written once: a client is to be faster than any server. */
function writerOf(shot: Shot, host: string): () => Buffer {
  const writers = inOrder(shot).map(({ method = 'GET', path, headers, ending, body }) => {
    const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    const write = (number: number): Buffer => {
      const text = body?.(number) ?? '';
      const length = body === undefined ? '' : `content-length: ${Buffer.byteLength(text)}\r\n`;
      return Buffer.from(
        `${method} ${path}${ending?.(number) ?? ''} HTTP/1.1\r\n${lines.join('')}${length}\r\n${text}`,
      );
    };
    if (ending !== undefined || body !== undefined) return write;
    const ready = write(0);
    return () => ready;
  });
  let turn = 0;
  return () => {
    const write = writers[turn++ % writers.length];
    return write?.(++sent) ?? Buffer.alloc(0);
  };
}

/** Sends a request from many connections for some seconds; `rate` limits the requests a second over all of them. */
export async function load(url: string, shot: Shot, seconds: number, rate?: number): Promise<Load> {
  const { hostname, port, host } = new URL(url);
  const connections = shot.connections ?? (rate === undefined ? CONNECTIONS : 10);
  const next = writerOf(shot, host);
  const waits: number[] = [];
  const statuses = new Set<number>();
  const began = performance.now();
  const until = began + seconds * 1000;

  /** One connection: sends, and sends again when the answer is whole, or when its turn has come. */
  const sending = (index: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname).setNoDelay(true);
      const apart = rate === undefined ? 0 : (1000 * connections) / rate;
      let due = began + (apart * index) / connections;
      let at = 0;
      const send = (): void => {
        at = performance.now();
        socket.write(next());
      };
      const again = (): void => {
        if (apart === 0) return send();
        due += apart;
        setTimeout(send, Math.max(0, due - performance.now()));
      };
      socket.on(
        'data',
        answersIn(status => {
          const now = performance.now();
          waits.push(now - at);
          statuses.add(status);
          if (now < until) return again();
          resolve();
          socket.destroy();
        }),
      );
      socket.once('connect', again);
      socket.once('error', reject);
      socket.once('close', () => reject(new Error(`${shot.path}: the server closed the connection`)));
      setTimeout(() => socket.destroy(), seconds * 1000 + PATIENCE).unref();
    });

  await Promise.all(Array.from({ length: connections }, (_, index) => sending(index)));
  const duration = (performance.now() - began) / 1000;
  if (statuses.size > 1) throw new Error(`${shot.path}: answers of the statuses ${[...statuses].join(', ')}`);
  waits.sort((a, b) => a - b);
  const wait = (share: number): number => waits[Math.floor(waits.length * share)] ?? Number.NaN;
  return { requests: waits.length, rate: waits.length / duration, p50: wait(0.5), p99: wait(0.99) };
}

/** Calls after which what is called is compiled, and most seconds to spend on them. */
const [WARM, MOST_SECONDS] = [10_000, 6];

/** Calls until what is called is compiled: after so many calls, for on a busy machine seconds say nothing of it. */
export async function warm(url: string, shot: Shot, leastSeconds = 0): Promise<void> {
  const began = performance.now();
  const passed = (): number => (performance.now() - began) / 1000;
  let calls = 0;
  while (passed() < leastSeconds || (calls < WARM && passed() < MOST_SECONDS))
    calls += (await load(url, shot, 0.5)).requests;
}

/** The middle of some figures. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}
