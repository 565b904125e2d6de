import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectedOf } from '../../contracts/core/exchange.js';
import { heldBy } from '../../contracts/core/held.js';
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
/** What each release has otherwise than today, as one text. */
const shapeByRelease = new Map(
  releases.map(one => [one, JSON.stringify(otherwise(contract, factsSince(releases, one.version)))]),
);
const shapeOf = (one: Release): string => shapeByRelease.get(one) ?? '';
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
}, 600_000);
afterAll(() => mock.close());

/** Why a run tells nothing of an operation that is gone: it has no thing to ask of it about, or the contract lets it be absent. */
const unasked = new Set(['not-made', 'no-data', 'absent', 'may-be-absent']);

const reportOf = (one: Release): Report => {
  const report = reports.get(shapeOf(one));
  if (report === undefined) throw new Error(`no run as of ${one.version}`);
  return report;
};

function visible(one: Release): Visible {
  const facts = factsSince(releases, one.version);
  const gone = new Set(otherwise(contract, facts).flatMap(({ id, how }) => (how === 'gone' ? id : [])));
  const sources = (id: string) => Object.values(contract.byId.get(id)?.operation.sources ?? {});
  const inReport = (id: string) => reportOf(one).operations.find(operation => operation.id === id);
  return visibleIn(contract, facts, {
    isShown: (id, place) => places.has(`${id} ${place}`),
    // An older endpoint may refuse what is sent today.
    isAnswered: id => (inReport(id)?.fields.known ?? 0) > 0,
    isReached: id => {
      const operation = inReport(id);
      const isAsked = operation?.outcome !== 'not-compared' || !unasked.has(operation.reason ?? '');
      return operation !== undefined && isAsked && !sources(id).some(({ read }) => gone.has(read));
    },
  });
}

const lineOf = ({ id, place, how }: Otherwise): string => `${id} ${place} ${checkFor[how]}`;
const lineOfFinding = ({ operation, path, check }: ReportFinding): string => `${operation} ${path} ${check}`;
/**
 * Whether a finding only follows from a difference: it is inside it, it tells that a field which the vendor's sources dispute
 * is not there, or the run did not find a thing that it made.
 */
const follows = ({ check, operation, path }: ReportFinding, seen: readonly Otherwise[]): boolean =>
  check === 'never-ready' ||
  check === 'disputed' ||
  seen.some(
    ({ id, place, how }) =>
      id === operation && how !== 'gone' && (path === place ? check === 'not-kept' : isBelow(path, place)),
  );

describe('an endpoint of an older release', () => {
  it.each(shapes.map(one => [one.version, one] as const))('is told as it was: %s', (_version, one) => {
    const { seen } = visible(one);
    const all = otherwise(contract, factsSince(releases, one.version));
    const found = reportOf(one).findings.filter(finding => !follows(finding, all));
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
    | 1.23.0 | 2024-12-18 | 120 | 120 | 0 | 135 | 2 |
    | 1.24.0 | 2024-12-20 | 120 | 120 | 0 | 135 | 2 |
    | 1.25.0 | 2025-01-17 | 111 | 111 | 0 | 131 | 2 |
    | 1.40.0 | 2025-09-03 | 118 | 118 | 0 | 76 | 1 |
    | 1.41.2 | 2025-09-26 | 114 | 114 | 0 | 58 | 1 |
    | 1.42.0 | 2025-09-30 | 114 | 114 | 0 | 58 | 0 |
    | 1.42.1 | 2025-10-07 | 114 | 114 | 0 | 58 | 0 |
    | 1.43.0 | 2025-10-21 | 102 | 102 | 0 | 44 | 0 |
    | 1.45.2 | 2025-10-29 | 101 | 101 | 0 | 46 | 0 |
    | 1.46.1 | 2025-11-21 | 100 | 100 | 0 | 45 | 0 |
    | 1.46.2 | 2025-12-03 | 100 | 100 | 0 | 45 | 0 |
    | 1.46.4 | 2025-12-17 | 96 | 96 | 0 | 42 | 0 |
    | 1.47.0 | 2026-01-13 | 95 | 95 | 0 | 42 | 0 |
    | 1.48.0 | 2026-01-27 | 95 | 95 | 0 | 42 | 0 |
    | 1.49.0 | 2026-02-03 | 93 | 93 | 0 | 41 | 0 |
    | 1.50.0 | 2026-02-17 | 92 | 92 | 0 | 37 | 0 |
    | 1.50.2 | 2026-02-26 | 92 | 92 | 0 | 37 | 0 |
    | 1.51.0 | 2026-03-31 | 76 | 76 | 0 | 31 | 0 |
    | 1.51.1 | 2026-04-07 | 75 | 75 | 0 | 31 | 0 |
    | 1.51.2 | 2026-04-21 | 75 | 75 | 0 | 31 | 0 |
    | 1.52.0 | 2026-06-09 | 71 | 71 | 0 | 29 | 0 |
    | 1.52.3 | 2026-06-16 | 4 | 4 | 0 | 7 | 0 |
    | 1.53.4 | 2026-07-07 | 3 | 3 | 0 | 7 | 0 |
    | 1.53.6 | 2026-07-09 | 3 | 3 | 0 | 7 | 0 |
    | 1.54.7 | 2026-08-04 | 1 | 1 | 0 | 5 | 0 |
    | 1.55.1 | 2026-09-08 | 0 | 0 | 0 | 0 | 0 |

    - 43 \`not-reached\`: a run needs a thing for it that it cannot make there
    - 26 \`param-renamed\`: a name in a path never travels
    - 15 \`request-field-added\`: an older endpoint answers the same and does not read it
    - 13 \`no-place\`: the contract has no such field
    - 13 \`not-shown\`: the answers to a run have no such place
    - 9 \`param-added\`: an older endpoint answers the same and does not read it
    - 9 \`param-type-changed\`: a good value has the same bytes in both forms
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
