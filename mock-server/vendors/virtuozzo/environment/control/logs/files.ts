import { dayTime, sqlTime } from '../../../../../../contracts/core/time.js';
import { DAY, HOUR, type Instant } from '../../../../../domain/clock.js';
import { software } from '../../../catalogue.js';
import type { VirtuozzoCloud } from '../../../cloud.js';
import { hourFrom, hourOf } from '../../../hours.js';
import { hourOfWeek } from '../../../load-profile.js';
import type { AppEnvironment, Node } from '../record.js';
import type { LogMark } from './record.js';

/**
 * Log files of nodes. Their lines follow from the node, the hour and when it ran, so that they cost no state: the more
 * traffic an hour has, the more lines. They are put aside each Monday, and five weeks of them are there.
 */

export interface LogFile {
  readonly path: string;
  /** Put aside, and no longer written. */
  readonly isRotated: boolean;
  readonly lines: readonly Line[];
  /** In bytes, the ends of lines included. */
  readonly length: number;
  readonly changedOn: Instant;
}

export interface Line {
  readonly at: Instant;
  /** Written when it is read: all lines of a file but that of the runs are equally long, so that its length needs one. */
  readonly text: () => string;
}

/** A time in which a node ran. */
interface Run {
  readonly from: Instant;
  readonly to: Instant;
}

export const LOGS = '/var/log';
const WEEKS_KEPT = 4;
const WEEK = 7 * DAY;

/** Every node has this file; public clients read it. */
const RUN_LOG = `${LOGS}/run.log`;

/** How many lines an hour of so many MB has in a log. */
interface Kind {
  readonly path: string;
  readonly linesFor: (traffic: number) => number;
  readonly text: (time: string, draw: (field: string) => number) => string;
}

/** The logs that a node of a type writes beside the one of its runs. */
function kindsOf({ type }: Node): Kind[] {
  const group = software.get(type)?.group ?? 'cp';
  const folder = `${LOGS}/${type.replace(/[^a-z0-9].*$/, '')}`;
  if (group !== 'bl' && group !== 'cp')
    return [
      {
        path: `${folder}/${type.replace(/[^a-z0-9].*$/, '')}.log`,
        linesFor: traffic => 1 + Math.floor(traffic / 20),
        text: (time, draw) => `${time} [Note] checkpoint ${digits(draw('checkpoint'), 6)} written`,
      },
    ];
  return [
    {
      path: `${folder}/access.log`,
      linesFor: traffic => 1 + Math.floor(traffic / 4),
      text: (time, draw) =>
        `203.0.113.${digits(draw('client'), 2)} [${time}] "GET /page/${digits(draw('page'), 3)} HTTP/1.1" 200 ${digits(draw('bytes'), 5)}`,
    },
    {
      path: `${folder}/error.log`,
      linesFor: traffic => Math.floor(traffic / 40),
      text: (time, draw) => `${time} [warn] upstream took ${digits(draw('upstream'), 4)} ms`,
    },
  ];
}

/** Folders that a node's logs stand in. */
export const logFoldersOf = (node: Node): string[] => [
  ...new Set([RUN_LOG, ...kindsOf(node).map(({ path }) => path)].map(path => path.slice(0, path.lastIndexOf('/')))),
];

/** So many digits of a share of one, always as many. */
const digits = (share: number, count: number): string =>
  `${Math.floor(share * 10 ** count)}`.padStart(count, '0').slice(0, count);

/** The log files of a node as its software has written them until now. */
export function logFilesOf(cloud: VirtuozzoCloud, { id: appid }: AppEnvironment, node: Node): LogFile[] {
  const { now } = cloud;
  const runs = runsOf(cloud, appid, node.id);
  const born = runs[0]?.from ?? now;
  const marks = new Map(
    cloud.logMarks
      .allKeyed(appid)
      .filter(({ nodeid }) => nodeid === node.id)
      .map(mark => [mark.path, mark]),
  );
  const monday = mondayOf(now);
  const weeks = Array.from({ length: WEEKS_KEPT }, (_, index) => monday - (index + 1) * WEEK).filter(
    start => start + WEEK > born,
  );
  return [
    ...written(RUN_LOG, runLines(runs, now), born, marks.get(RUN_LOG)),
    ...kindsOf(node).flatMap(kind => {
      const lines = (start: Instant): Line[] => [
        ...linesOf(cloud, node.id, kind, runs, start, Math.min(start + WEEK, now)),
      ];
      const mark = marks.get(kind.path);
      return [
        ...written(kind.path, lines(monday), Math.max(born, monday), mark),
        ...weeks.flatMap(start => {
          const path = asideOf(kind.path, start);
          // What was emptied while it was written was put aside without those lines.
          const emptied = mark !== undefined && mondayOf(mark.clearedOn) === start ? mark.clearedOn : start;
          return putAside(path, since(lines(start), emptied), marks.get(path));
        }),
      ];
    }),
  ];
}

