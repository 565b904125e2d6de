import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadContract } from '../../contracts/core/define-contract.js';
import { toOpenApi } from '../../contracts/core/openapi.js';
import { infrahub } from '../../contracts/vendors/infrahub/index.js';
import { differencesOf } from './description/differences.js';
import { describedIn } from './description/ours.js';
import { described, theirs } from './description/theirs.js';

/** Differences that are meant, each with its reason. `*` stands for any text. */
const meant = z
  .array(z.strictObject({ what: z.string(), why: z.string().min(20) }))
  .parse(
    JSON.parse(readFileSync(new URL('../../fixtures/infrahub/description/differences.json', import.meta.url), 'utf8')),
  )
  .map(({ what, why }) => ({ what, why, form: formOf(what) }));

function formOf(pattern: string): RegExp {
  const quoted = pattern.split('*').map(piece => piece.replace(/[.[\](){}?+^$|\\]/g, '\\$&'));
  return new RegExp(`^${quoted.join('.*')}$`);
}

describe(`our OpenAPI document and the vendor’s, version ${theirs.version}`, () => {
  it('differ where it is said why, and nowhere else', async () => {
    const found = [...differencesOf(described, describedIn(toOpenApi(await loadContract(infrahub))))];
    expect(found.filter(line => !meant.some(({ form }) => form.test(line)))).toEqual([]);
    expect(meant.filter(({ form }) => !found.some(line => form.test(line))).map(({ what }) => what)).toEqual([]);
  });
});
