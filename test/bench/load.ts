import autocannon from 'autocannon';

/** A request as a benchmark sends it, over and over. */
export interface Shot {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How many connections send it; 50 unless its answer is so large that none would be whole in time. */
  readonly connections?: number;
  /** The body of the request of a number, so that each can be another. */
  body?(number: number): string;
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
let sent = 0;

/** Sends a request from many connections for some seconds; `rate` limits the requests a second over all of them. */
export async function load(url: string, shot: Shot, seconds: number, rate?: number): Promise<Load> {
  const result = await autocannon({
    url: `${url}${shot.path}`,
    method: shot.method ?? 'GET',
    connections: shot.connections ?? (rate === undefined ? CONNECTIONS : 10),
    duration: seconds,
    headers: { ...shot.headers },
    ...(shot.body !== undefined && {
      requests: [{ setupRequest: request => ({ ...request, body: shot.body?.(++sent) ?? '' }) }],
    }),
    ...(rate !== undefined && { overallRate: rate }),
  });
  if (result.errors > 0 || result['2xx'] + result['4xx'] === 0)
    throw new Error(`${shot.path}: ${result.errors} errors, ${result.non2xx} answers not 2xx`);
  return {
    requests: result.requests.total,
    rate: result.requests.total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}

/** The middle of some figures. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}
