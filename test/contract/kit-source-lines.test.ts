import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadContract } from '../../contracts/core/define-contract.js';
import { placesOf } from '../../contracts/core/schema.js';
import { contracts } from '../../contracts/index.js';
import type { ReportFinding } from '../../contracts/kit/report/report.js';
import { locateIn } from '../../contracts/kit/report/source-lines.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

const finding: ReportFinding = {
  ...{ id: 'id', vendor: 'infrahub', operation: 'virtualMachines.list', failure: null, status: 200, path: '$' },
  ...{ check: 'type', severity: 'error', expected: 'integer', found: 'string', evidence: 'documented' },
  ...{ times: 1, confirmed: true, allowed: null, request: null, excerpt: null, movedBy: 'unknown', because: '' },
};

/** The text of the line where a finding leads. */
function lineOf(vendor: string, operation: string, path: string, failure: string | null = null): string {
  const place = locateIn(root, vendor)({ ...finding, vendor, operation, path, failure });
  return place === undefined
    ? ''
    : `${place.file} ${readFileSync(join(root, place.file), 'utf8').split('\n')[place.line - 1]}`;
}

describe('an annotation', () => {
  it.each([
    ['infrahub', 'virtualMachines.list', '$.instances[*].flavor.cpu', /infrahub\/flavors\.ts .*\bcpu:/],
    ['infrahub', 'flavors.list', '$.data[*].flavors[*].cpu', /infrahub\/flavors\.ts .*\bcpu:/],
    ['infrahub', 'credit.show', '$.data.credit', /infrahub\/credit\.ts .*\bcredit:/],
    ['virtfusion', 'packages.list', '$.data[*].memory', /virtfusion\/packages\.ts .*\bmemory:/],
    ['virtuozzo', 'account.getAccount', '$.balance', /billing\/account\/schemas\.ts .*\bbalance:/],
    ['infrahub', 'regions.list', '$', /infrahub\/regions\.ts +list: \{/],
    ['infrahub', 'regions.list', '$.regions[*].nobody_knows', /infrahub\/regions\.ts .*\bregions:/],
  ])('of %s %s at %s stands on the line of the schema', (vendor, operation, path, line) => {
    expect(lineOf(vendor, operation, path)).toMatch(line);
  });

  it.each([
    ['infrahub', 'unauthenticated', '$', /infrahub\/dialect\.ts +unauthenticated: form\(401/],
    ['infrahub', 'notFound', '$.error_reason', /infrahub\/dialect\.ts +error_reason: z\.string/],
    ['infrahub', 'noRoute', '$.message', /infrahub\/dialect\.ts .*\bmessage: z\.string/],
    ['virtfusion', 'notFound', '$', /virtfusion\/dialect\.ts +notFound: \{ status: 404/],
    ['virtfusion', 'invalid', '$.errors', /virtfusion\/dialect\.ts .*\berrors: z\.array/],
    ['virtuozzo', 'unauthenticated', '$', /virtuozzo\/dialect\.ts +unauthenticated: said\(/],
    ['virtuozzo', 'noRoute', '$', /virtuozzo\/dialect\.ts +noRoute: \{/],
  ])('of how %s words %s, at %s, stands in its dialect', (vendor, failure, path, line) => {
    expect(lineOf(vendor, 'any.operation', path, failure)).toMatch(line);
  });

  it.each([
    ['status', '$', /infrahub\/regions\.ts +list: \{/],
    ['media-type', '$', /infrahub\/regions\.ts +list: \{/],
    ['pagination', '$.regions', /infrahub\/regions\.ts .*\bregions:/],
    ['refuses-no-credential', '$', /infrahub\/regions\.ts +list: \{/],
    ['refuses-malformed-input', '$', /infrahub\/regions\.ts +list: \{/],
    ['never-ready', '$.regions[*].name', /infrahub\/regions\.ts .*\bname:/],
  ])('of the check %s at %s stands with the operation', (_check, path, line) => {
    expect(lineOf('infrahub', 'regions.list', path)).toMatch(line);
  });

  it.each(Object.entries(contracts))(
    'of %s finds the line of nearly all that it may be about',
    async (vendor, listed) => {
      const locate = locateIn(root, vendor);
      const places = (await loadContract(await listed.load())).entries.flatMap(({ id, operation }) =>
        Object.values(operation.responses).flatMap(schema => [...placesOf(schema)].map(({ path }) => ({ id, path }))),
      );
      const sample = places.filter(({ path }, at) => /\w$/.test(path) && at % 20 === 0);
      const found = sample.filter(({ id, path }) => {
        const place = locate({ ...finding, vendor, operation: id, path });
        const line = place && readFileSync(join(root, place.file), 'utf8').split('\n')[place.line - 1];
        return line?.includes(/\w+$/.exec(path)?.[0] ?? '?');
      });
      expect(sample.length).toBeGreaterThan(20);
      expect(found.length / sample.length).toBeGreaterThan(0.9);
    },
  );

  it('of a member of the request stands in the schema of that part', () => {
    expect(lineOf('infrahub', 'virtualMachines.create', '$request.body.flavor_name')).toMatch(
      /virtual-machines\/\w+\.ts +flavor_name: z/,
    );
    expect(lineOf('infrahub', 'virtualMachines.list', '$request.query.pageSize')).toMatch(/\bpageSize\b/);
  });

  it('has no place where the sources are not at hand', () => {
    expect(locateIn(join(root, 'test'), 'infrahub')(finding)).toBeUndefined();
  });
});
