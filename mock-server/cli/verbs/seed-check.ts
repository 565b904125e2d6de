import { settingsFrom } from '../settings.js';
import { start } from '../start.js';

/** Lives a seed in a server of its own, which nobody else sees. What is wrong with it is said with its place, as wrong use. */
export async function seedCheck(seed: string, flags: Readonly<Record<string, unknown>>): Promise<void> {
  const { mock } = await start(
    await settingsFrom({ ...flags, seed, port: '0', host: '127.0.0.1', tls: false }, process.env),
  );
  const { clock } = await mock.control.worlds.show();
  await mock.close();
  process.stdout.write(`the seed ${seed} can be lived; its world opens ${clock.mode} at ${clock.now}\n`);
}
