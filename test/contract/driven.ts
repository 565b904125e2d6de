import { afterAll } from 'vitest';
import type { WireReply } from '../../contracts/core/dialect.js';
import type { Report } from '../../contracts/kit/report/report.js';
import type { RunOptions } from '../../contracts/kit/run/options.js';
import type { Send, WireRequest } from '../../contracts/kit/transport/request.js';
import { runContract } from '../../contracts/run-contract.js';
import { createMockServer, type MockServer, type MockServerOptions } from '../../mock-server/index.js';
import { overWire } from './over-wire.js';

/** May do everything, also to what was there before. */
export const everything = { allow: ['write', 'spend', 'destroy'], disposable: true } as const;

/** A run that drives its double itself. */
export interface Driven {
  readonly report: Report;
  readonly requests: readonly WireRequest[];
  /** Waits in real time that there would have been. */
  readonly slept: readonly number[];
  readonly waits: readonly string[];
}

export type DrivenOptions = Partial<Omit<RunOptions, 'contract'>> & {
  readonly vendor?: string;
  readonly answer?: AnswerInstead;
};
/** Answers in the double's place, or not. */
export type AnswerInstead = (request: WireRequest) => WireReply | undefined;

/** A run that finds out itself whether its endpoint is a double, and does not really sleep. */
export async function driven(
  target: string,
  { vendor = 'infrahub', answer, ...options }: DrivenOptions,
): Promise<Driven> {
  const requests: WireRequest[] = [];
  const slept: number[] = [];
  const waits: string[] = [];
  const send: Send = async (request, timeout) => {
    requests.push(request);
    return answer?.(request) ?? overWire(request, timeout);
  };
  let now = Date.UTC(2026, 0, 1);
  const report = await runContract({
    ...{ vendor, target, credentials: {}, send, driveDouble: true },
    now: () => now,
    sleep: async milliseconds => {
      now += milliseconds;
      slept.push(milliseconds);
    },
    onWait: ({ sentence }) => waits.push(sentence),
    ...options,
  });
  return { report, requests, slept, waits };
}

/** Makes doubles with the seed `shop` for the tests of a file, and closes them after all of these. */
export function doubles(): (options: MockServerOptions) => Promise<MockServer> {
  const made: MockServer[] = [];
  afterAll(() => Promise.all(made.map(mock => mock.close())));
  return async options => {
    const mock = await createMockServer({ seed: 'shop', ...options });
    made.push(mock);
    return mock;
  };
}
