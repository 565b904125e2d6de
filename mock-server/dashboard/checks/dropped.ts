import { signal } from '@preact/signals';
import { type Beside, besideEachOther } from '../../../contracts/kit/report/beside.js';
import { readReport } from '../../../contracts/kit/report/read-report.js';
import type { Report } from '../../../contracts/kit/report/report.js';

/** A report that was given to the page. It stays in the page: nothing of it is sent anywhere. */
export interface DroppedReport {
  readonly file: string;
  readonly report: Report;
}

/** The reports that were given, at most two, in the order of their time. They stay while the page is open. */
export const dropped = signal<readonly DroppedReport[]>([]);

/** Why files were not taken, a sentence each. */
export const refusals = signal<readonly string[]>([]);

/** Whether files are being read. */
export const isReading = signal(false);

/** Bytes of the largest file that is read. */
const LARGEST = 64 * 1024 * 1024;

/** Takes files: each is shown, two beside each other. With a third, the earlier of the two makes room. */
export async function take(files: readonly File[]): Promise<void> {
  refusals.value = [];
  isReading.value = true;
  for (const file of files) {
    try {
      dropped.value = withOne(dropped.value, await read(file));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      refusals.value = [...refusals.value, `${file.name}: ${why}`];
    }
  }
  isReading.value = false;
}

async function read(file: File): Promise<DroppedReport> {
  if (file.size > LARGEST) throw new Error(`it has more than ${LARGEST / 1024 / 1024} MiB, and no report has`);
  return { file: file.name, report: readReport(await file.text()) };
}

function withOne(before: readonly DroppedReport[], one: DroppedReport): readonly DroppedReport[] {
  const last = before.at(-1);
  if (last === undefined) return [one];
  if (before.some(({ report }) => isSame(report, one.report)))
    throw new Error('it is the report of a run that is shown');
  const { earlier } = besideEachOther(last.report, one.report);
  return earlier === one.report ? [one, last] : [last, one];
}

const isSame = (one: Report, other: Report): boolean =>
  one.vendor === other.vendor &&
  one.target === other.target &&
  one.startedAt === other.startedAt &&
  one.milliseconds === other.milliseconds;

/** The two reports beside each other; undefined as long as there are not two. */
export function beside(): Beside | undefined {
  const [one, other] = dropped.value;
  return one && other && besideEachOther(one.report, other.report);
}

/** Puts a report away, or all of them. */
export function putAway(which?: DroppedReport): void {
  dropped.value = which === undefined ? [] : dropped.value.filter(one => one !== which);
  refusals.value = [];
}
