import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectedOf } from '../../contracts/core/exchange.js';
import { heldBy } from '../../contracts/core/schema.js';
import type { Report, ReportFinding } from '../../contracts/kit/report/report.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import {
  castInto,
  checkFor,
  factsSince,
  type Otherwise,
  otherwise,
  type Release,
  releasesOf,
} from './drifts/history.js';
import { drifting, isBelow, vendorOf } from './drifts/replay.js';
import { unseen, type Visible, visibleIn } from './drifts/visible.js';
import { trial } from './kit.js';

/**
 * The contract of today against the endpoints of each older release: today's answers in that release's shape. What is found
 * is exactly what that release had otherwise, as far as a run can see it.
 */

const vendor = 'infrahub';
const everything = { vendor, refusals: false, allow: ['write', 'spend', 'destroy'] } as const;
const releases = releasesOf(vendor);

const { contract } = await vendorOf(vendor);
const shapeOf = ({ version }: Release): string => JSON.stringify(otherwise(contract, factsSince(releases, version)));
/** The first release of each shape. */
const shapes = releases.filter((one, at) => releases.findIndex(other => shapeOf(other) === shapeOf(one)) === at);

let mock: MockServer;
/** The places that the answers to a run have. */
const places = new Set<string>();
const reports = new Map<string, Report>();
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
  await trial(mock, {
    ...everything,
    onExchange: ({ entry, reply }) => {
      const { schema, failure } = expectedOf({ contract, entry, reply }) ?? {};
      if (schema !== undefined && failure === undefined)
        for (const { path } of heldBy(schema, reply.body)) places.add(`${entry.id} ${path}`);
    },
  });
  for (const one of shapes) {
    const send = await drifting(vendor, castInto(one, contract, factsSince(releases, one.version)));
    reports.set(shapeOf(one), (await trial(mock, { ...everything, send })).report);
  }
}, 120_000);
afterAll(() => mock.close());

const reportOf = (one: Release): Report => {
  const report = reports.get(shapeOf(one));
  if (report === undefined) throw new Error(`no run as of ${one.version}`);
  return report;
};

function visible(one: Release): Visible {
  const facts = factsSince(releases, one.version);
  const gone = new Set(otherwise(contract, facts).flatMap(({ id, how }) => (how === 'gone' ? id : [])));
  const sources = (id: string) => Object.values(contract.byId.get(id)?.operation.sources ?? {});
  return visibleIn(contract, facts, {
    isShown: (id, place) => places.has(`${id} ${place}`),
    isReached: id =>
      reportOf(one).operations.some(operation => operation.id === id && operation.reason !== 'not-made') &&
      !sources(id).some(({ read }) => gone.has(read)),
  });
}

const lineOf = ({ id, place, how }: Otherwise): string => `${id} ${place} ${checkFor[how]}`;
const lineOfFinding = ({ operation, path, check }: ReportFinding): string => `${operation} ${path} ${check}`;
/** Whether a finding only follows from a difference: it is inside it, or the run did not find a thing that it made. */
const follows = ({ check, operation, path }: ReportFinding, seen: readonly Otherwise[]): boolean =>
  check === 'never-ready' ||
  seen.some(({ id, place, how }) => id === operation && how !== 'gone' && isBelow(path, place));

describe('an endpoint of an older release', () => {
  it.each(shapes.map(one => [one.version, one] as const))('is told as it was: %s', (_version, one) => {
    const { seen } = visible(one);
    const found = reportOf(one).findings.filter(finding => !follows(finding, seen));
    expect(found.map(lineOfFinding).toSorted()).toEqual(seen.map(lineOf).toSorted());
  });
});