type Mark = Pick<LogMark, 'clearedOn' | 'isRemoved'> | undefined;

const since = (lines: readonly Line[], start: Instant): Line[] => lines.filter(({ at }) => at >= start);

/** A file that is being written: there even without a line, unless it was removed. */
function written(path: string, all: readonly Line[], begun: Instant, mark: Mark): LogFile[] {
  const lines = mark === undefined ? all : since(all, mark.clearedOn);
  if (lines.length === 0 && mark?.isRemoved) return [];
  const changedOn = lines.at(-1)?.at ?? Math.max(begun, mark?.clearedOn ?? 0);
  return [{ path, isRotated: false, lines, length: lengthOf(lines), changedOn }];
}

/** A file put aside: there if it had lines, or was emptied since, unless it was removed. */
function putAside(path: string, all: readonly Line[], mark: Mark): LogFile[] {
  const lines = mark === undefined ? all : since(all, mark.clearedOn);
  const changedOn = lines.at(-1)?.at ?? mark?.clearedOn;
  if (changedOn === undefined || mark?.isRemoved) return [];
  return [{ path, isRotated: true, lines, length: lengthOf(lines), changedOn }];
}

/** The name under which a log is put aside at the end of the week that began then. */
export const asideOf = (path: string, start: Instant): string =>
  `${path}-${dayTime.format(start + WEEK).replaceAll('-', '')}`;

function lengthOf(lines: readonly Line[]): number {
  const [first, last] = [lines[0]?.text().length ?? 0, lines.at(-1)?.text().length ?? 0];
  if (first === last) return lines.length * (first + 1);
  return lines.reduce((sum, { text }) => sum + text().length + 1, 0);
}

/** When a node ran, told by what it was charged for. */
function runsOf(cloud: VirtuozzoCloud, appid: string, node: number): Run[] {
  const runs: Run[] = [];
  for (const { from, to, terms } of cloud.charged.of(appid)) {
    if (!terms.nodes.some(({ id, flexible }) => id === node && flexible > 0)) continue;
    const end = to ?? Number.POSITIVE_INFINITY;
    const last = runs.at(-1);
    if (last !== undefined && last.to === from) runs[runs.length - 1] = { from: last.from, to: end };
    else runs.push({ from, to: end });
  }
  return runs;
}

const runLines = (runs: readonly Run[], now: Instant): Line[] =>
  runs.flatMap(({ from, to }) => [
    { at: from, text: () => `${sqlTime.format(from)} [run] service started` },
    ...(to <= now ? [{ at: to, text: () => `${sqlTime.format(to)} [run] service stopped` }] : []),
  ]);

/** The lines of a time, spread evenly over each hour, where the node ran. */
function* linesOf(
  cloud: VirtuozzoCloud,
  node: number,
  { path, linesFor, text }: Kind,
  runs: readonly Run[],
  start: Instant,
  end: Instant,
): Generator<Line> {
  const { traffic } = cloud.usage.load(node);
  for (const run of runs) {
    const [from, to] = [Math.max(start, run.from), Math.min(end, run.to)];
    for (let hour = hourOf(from); hour < hourFrom(to); hour += 1) {
      const count = linesFor(traffic[hourOfWeek(hour)] ?? 0);
      for (let index = 0; index < count; index += 1) {
        const at = hour * HOUR + Math.floor(((index + 0.5) * 3600) / count) * 1000;
        if (at < from || at >= to) continue;
        const draw = (field: string): number =>
          cloud.random.unit({ entity: 'log', id: `${node} ${path} ${hour}`, field }, index);
        yield { at, text: () => text(sqlTime.format(at), draw) };
      }
    }
  }
}

/** Where the oldest week begins of which logs are kept. */
export const firstWeekKept = (now: Instant): Instant => mondayOf(now) - WEEKS_KEPT * WEEK;

/** Monday 00:00 UTC of the week of an instant. */
export const mondayOf = (at: Instant): Instant => (hourOf(at) - hourOfWeek(hourOf(at))) * HOUR;
