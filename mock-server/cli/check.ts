import { accessSync, appendFileSync, constants, existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { severities } from '../../contracts/core/checks.js';
import type { Contract } from '../../contracts/core/contract.js';
import { inWords } from '../../contracts/core/issues.js';
import { effects } from '../../contracts/core/operation.js';
import { DAY } from '../../contracts/core/time.js';
import { read } from '../../contracts/core/wire.js';
import { type Baseline, baseline as baselineSchema } from '../../contracts/kit/report/baseline.js';
import { type Format, formats } from '../../contracts/kit/report/formats/index.js';
import { many, type Report } from '../../contracts/kit/report/report.js';
import { locateIn } from '../../contracts/kit/report/source-lines.js';
import { type PlannedCall, plan } from '../../contracts/kit/run/plan.js';
import { run } from '../../contracts/kit/run/run.js';
import { countNotAsked, loadScope, UnnamedPattern } from '../../contracts/kit/run/scope.js';
import { bytesOf } from '../../contracts/kit/transport/answer-bounds.js';
import { credentialsFrom, variable } from '../../contracts/kit/transport/credentials.js';
import type { Vendors } from '../calls/listed-vendor.js';
import { atFirstSignal } from './at-first-signal.js';
import { boundFlags } from './check-bounds.js';
import { progressOn } from './check-progress.js';
import { warnOfClearText } from './clear-text.js';
import { flagsFrom, target } from './flags.js';
import { needKeyOf } from './need-one-of.js';
import { overOneConnection } from './over-one-connection.js';
import { readJson } from './read-json.js';
import { readSince } from './read-since.js';
import { UsageError } from './settings.js';
import { trustHint } from './trust-hint.js';
import { needVendor } from './vendors.js';
import { writeBaseline } from './write-baseline.js';
import { orSaid } from './write-out.js';

/** More than any answer takes, and still what a timer can count. */
const LONGEST = DAY;
const count = (least: number) => read.number().pipe(z.number().min(least));
const words = z.string().transform(text =>
  text
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== ''),
);

/** Flags of `check`, as commander gives them. */
const flags = z.object({
  target,
  only: words.optional(),
  skip: words.optional(),
  allow: words.pipe(z.array(z.enum(effects))).optional(),
  disposable: z.boolean().default(false),
  dryRun: z.boolean().default(false),
  refusals: z.boolean().default(true),
  timeout: count(1).pipe(z.number().max(LONGEST)).default(30_000),
  rate: count(0).optional(),
  retries: count(0).pipe(z.int()).default(3),
  ...boundFlags,
  failOn: z.enum(severities).default('warning'),
  baseline: z.string().optional(),
  since: z.string().optional(),
  writeBaseline: z.string().optional(),
  format: z.array(z.string()).default(['terminal']),
});

interface Writing {
  readonly format: Format;
  readonly file: string | undefined;
}

/**
 * Checks an endpoint and writes reports; the exit code is 0 when the contract holds, 2 for drift and 3 when the endpoint or
 * the credential could not be used. Throws `UsageError` for wrong flags.
 */
export async function check(vendors: Vendors, called: string, given: unknown, env: NodeJS.ProcessEnv): Promise<void> {
  const vendor = needVendor(vendors, called);
  const address = variable(vendor, 'url');
  const wanted = flagsFrom(flags, Object(given), [address, env[address]]);
  const writings = wanted.format.map(writingFrom);
  const allowed = wanted.baseline === undefined ? undefined : readBaseline(wanted.baseline);
  const since = wanted.since === undefined ? undefined : readSince(wanted.since, vendor);
  if (wanted.writeBaseline !== undefined) writable('--write-baseline', wanted.writeBaseline);
  const contract = (await vendors.load(vendor)).contract;
  const { only, skip, allow, disposable, refusals } = wanted;
  const about = { contract, ...(only && { only }), ...(skip && { skip }), ...(allow && { allow }) };
  await loadScope(about).catch((error: unknown) => {
    if (!(error instanceof UnnamedPattern)) throw error;
    throw new UsageError(`${only?.includes(error.pattern) ? '--only' : '--skip'}: ${error.message}`);
  });
  if (wanted.dryRun) {
    process.stdout.write(planText(contract, await plan({ ...about, disposable, refusals })));
    return;
  }
  const { target } = wanted;
  if (target === undefined)
    throw new UsageError(`name the endpoint with --target, or set ${address} (see "hostdouble env")`);
  const credentials = credentialsFrom(contract, env);
  if (Object.keys(credentials).length === 0) {
    const [usual = ''] = contract.dialect.auth.default ?? [];
    process.stderr.write(`hostdouble: there is no credential; set ${variable(vendor, usual)}\n`);
    process.exitCode = 3;
    return;
  }
  warnOfClearText(target);
  const progress = progressOn(process.stderr);
  const report = await run({
    ...about,
    ...{ target, credentials, disposable, refusals, failOn: wanted.failOn },
    ...{ timeout: wanted.timeout, retries: wanted.retries, maxTime: wanted.maxTime, maxAnswer: wanted.maxAnswer },
    ...(wanted.rate !== undefined && { rate: wanted.rate }),
    ...(env.HOSTDOUBLE_ADMIN_TOKEN && { adminToken: env.HOSTDOUBLE_ADMIN_TOKEN }),
    ...(allowed && { baseline: allowed }),
    ...(since && { since }),
    sendToDouble: overOneConnection(bytesOf(wanted.maxAnswer)),
    signal: interruption(),
    ...{ onProgress: progress.tell, onWait: progress.wait, onTakeAway: progress.takeAway },
  });
  progress.end();
  const hint = await trustHint(target, report.sentence, env);
  if (hint.length > 0) process.stderr.write(`hostdouble: ${hint.join('\n')}\n`);
  const written = { isWhole: true };
  for (const writing of writings) orSaid(written, nameOfWriting(writing), () => write(report, writing));
  let exitCode: number = report.exitCode;
  const { writeBaseline: kept } = wanted;
  if (kept !== undefined)
    orSaid(written, `the baseline (${kept})`, () => {
      exitCode = writeBaseline(kept, report);
    });
  process.exitCode = exitCode === 0 && !written.isWhole ? 1 : exitCode;
}

