import { readJson } from '../read-json.js';
import { type Spoken, speaking, tell, type VerbOptions } from './verb.js';

/** Writes a world as JSON to standard output, or brings it to the state of such a file. */
export const snapshot = (options: VerbOptions & { readonly restore?: string }): Promise<void> =>
  speaking(options, async ({ client, call, params }: Spoken) => {
    if (options.restore === undefined) {
      process.stdout.write(`${JSON.stringify(await client.snapshot.save({ params }))}\n`);
      return;
    }
    const body = readJson('--restore', options.restore);
    tell(options, await call('snapshot', 'restore', { params, body }), world => [
      `the world ${Object(world).name} is as ${options.restore} has it`,
    ]);
  });
