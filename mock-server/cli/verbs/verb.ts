import type { control } from '../../../contracts/control/index.js';
import type { createCaller } from '../../../contracts/core/client.js';
import type { Client } from '../../../contracts/core/typed-calls.js';
import { callerOf, clientOf, inSentence, type Running, type RunningOptions, runningFrom } from '../running.js';

/** Flags of a verb. */
export interface VerbOptions extends RunningOptions {
  readonly json?: boolean;
}

/** A running server, as a verb speaks to it. */
export interface Spoken {
  readonly client: Client<typeof control>;
  readonly call: ReturnType<typeof createCaller>;
  /** What a call about a world begins with. */
  readonly params: { readonly world: string };
}

/** Speaks to the running server that is meant. A refusal is the server's own sentence, as `UsageError`. */
export async function speaking<T>(options: VerbOptions, act: (spoken: Spoken) => Promise<T>): Promise<T> {
  const running = await runningFrom(options, process.env);
  return act(spokenWith(running)).catch((error: unknown) => {
    throw inSentence(error, running);
  });
}

const spokenWith = (running: Running): Spoken => ({
  client: clientOf(running),
  call: callerOf(running),
  params: { world: running.world },
});

/** Writes an answer: as the server gave it, or in words. */
export function tell<Answer>(
  { json }: VerbOptions,
  answer: Answer,
  inWords: (answer: Answer) => readonly string[],
): void {
  const text = json ? JSON.stringify(answer, null, 2) : inWords(answer).join('\n');
  if (text !== '') process.stdout.write(`${text}\n`);
}

/** Rows as columns of the same width. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_cell, at) => Math.max(...rows.map(row => row[at]?.length ?? 0))) ?? [];
  return rows.map(row =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** A rule on one line: its number, the operation it is about, and what else it says. */
export function ruleLine(rule: unknown): string {
  const { id, operation, ...rest } = Object(rule);
  const said = Object.entries(rest)
    .filter(([, value]) => value !== null && value !== undefined && value !== false)
    .map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`);
  return [`${id}`, operation, ...said].join('  ');
}