/** Does what flags ask for; an error in that is wrong use. */
function orUsage<T>(where: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new UsageError(`${where}${error instanceof Error ? error.message : error}`);
  }
}

/** A run may be long: that its report has a place to go is seen before. */
export function writable(flag: string, file: string): void {
  if (file === '' || !existsSync(dirname(file))) throw new UsageError(`${flag}: there is no folder for "${file}"`);
  const place = existsSync(file) ? file : dirname(file);
  if (place === file && statSync(file).isDirectory()) throw new UsageError(`${flag}: "${file}" is a folder`);
  orUsage(`${flag}: `, () => accessSync(place, constants.W_OK));
}

/** A report that is to be written, in words. */
export const nameOfWriting = ({ format, file }: Writing): string =>
  `the ${format} report (${file ?? 'standard output'})`;

/** `markdown` to standard output, `markdown=summary.md` to a file. */
export function writingFrom(text: string): Writing {
  const at = text.indexOf('=');
  const format = needKeyOf('format', at === -1 ? text : text.slice(0, at), formats);
  const file = at === -1 ? undefined : text.slice(at + 1);
  if (file !== undefined) writable('--format', file);
  return { format, file };
}

export function write(report: Report, { format, file }: Writing): void {
  const colours = file === undefined && process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  const text = formats[format](report, { colours, locate: locateIn(process.cwd(), report.vendor) });
  if (file === undefined) process.stdout.write(text);
  // A job's summary is one file for all its steps: others may have written to it.
  else if (format === 'markdown') appendFileSync(file, text);
  else writeFileSync(file, text);
}

export function readBaseline(file: string): Baseline {
  const result = baselineSchema.safeParse(readJson('--baseline', file));
  if (!result.success) throw new UsageError(`--baseline: ${file} is wrong:\n${inWords(result.error)}`);
  return result.data;
}

function planText(contract: Contract, steps: readonly PlannedCall[]): string {
  const lines = steps
    .filter(({ left }) => left === null)
    .map(({ operation, call, things, refusals: tried }) => {
      const said = [things.join(', '), tried.join(', ')].filter(text => text !== '').join('; ');
      return `${operation.padEnd(36)} ${call}${said === '' ? '' : `\n${' '.repeat(37)}${said}`}`;
    });
  const others = steps.filter(({ left }) => left !== null);
  const reasons = [...new Set(others.map(({ left }) => left))].map(
    reason =>
      `${reason}: ${others
        .filter(({ left }) => left === reason)
        .map(({ operation }) => operation)
        .join(', ')}`,
  );
  const groups = [...new Set(steps.map(({ operation }) => operation.split('.')[0] ?? ''))];
  const notAsked = countNotAsked(contract, groups);
  if (notAsked > 0) reasons.push(`it was not asked for: ${many(notAsked, 'known operation')} of other groups`);
  const all = steps.length + notAsked;
  return `${[...lines, '', `${lines.length} of ${all} operations would be called.`, ...reasons].join('\n')}\n`;
}

/** Aborted at the first signal, so that what was made is taken away and what was found is told. */
function interruption(): AbortSignal {
  const run = new AbortController();
  atFirstSignal(() => {
    process.stderr.write('\nhostdouble: ending, and taking away what was made; once more ends at once\n');
    run.abort();
  });
  return run.signal;
}
