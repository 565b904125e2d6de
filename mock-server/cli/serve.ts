import { banner } from './banner.js';
import type { ServeSettings } from './settings.js';
import { start } from './start.js';
import { untilEnded } from './until-ended.js';

/**
 * Serves until a signal ends it, the npm that started it has gone, or it is asked to end by `POST /__admin/shutdown`. What is
 * under way may end; a second signal ends it at once. Throws `UsageError` where it cannot start.
 */
export async function serve(settings: ServeSettings): Promise<void> {
  const ended = untilEnded(process.env, () => process.exit(0));
  const { mock, vendors } = await start(settings);
  if (settings.json) {
    const { url, credentials, adminToken, trust } = mock;
    process.stdout.write(`${JSON.stringify({ ready: url, credentials, adminToken, trust })}\n`);
  } else {
    process.stdout.write(`hostdouble ready ${mock.url}\n`);
    process.stderr.write(await banner(mock, vendors));
  }
  await Promise.race([ended, mock.closed]);
  await mock.close();
  process.exit(0);
}
