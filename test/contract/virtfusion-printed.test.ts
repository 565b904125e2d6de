import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkExchange } from '../../contracts/core/checks.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import { virtfusion } from '../../contracts/vendors/virtfusion/index.js';

const folder = new URL('../../fixtures/virtfusion/documented/', import.meta.url);
const all = (await loadContract(virtfusion)).entries;

/** Every answer that the vendor prints is what the contract says. */
describe('printed answers of VirtFusion', () => {
  it.each(readdirSync(folder))('%s', file => {
    const entry = all.find(({ id }) => `${id}.json` === file);
    if (entry === undefined) throw new Error('no such operation');
    const status = Object.keys(entry.operation.responses).map(Number).at(-1) ?? 200;
    const body: unknown = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    const reply = { status, headers: { 'content-type': 'application/json' }, body };
    expect(checkExchange({ contract: virtfusion, entry, reply })).toEqual([]);
  });
});
