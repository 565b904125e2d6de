import { givenFor } from '../contract-options.js';
import { STEP } from './flagged-calls.js';
import { speaking, tell, type VerbOptions } from './verb.js';

/** Lets time pass in a world, and says what happened. */
export const advance = (
  by: string | undefined,
  options: VerbOptions & Readonly<Record<string, unknown>>,
): Promise<void> =>
  speaking(options, async ({ client, params }) => {
    const body = { ...(await givenFor(STEP, options)), ...(by !== undefined && { by }) };
    tell(options, await client.clock.advance({ params, body }), ({ clock, ran, more, changed }) => [
      ...ran.map(
        ({ at, vendor, job, subject, failed }) => `${at}  ${vendor} ${job} ${subject}${failed ? ' failed' : ''}`,
      ),
      ...(more === undefined ? [] : [`and ${more} more`]),
      ...Object.entries(changed).flatMap(([vendor, parts]) =>
        Object.entries(parts).map(([part, count]) => `${vendor} ${part}: ${count} changed`),
      ),
      `the clock is ${clock.mode} at ${clock.now}`,
    ]);
  });
