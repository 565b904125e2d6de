import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replyChecks } from '../../contracts/core/checks.js';
import { isMeant } from '../../contracts/core/names.js';
import { routesOf } from '../../contracts/core/route.js';
import { contracts } from '../../contracts/index.js';
import { refusalChecks } from '../../contracts/kit/verdict/refusals.js';
import { resourceChecks } from '../../contracts/kit/verdict/resources.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { replay, surprises, vendorOf } from './drifts/replay.js';
import { kindOfRow, nameOfRow, rows, sharesOfDrifts } from './drifts/rows.js';

const replayed = rows.filter(row => kindOfRow(row) !== 'waiting');

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
afterAll(() => mock.close());

describe('an endpoint that has drifted', () => {
  it.each(replayed.map(row => [nameOfRow(row), row] as const))('is told as it should be: %s', async (_name, row) => {
    expect(surprises(row, await replay(mock, row))).toEqual([]);
  });
});

describe('the rows', () => {
  it('are of operations that there are, and those that wait of operations that are not described', async () => {
    for (const row of rows) {
      const { contract } = await vendorOf(row.vendor);
      const patterns = [row.operation].flat();
      const named = routesOf(contract.routes).filter(({ id }) => patterns.some(one => isMeant(one, id)));
      const isDescribed = named.some(({ id }) => contract.byId.has(id));
      expect([nameOfRow(row), named.length > 0, isDescribed]).toEqual([
        nameOfRow(row),
        true,
        kindOfRow(row) !== 'waiting',
      ]);
    }
  });

  it('have names of their own, and sources that anybody can read', () => {
    expect(new Set(rows.map(nameOfRow)).size).toBe(rows.length);
    expect(rows.filter(({ source }) => !source.startsWith('https://'))).toEqual([]);
    const names = rows.map(({ id }) => id);
    const kinds = [...checks, ...names, ...names.map(id => id.split('-')[0])];
    expect(rows.filter(({ like }) => like !== undefined && !kinds.includes(like)).map(nameOfRow)).toEqual([]);
  });

  it('are more than forty drifts and forty changes that are none', () => {
    expect(rows.filter(row => kindOfRow(row) === 'drift').length).toBeGreaterThan(40);
    expect(rows.filter(row => kindOfRow(row) === 'control').length).toBeGreaterThan(40);
  });

  it.each(Object.keys(contracts))('of %s have each check found at least once', vendor => {
    const own = rows.filter(row => row.vendor === vendor && kindOfRow(row) === 'drift');
    const found = new Set(own.flatMap(({ expected }) => expected.map(({ check }) => check)));
    expect(checks.filter(check => !found.has(check))).toEqual(Object.keys(never[vendor] ?? {}));
  });
});

const checks = [
  ...[...replyChecks, ...refusalChecks, ...resourceChecks].map(({ id }) => id),
  ...['operation-gone', 'takes-valid-input', 'not-kept'],
];

/** Checks that find nothing at a vendor, each with the reason. */
const never: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  infrahub: { 'after-failed': 'nothing must be done with a thing before it is of use' },
  virtfusion: {
    'number-form': 'PHP writes no decimal point that a client would count on',
  },
  virtuozzo: {
    pagination: 'no list tells its size or how many there are in all',
    'never-ready': 'calls answer when their work is done',
    'after-failed': 'nothing must be done with a thing before it is of use',
  },
};

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const shown = /<!-- drifts -->\n([\s\S]*?)\n<!-- \/drifts -->/.exec(readme)?.[1];

it('the README shows the share of drifts that are found', () => {
  expect(shown).toBe(sharesOfDrifts());
});
