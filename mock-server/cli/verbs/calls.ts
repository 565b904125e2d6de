import { setTimeout } from 'node:timers/promises';
import { callLine } from '../call-line.js';
import { givenFor } from '../contract-options.js';
import { CALLS } from './flagged-calls.js';
import { type Spoken, speaking, type VerbOptions } from './verb.js';

/** Milliseconds between two looks at the journal. */
const INTERVAL = 250;

type Options = VerbOptions & { readonly follow?: boolean } & Readonly<Record<string, unknown>>;

/** Writes the calls that a world received; with `follow` also those that come, until it is interrupted. */
export const calls = (options: Options): Promise<void> =>
  speaking(options, async spoken => {
    const query = await givenFor(CALLS, options);
    let last = 0;
    do {
      const answer = await received(spoken, query);
      // Whoever clears the journal lets it count from 1 again.
      if (answer.count < last) last = 0;
      const told = answer.calls.filter(({ number }) => number > last);
      last = Math.max(answer.count, last);
      if (options.json && !options.follow) process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
      else
        for (const call of told)
          process.stdout.write(`${options.json ? JSON.stringify(call) : lineOf(call, spoken)}\n`);
      if (options.follow) await setTimeout(INTERVAL);
    } while (options.follow);
  });

type Answer = Awaited<ReturnType<Spoken['client']['journal']['list']>>;

const received = async ({ client, params }: Spoken, query: Record<string, unknown>): Promise<Answer> =>
  client.journal.list({ params, query });

const lineOf = ({ number, at, ...call }: Answer['calls'][number], { params }: Spoken): string =>
  `${number}  ${at}  ${callLine({ ...call, world: params.world })}`;
