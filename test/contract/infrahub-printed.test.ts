import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkExchange } from '../../contracts/core/checks.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import { infrahub } from '../../contracts/vendors/infrahub/index.js';

const folder = new URL('../../fixtures/infrahub/documented/', import.meta.url);

/** The documentation's ids and dates are made up: its dates have a zone, which the real ones have not. */
const withRealDates = (text: string): string => text.replaceAll(/(T\d{2}:\d{2}:\d{2})Z"/g, '$1"');
const printed = (name: string) => JSON.parse(withRealDates(readFileSync(new URL(name, folder), 'utf8')));

const { byId } = await loadContract(infrahub);

const findingsOf = (id: string, body: unknown): string[] => {
  const entry = byId.get(id);
  if (entry === undefined) throw new Error(`${id} is no operation`);
  const [success = 200] = Object.keys(entry.operation.responses).map(Number);
  const reply = { status: success, headers: { 'content-type': 'application/json' }, body };
  return checkExchange({ contract: infrahub, entry, reply }).map(({ path }) => path);
};

describe('what the vendor prints', () => {
  it.each(readdirSync(folder))('in %s is what the contract says', name => {
    expect(findingsOf(name.replace('.json', ''), printed(name))).toEqual([]);
  });

  it('of the snapshot that an image was made from is all that may stand there', () => {
    const [
      {
        images: [image],
      },
    ] = printed('images.list.json').images;
    const snapshot = { id: 94, name: 'before', created_at: '2025-06-03T12:54:15', size: 100, display_size: '100 GB' };
    expect(findingsOf('images.show', { image: { ...image, snapshot } })).toEqual([]);
    const { name: _, ...nameless } = snapshot;
    expect(findingsOf('images.show', { image: { ...image, snapshot: nameless } })).toEqual(['$.image.snapshot.name']);
    expect(findingsOf('images.show', { image: { ...image, snapshot: { changed: true } } })).not.toEqual([]);
  });
});
