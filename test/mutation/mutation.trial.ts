import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadContract } from '../../contracts/core/define-contract.js';
import { expectedOf } from '../../contracts/core/exchange.js';
import { overFetch } from '../../contracts/core/over-fetch.js';
import { contracts } from '../../contracts/index.js';
import type { Seen } from '../../contracts/kit/run/sender.js';
import type { Send } from '../../contracts/kit/transport/request.js';
import { runContract } from '../../contracts/run-contract.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { isCaught, type Mutation, ofFields, ofRefusal, ofStatus } from './mutations.js';

/** Changes one thing at a time in what the double answers, and asks whether the checks see it. */

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
beforeEach(() => mock.control.worlds.reset());
afterAll(() => mock.close());

const credentialsOf = (vendor: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(Object(Object.entries(mock.credentials).find(([name]) => name === vendor)?.[1])).map(
      ([name, value]) => [name, String(value)],
    ),
  );

const runOf = async (vendor: string, more: Partial<Parameters<typeof runContract>[0]>) => {
  const target = mock.url;
  const sleep = async (milliseconds: number): Promise<void> => {
    await mock.control.clock.advance({ by: `PT${milliseconds / 1000}S` });
  };
  const opened = Date.parse((await mock.control.clock.show()).now);
  // Repeated once, for a connection that the server closed while mutations were counted tells nothing.
  const pace = { rate: 0, retries: 1, sleep, now: () => opened };
  return runContract({ vendor, target, credentials: credentialsOf(vendor), ...pace, ...more });
};

interface Line {
  total: number;
  caught: number;
}

/** Shares by kind, with what was missed. */
class Shares {
  readonly lines = new Map<string, Line>();
  readonly missed: string[] = [];
  readonly harmless = new Map<string, number>();

  add(operation: string, { kind, at, harmless }: Mutation, caught: boolean): void {
    if (harmless !== undefined && !caught) {
      const why = `${kind}: ${harmless}`;
      this.harmless.set(why, (this.harmless.get(why) ?? 0) + 1);
      return;
    }
    const line = this.lines.get(kind) ?? { total: 0, caught: 0 };
    this.lines.set(kind, { total: line.total + 1, caught: line.caught + Number(caught) });
    if (!caught) this.missed.push(`${kind} ${operation} ${at}`);
  }

  of(...kinds: readonly Mutation['kind'][]): number {
    const lines = kinds.map(kind => this.lines.get(kind) ?? { total: 0, caught: 0 });
    return lines.reduce((sum, { caught }) => sum + caught, 0) / lines.reduce((sum, { total }) => sum + total, 0);
  }

  text(vendor: string): string {
    const rows = [...this.lines].map(
      ([kind, { total, caught }]) =>
        `  ${kind.padEnd(8)} ${caught} of ${total} (${((100 * caught) / total).toFixed(2)} %)`,
    );
    const unseen = [...this.harmless].map(([why, count]) => `  not to be seen: ${count} ${why}`);
    return [vendor, ...rows, ...unseen, ...this.missed.map(missed => `  missed: ${missed}`), ''].join('\n');
  }
}

describe.each(Object.keys(contracts))('%s, changed', vendor => {
  test('is caught', async () => {
    const contract = await contracts[vendor]?.load();
    if (contract === undefined) throw new Error(`no contract ${vendor}`);
    const seen = new Map<string, Seen>();
    const report = await runOf(vendor, {
      allow: ['write', 'spend', 'destroy'],
      disposable: true,
      onExchange: one => {
        const { entry, refusal, reply } = one;
        const isGood = !isCaught(contract, entry, refusal, reply);
        const isSuccess = contract.dialect.failureOf(reply) === undefined;
        if (isGood && (refusal !== undefined || isSuccess)) {
          const key = `${entry.id} ${refusal?.id ?? ''} ${reply.status}`;
          const before = seen.get(key);
          // Of several answers the fullest: an empty list has no fields to change.
          if (before === undefined || (before.reply.text?.length ?? 0) < (reply.text?.length ?? 0)) seen.set(key, one);
        }
      },
    });
    expect(report.findings).toEqual([]);

    const shares = new Shares();
    const successes = new Map(
      [...seen.values()].filter(({ refusal }) => refusal === undefined).map(one => [one.entry.id, one.reply]),
    );
    for (const { entry, refusal, reply } of seen.values()) {
      const schema = expectedOf({ contract, entry, reply })?.schema;
      if (schema === undefined) continue;
      const mutations = [
        ...ofFields(reply, schema),
        ...(refusal === undefined
          ? ofStatus(reply, entry)
          : ofRefusal(reply, successes.get(entry.id), contract, refusal)),
      ];
      for (const mutation of mutations)
        shares.add(`${entry.id} ${refusal?.id ?? ''}`, mutation, isCaught(contract, entry, refusal, mutation.reply));
    }
    process.stdout.write(`\n${shares.text(vendor)}`);
    const { compared, known } = report.counts.fields;
    process.stdout.write(
      `  fields that the double showed: ${compared} of ${known}; the rest is null or in empty lists\n`,
    );
    const never = (await loadContract(contract)).entries.filter(({ id }) => !successes.has(id));
    process.stdout.write(
      `  answered with success: ${successes.size} of ${(await loadContract(contract)).entries.length} operations${never.length === 0 ? '' : `; not ${never.map(({ id }) => id).join(', ')}`}\n`,
    );

    expect(shares.of('drop', 'rename', 'retype', 'null')).toBeGreaterThanOrEqual(0.99);
    expect(shares.of('add')).toBe(1);
    expect(shares.of('status')).toBe(1);
    expect(shares.of('refusal')).toBe(1);
  });

  test('behind a proxy that drops a field of one operation, is drift of that operation alone', async () => {
    const contract = await contracts[vendor]?.load();
    if (contract === undefined) throw new Error(`no contract ${vendor}`);
    const clean = await runOf(vendor, { refusals: false });
    const held = clean.operations.filter(({ outcome, fields }) => outcome === 'held' && fields.compared > 1);
    for (const { id } of held) {
      const entry = (await loadContract(contract)).entries.find(one => one.id === id);
      if (entry === undefined) continue;
      let dropped: string | undefined;
      const proxy: Send = async (request, timeout) => {
        const reply = await overFetch(request, timeout);
        const path = new URL(request.url).pathname;
        const { schema, failure } = expectedOf({ contract, entry, reply }) ?? {};
        if (!isOf(entry.operation.path, path) || schema === undefined || failure !== undefined) return reply;
        const deepest = [...ofFields(reply, schema)]
          .filter(({ kind, harmless }) => kind === 'drop' && harmless === undefined)
          .toSorted((one, other) => other.at.length - one.at.length)
          .find(({ at }) => dropped === undefined || at === dropped);
        dropped = deepest?.at ?? dropped;
        return deepest?.reply ?? reply;
      };
      const report = await runOf(vendor, { refusals: false, only: [id], send: proxy });
      if (dropped === undefined) continue;
      expect([id, report.exitCode, report.findings.map(({ path, check }) => `${check} ${path}`)]).toEqual([
        id,
        2,
        [`missing-field ${dropped}`],
      ]);
    }
    expect(held.length).toBeGreaterThan(5);
  });
});

/** Whether a path is one of an operation's. */
const isOf = (pattern: string, path: string): boolean =>
  new RegExp(`${pattern.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`, 'i').test(path);
