import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { severities } from '../../contracts/core/checks.js';
import type { LoadedContract } from '../../contracts/core/contract.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import { baseOf } from '../../contracts/core/request.js';
import { dayTime } from '../../contracts/core/time.js';
import { read } from '../../contracts/core/wire.js';
import { Observer, type Told } from '../../contracts/kit/proxy/observer.js';
import { nothingRead, type Reads, readsFrom } from '../../contracts/kit/proxy/reads.js';
import { rowOf } from '../../contracts/kit/proxy/saved-drifts.js';
import { many, type Report, standing } from '../../contracts/kit/report/report.js';
import { visible } from '../../contracts/kit/report/visible.js';
import { systemNow } from '../../contracts/kit/system.js';
import { bytesOf, MAX_ANSWER } from '../../contracts/kit/transport/answer-bounds.js';
import { variable } from '../../contracts/kit/transport/credentials.js';
import type { Vendors } from '../calls/listed-vendor.js';
import { isLoopbackHost } from '../http/loopback.js';
import { serverOptions } from '../options.js';
import { HarFile, MOST_OF_HAR } from '../proxy/har-file.js';
import { startProxy } from '../proxy/proxy.js';
import { wantsTls } from '../tls/wish.js';
import { version } from '../version.js';
import { atFirstSignal } from './at-first-signal.js';
import { nameOfWriting, readBaseline, writable, write, writingFrom } from './check.js';
import { warnOfClearText } from './clear-text.js';
import { trustLines } from './export-lines.js';
import { flagsFrom, target } from './flags.js';
import { listenError } from './listen-error.js';
import { readJson } from './read-json.js';
import { UsageError } from './settings.js';
import { needVendor } from './vendors.js';
import { orSaid } from './write-out.js';

const HOUR = 3_600_000;

/** Flags of `proxy`, as commander gives them. */
const flags = z.object({
  target,
  port: read.integer().pipe(z.int().min(0).max(65_535)).default(4851),
  host: z.string().min(1).default('127.0.0.1'),
  ...serverOptions.pick({ tls: true, tlsCert: true, tlsKey: true, tlsFolder: true }).shape,
  timeout: read.integer().pipe(z.int().min(1).max(HOUR)).default(120_000),
  maxBody: read.number().pipe(z.number().positive().max(256)).default(MAX_ANSWER),
  failOn: z.enum(severities).default('warning'),
  baseline: z.string().optional(),
  reads: z.string().optional(),
  har: z.string().optional(),
  saveDrifts: z.string().optional(),
  format: z.array(z.string()).default(['terminal']),
});

/**
 * Stands between a client and an endpoint until it is interrupted, then writes reports as `check` does. Throws `UsageError`
 * for wrong flags, a port in use and a certificate that cannot be served with.
 */
export async function proxy(vendors: Vendors, called: string, given: unknown, env: NodeJS.ProcessEnv): Promise<void> {
  const vendor = needVendor(vendors, called);
  const address = variable(vendor, 'url');
  const wanted = flagsFrom(flags, Object(given), [address, env[address]]);
  const { target: endpoint, port, host, timeout, failOn } = wanted;
  if (endpoint === undefined) throw new UsageError('name the endpoint with --target');
  const writings = wanted.format.map(writingFrom);
  const baseline = wanted.baseline === undefined ? undefined : readBaseline(wanted.baseline);
  if (wanted.har !== undefined) writable('--har', wanted.har);
  if (wanted.saveDrifts !== undefined) folder(wanted.saveDrifts);
  const contract = await loadContract((await vendors.load(vendor)).contract);
  const reads = wanted.reads === undefined ? nothingRead : readReads(contract, wanted.reads);
  const shown = baseOf(contract, endpoint);
  const observer = new Observer({
    ...{ contract, target: shown, failOn, reads, now: systemNow },
    ...(baseline && { baseline }),
  });
  const har = wanted.har === undefined ? undefined : new HarFile(wanted.har, { name: 'hostdouble', version });
  const ended = interruption();
  warnOfClearText(endpoint);
  const asUsage = (error: unknown): never => {
    throw listenError(error, port, host);
  };
  const tls = wantsTls(wanted)
    ? await import('../tls/secured.js').then(({ secured }) => secured(wanted, env)).catch(asUsage)
    : undefined;
  const make = tls && (await import('../http/tls-server.js')).servedWith(tls);
  const running = await startProxy({
    ...{
      contract,
      make,
      target: endpoint,
      port,
      host,
      timeout,
      observer,
      har,
      now: systemNow,
      most: bytesOf(wanted.maxBody),
    },
    onTold: tell,
    onError: error => say(`a call passed and could not be looked at: ${error instanceof Error ? error.name : error}`),
  }).catch(asUsage);
  process.stdout.write(`hostdouble proxy ready ${running.url}\n`);
  say(`${running.url}${contract.dialect.basePath} passes to ${shown}; Ctrl-C ends it and reports`);
  for (const line of trustLines(tls?.trust)) process.stderr.write(`${line}\n`);
  if (!isLoopbackHost(host)) say(`whoever reaches ${host} reaches the target through it`);
  await ended;
  await running.close();
  har?.close();
  if (har?.isFull) say(`${wanted.har} holds the first ${MOST_OF_HAR} MiB only`);
  const report = observer.report();
  const written = { isWhole: true };
  const { saveDrifts: rows } = wanted;
  if (rows !== undefined) orSaid(written, `the rows (${rows})`, () => saveDrifts(contract, report, rows));
  for (const writing of writings) orSaid(written, nameOfWriting(writing), () => write(report, writing));
  process.exitCode = report.exitCode === 0 && !written.isWhole ? 1 : report.exitCode;
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
  const { reads, wrong, odd } = readsFrom(contract, readJson('--reads', file));
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
  process.stderr.write(`hostdouble: ${visible(text)}\n`);
};

/** Resolves at the first signal, after which the report is written. */
const interruption = (): Promise<void> =>
  new Promise(resolve => {
    atFirstSignal(() => {
      say('ending; once more ends at once');
      resolve();
    });
  });