/** Releases with what a run finds of them, in Markdown. */
function table(): string {
  const lines = releases.map(one => {
    const { seen, unseen: rest } = visible(one);
    const told = new Set(reportOf(one).findings.map(lineOfFinding));
    const missed = seen.filter(difference => !told.has(lineOf(difference))).length;
    const described = [...rest].filter(([reason]) => reason !== 'not-described' && reason !== 'operation-removed');
    const unseenHere = described.reduce((sum, [, count]) => sum + count, 0);
    return [
      one.version,
      one.date,
      seen.length,
      seen.length - missed,
      missed,
      unseenHere,
      rest.get('not-described') ?? 0,
    ];
  });
  const head = ['release', 'date', 'visible', 'found', 'missed', 'not visible', 'at operations not described yet'];
  return [head, head.map(() => '---'), ...lines].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

/** Why the rest of the oldest release's facts is not to be seen, in Markdown. */
function reasons(): string {
  const [oldest] = releases;
  const rest = oldest === undefined ? [] : [...visible(oldest).unseen];
  return rest
    .toSorted(([, one], [, other]) => other - one)
    .map(([reason, count]) => `- ${count} \`${reason}\`: ${unseen[reason]}`)
    .join('\n');
}

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const printed = /<!-- history -->\n([\s\S]*?)\n<!-- \/history -->/.exec(readme)?.[1];

it('the facts of all releases are told or counted, each release with its reasons', () => {
  expect(releases.map(({ version }) => version)).toContain('1.55.1');
  expect(`${table()}\n\n${reasons()}`).toMatchInlineSnapshot(`
    "| release | date | visible | found | missed | not visible | at operations not described yet |
    | --- | --- | --- | --- | --- | --- | --- |
    | 1.23.0 | 2024-12-18 | 140 | 120 | 20 | 115 | 2 |
    | 1.24.0 | 2024-12-20 | 140 | 120 | 20 | 115 | 2 |
    | 1.25.0 | 2025-01-17 | 131 | 111 | 20 | 111 | 2 |
    | 1.40.0 | 2025-09-03 | 134 | 118 | 16 | 60 | 1 |
    | 1.41.2 | 2025-09-26 | 121 | 114 | 7 | 51 | 1 |
    | 1.42.0 | 2025-09-30 | 121 | 114 | 7 | 51 | 0 |
    | 1.42.1 | 2025-10-07 | 121 | 114 | 7 | 51 | 0 |
    | 1.43.0 | 2025-10-21 | 104 | 102 | 2 | 42 | 0 |
    | 1.45.2 | 2025-10-29 | 103 | 101 | 2 | 44 | 0 |
    | 1.46.1 | 2025-11-21 | 102 | 100 | 2 | 43 | 0 |
    | 1.46.2 | 2025-12-03 | 102 | 100 | 2 | 43 | 0 |
    | 1.46.4 | 2025-12-17 | 97 | 96 | 1 | 41 | 0 |
    | 1.47.0 | 2026-01-13 | 96 | 95 | 1 | 41 | 0 |
    | 1.48.0 | 2026-01-27 | 96 | 95 | 1 | 41 | 0 |
    | 1.49.0 | 2026-02-03 | 94 | 93 | 1 | 40 | 0 |
    | 1.50.0 | 2026-02-17 | 93 | 92 | 1 | 36 | 0 |
    | 1.50.2 | 2026-02-26 | 93 | 92 | 1 | 36 | 0 |
    | 1.51.0 | 2026-03-31 | 77 | 76 | 1 | 30 | 0 |
    | 1.51.1 | 2026-04-07 | 76 | 75 | 1 | 30 | 0 |
    | 1.51.2 | 2026-04-21 | 76 | 75 | 1 | 30 | 0 |
    | 1.52.0 | 2026-06-09 | 72 | 71 | 1 | 28 | 0 |
    | 1.52.3 | 2026-06-16 | 4 | 4 | 0 | 7 | 0 |
    | 1.53.4 | 2026-07-07 | 3 | 3 | 0 | 7 | 0 |
    | 1.53.6 | 2026-07-09 | 3 | 3 | 0 | 7 | 0 |
    | 1.54.7 | 2026-08-04 | 1 | 1 | 0 | 5 | 0 |
    | 1.55.1 | 2026-09-08 | 0 | 0 | 0 | 0 | 0 |

    - 31 \`not-reached\`: a run needs a thing for it that it cannot make there
    - 26 \`param-renamed\`: a name in a path never travels
    - 15 \`request-field-added\`: an older endpoint answers the same and does not read it
    - 13 \`no-place\`: the contract has no such field
    - 9 \`param-added\`: an older endpoint answers the same and does not read it
    - 9 \`param-type-changed\`: a good value has the same bytes in both forms
    - 5 \`not-shown\`: the answers to a run have no such place
    - 3 \`operation-removed\`: the contract has no such operation
    - 3 \`may-be-absent\`: the contract lets it be absent
    - 2 \`not-described\`: the operation is not described yet
    - 2 \`status-added\`: no run can bring that refusal about
    - 2 \`request-field-optional\`: a run sends it in any case"
  `);
});

it('the README shows the table of releases', () => {
  expect(printed).toBe(table());
});
