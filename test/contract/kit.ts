import type { WireReply } from '../../contracts/core/dialect.js';
import type { Report } from '../../contracts/kit/report/report.js';
import type { RunOptions } from '../../contracts/kit/run/options.js';
import type { Send, WireRequest } from '../../contracts/kit/transport/request.js';
import { runContract } from '../../contracts/run-contract.js';
import type { MockServer } from '../../mock-server/index.js';
import { overWire } from './over-wire.js';

export interface Trial {
  readonly report: Report;
  readonly requests: readonly WireRequest[];
  /** Milliseconds that the run wanted to wait, in order. */
  readonly waits: readonly number[];
}

type Options = Partial<Omit<RunOptions, 'contract'>> & {
  readonly vendor?: string;
  /** Stands between the run and the double, and may answer otherwise. */
  readonly between?: (reply: WireReply, request: WireRequest) => WireReply | Promise<WireReply>;
};

/** A run against a double in this process that never really waits: the double's clock is moved instead. */
export async function trial(
  mock: MockServer,
  { vendor = 'infrahub', between, ...options }: Options = {},
): Promise<Trial> {
  const requests: WireRequest[] = [];
  const waits: number[] = [];
  let now = Date.parse((await mock.control.clock.show()).now);
  const send: Send = async (request, timeout) => {
    requests.push(request);
    const reply = await (options.send ?? overWire)(request, timeout);
    return between === undefined ? reply : between(reply, request);
  };
  const report = await runContract({
    ...{ vendor, target: mock.url, credentials: credentialsOf(mock, vendor), rate: 0 },
    now: () => now,
    sleep: async milliseconds => {
      waits.push(milliseconds);
      now += milliseconds;
      await mock.control.clock.advance({ by: `PT${milliseconds / 1000}S` });
    },
    ...options,
    send,
  });
  return { report, requests, waits };
}

/** The double's own credentials for a vendor. */
export const credentialsOf = ({ credentials }: MockServer, vendor: string): Record<string, string> => {
  const found = Object.entries(credentials).find(([name]) => name === vendor)?.[1] ?? {};
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, String(value)]));
};

/** A reply with its body changed; the text it was written as is forgotten. */
export function withBody({ text: _text, ...reply }: WireReply, change: (body: unknown) => unknown): WireReply {
  return { ...reply, body: change(structuredClone(reply.body)) };
}

/** Path of a request below the address of its server. */
export const pathOf = ({ url }: WireRequest): string => new URL(url).pathname;

/** What most trials look at: one list of the vendor's, at this path. */
export const MACHINES = '/v1/core/virtual-machines';
export const machines = { only: ['virtualMachines.list'], refusals: false } as const;
