import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { severities } from '../../contracts/core/checks.js';
import type { LoadedContract } from '../../contracts/core/contract.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import { nearestIssue } from '../../contracts/core/issues.js';
import { baseOf } from '../../contracts/core/request.js';
import { dayTime } from '../../contracts/core/time.js';
import { read } from '../../contracts/core/wire.js';
import { Observer, type Told } from '../../contracts/kit/proxy/observer.js';
import { nothingRead, type Reads, readsFrom } from '../../contracts/kit/proxy/reads.js';
import { rowOf } from '../../contracts/kit/proxy/saved-drifts.js';
import { many, type Report, standing } from '../../contracts/kit/report/report.js';
import { systemNow } from '../../contracts/kit/system.js';
import { variable } from '../../contracts/kit/transport/credentials.js';
import type { Vendors } from '../calls/listed-vendor.js';
import { HarFile, MOST_BYTES_OF_HAR } from '../proxy/har-file.js';
import { startProxy } from '../proxy/proxy.js';
import { version } from '../version.js';
import { nameOfWriting, readBaseline, writable, write, writingFrom } from './check.js';
import { listenError } from './listen-error.js';
import { flagOf, UsageError } from './settings.js';
import { needVendor } from './vendors.js';
import { orSaid } from './write-out.js';

const HOUR = 3_600_000;
const MEBIBYTE = 2 ** 20;

/** Flags of `proxy`, as commander gives them. */
const flags = z.object({
  target: z.url({ protocol: /^https?$/, error: 'is no address such as https://panel.example.com' }).optional(),
  port: read.integer().pipe(z.int().min(0).max(65_535)).default(4851),
  host: z.string().min(1).default('127.0.0.1'),
  timeout: read.integer().pipe(z.int().min(1).max(HOUR)).default(120_000),
  maxBody: read.number().pipe(z.number().positive().max(256)).default(8),
  failOn: z.enum(severities).default('warning'),
  baseline: z.string().optional(),
  reads: z.string().optional(),
  har: z.string().optional(),
  saveDrifts: z.string().optional(),
  format: z.array(z.string()).default(['terminal']),
});

/**
 * Stands between a client and an endpoint until it is interrupted, then writes reports as `check` does. Throws `UsageError`
 * for wrong flags and a port in use.
 */
export async function proxy(vendors: Vendors, vendor: string, given: unknown, env: NodeJS.ProcessEnv): Promise<void> {
  needVendor(vendors, vendor);
  const wanted = flagsFrom(Object(given), variable(vendor, 'url'), env);
  const { target, port, host, timeout, failOn } = wanted;
  if (target === undefined) throw new UsageError('name the endpoint with --target');
  const writings = wanted.format.map(writingFrom);
  const baseline = wanted.baseline === undefined ? undefined : readBaseline(wanted.baseline);
  if (wanted.har !== undefined) writable('--har', wanted.har);
  if (wanted.saveDrifts !== undefined) folder(wanted.saveDrifts);
  const contract = await loadContract((await vendors.load(vendor)).contract);
  const reads = wanted.reads === undefined ? nothingRead : readReads(contract, wanted.reads);
  const shown = baseOf(contract, target);
  const observer = new Observer({
    ...{ contract, target: shown, failOn, reads, now: systemNow },
    ...(baseline && { baseline }),
  });
  const har = wanted.har === undefined ? undefined : new HarFile(wanted.har, { name: 'hostdouble', version });
  const ended = interruption();
  const running = await startProxy({
    ...{ contract, target, port, host, timeout, observer, har, now: systemNow, most: wanted.maxBody * MEBIBYTE },
    onTold: tell,
    onError: error => say(`a call passed and could not be looked at: ${error instanceof Error ? error.name : error}`),
  }).catch((error: unknown) => {
    throw listenError(error, port, host);
  });
  process.stdout.write(`hostdouble proxy ready ${running.url}\n`);
  say(`${running.url}${contract.dialect.basePath} passes to ${shown}; Ctrl-C ends it and reports`);
  if (!isLoopback(host)) say(`whoever reaches ${host} reaches the target through it`);
  await ended;
  await running.close();
  har?.close();
  if (har?.isFull) say(`${wanted.har} holds the first ${MOST_BYTES_OF_HAR / MEBIBYTE} MiB only`);
  const report = observer.report();
  const written = { isWhole: true };
  const { saveDrifts: rows } = wanted;
  if (rows !== undefined) orSaid(written, `the rows (${rows})`, () => saveDrifts(contract, report, rows));
  for (const writing of writings) orSaid(written, nameOfWriting(writing), () => write(report, writing));
  process.exitCode = report.exitCode === 0 && !written.isWhole ? 1 : report.exitCode;
}

function flagsFrom(given: Readonly<Record<string, unknown>>, address: string, env: NodeJS.ProcessEnv) {
  const result = flags.safeParse({ target: env[address] || undefined, ...given });
  if (result.success) return result.data;
  const sourceOf = (name: string): string => (name in given || name !== 'target' ? flagOf(name) : address);
  const said = result.error.issues
    .map(nearestIssue)
    .map(({ path, message }) => `${sourceOf(String(path[0]))}: ${message}`);
  throw new UsageError(said.join('\n'));
}

/** Makes the folder for rows, so that what was found has a place to go. */
function folder(path: string): void {
  try {
    if (path === '') throw new Error('names no folder');
    mkdirSync(path, { recursive: true });
    if (!statSync(path).isDirectory()) throw new Error('is no folder');
  } catch (error) {
    throw new UsageError(`--save-drifts: ${error instanceof Error ? error.message : error}`);
  }
}

function readReads(contract: LoadedContract, file: string): Reads {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`--reads: ${file} cannot be read as JSON: ${error instanceof Error ? error.message : error}`);
  }
  const { reads, wrong, odd } = readsFrom(contract, content);
  if (wrong.length > 0) throw new UsageError(wrong.map(one => `--reads: ${one}`).join('\n'));
  for (const one of odd) say(`--reads: ${one}; it counts where an answer shows it`);
  return reads;
}

/** A row of the drift suite in a file of its own for each finding about the endpoint that no baseline allows. */
function saveDrifts(contract: LoadedContract, { findings, startedAt }: Report, path: string): void {
  const all = standing(findings);
  const rows = all.flatMap(finding => rowOf(contract, finding, dayTime.format(Date.parse(startedAt))) ?? []);
  for (const row of rows) {
    const name = `${row.vendor}-${row.id}`.slice(0, 200);
    writeFileSync(join(path, `${name}.json`), `${JSON.stringify([row], null, 2)}\n`);
  }
  say(`${many(rows.length, 'row')} in ${path}`);
  const left = all.length - rows.length;
  if (left > 0)
    say(`${many(left, 'finding')} in no row: no endpoint can be made to do it, such as what a client sends`);
}

/** One line for each new finding. */
function tell({ findings, notCompared }: Told): void {
  for (const { severity, id, expected, found } of findings)
    say(`${severity} ${id}: expected ${expected}; found ${found}`);
  if (notCompared !== undefined) say(notCompared);
}

/** On one line, whatever an endpoint has put in it. */
const say = (text: string): void => {
  process.stderr.write(`hostdouble: ${text.replaceAll(/\p{Cc}/gu, ' ')}\n`);
};

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/** Resolves at the first Ctrl-C or SIGTERM, after which the report is written; the second ends the process at once. */
function interruption(): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  return new Promise(resolve => {
    const end = (): void => {
      for (const signal of signals) process.off(signal, end);
      say('ending; once more ends at once');
      resolve();
    };
    for (const signal of signals) process.on(signal, end);
  });
}
