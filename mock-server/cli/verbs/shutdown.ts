import { speaking, tell, type VerbOptions } from './verb.js';

/** Ends a server. */
export const shutdown = (options: VerbOptions): Promise<void> =>
  speaking(options, async ({ client }) => {
    tell(options, await client.shutdown.begin(), () => ['the server ends']);
  });
