import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkExchange } from '../../contracts/core/checks.js';
import { entries } from '../../contracts/core/contract.js';
import { infrahub } from '../../contracts/infrahub/index.js';

const folder = new URL('../../fixtures/infrahub/documented/', import.meta.url);

/** The documentation's ids and dates are made up: its dates have a zone, which the real ones have not. */
const withRealDates = (text: string): string => text.replaceAll(/(T\d{2}:\d{2}:\d{2})Z"/g, '$1"');

describe('what the vendor prints', () => {
  it.each(readdirSync(folder))('in %s is what the contract says', name => {
    const entry = entries(infrahub).find(({ id }) => `${id}.json` === name);
    if (entry === undefined) throw new Error(`${name} is of no operation`);
    const body: unknown = JSON.parse(withRealDates(readFileSync(new URL(name, folder), 'utf8')));
    const reply = { status: 200, headers: { 'content-type': 'application/json' }, body };
    expect(checkExchange({ contract: infrahub, entry, reply })).toEqual([]);
  });
});
